package storage

import (
	"context"
	"time"
)

// Present keeps that a process works on the database at a time, and counts
// those that did since another time, this one included.
func (tx *Tx) Present(ctx context.Context, process string, now, since time.Time) (n int, err error) {
	err = tx.exec(ctx, `INSERT INTO processes (id, seen_at) VALUES ($1, $2)
		ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`, process, ms(now))
	if err != nil {
		return 0, err
	}
	if err := tx.exec(ctx, "DELETE FROM processes WHERE seen_at < $1", ms(since)); err != nil {
		return 0, err
	}
	return one[int](ctx, tx.Reads, "SELECT count(*) FROM processes")
}
