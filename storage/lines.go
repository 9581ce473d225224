package storage

import (
	"context"
	"time"
)

// LineOf is the line that is kept by a name, and when it was last used;
// ErrNotFound when there is none.
func (r Reads) LineOf(ctx context.Context, name string) (line string, used time.Time, err error) {
	line, err = first(ctx, r, func(r row) (s string, err error) { return s, r.Scan(&s, milli{&used}) },
		"SELECT line, used_at FROM lines WHERE name = $1", name)
	return line, used, err
}

// KeepLine keeps a line by a name, as used at a time.
func (tx *Tx) KeepLine(ctx context.Context, name, line string, at time.Time) error {
	return tx.exec(ctx, `INSERT INTO lines (name, line, used_at) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET line = excluded.line, used_at = excluded.used_at`, name, line, ms(at))
}

// ForgetLines drops lines that were not used since.
func (tx *Tx) ForgetLines(ctx context.Context, before time.Time, limit int) (int, error) {
	gone, err := list(ctx, tx.Reads, scanString, `DELETE FROM lines WHERE name IN (
		SELECT name FROM lines WHERE used_at < $1 ORDER BY used_at LIMIT $2) RETURNING name`, ms(before), limit)
	return len(gone), err
}
