package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// rowKeys are the tables whose rows can be put back as they were, with what
// tells their rows apart.
var rowKeys = map[string][]string{
	"alerts": {"id"}, "matches": {"alert_id", "article_id"}, "digests": {"id"}, "digest_stories": {"digest_id", "story_id"},
	"follows": {"id"}, "place_sources": {"place", "source_id"}, "mutes": {"id"}, "story_follows": {"place", "person", "story_id"},
	"settings": {"place", "person", "name"},
}

// A Part is the rows of a table that have values: all of those named.
type Part struct {
	Table string
	With  map[string]any // by column
}

// An Undo is what a person in a place can put back, until a time.
type Undo struct {
	Place, Person string
	Name          string // of what was changed; the last change of a name counts
	Until         time.Time
	Body          []byte // the caller's own, JSON
}

// rowsKept are the rows of a part as they were.
type rowsKept struct {
	Part
	Columns []string
	Rows    [][]any
}

// KeepUndo keeps parts of the database as they are, to be put back in that
// order: what others point to comes first.
func (tx *Tx) KeepUndo(ctx context.Context, u Undo, parts ...Part) error {
	var kept []rowsKept
	for _, p := range parts {
		k, err := tx.rows(ctx, p)
		if err != nil {
			return err
		}
		kept = append(kept, k)
	}
	rows, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	return tx.exec(ctx, `INSERT INTO undos (place, person, name, until_at, body, kept) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (place, person, name) DO UPDATE SET until_at = excluded.until_at, body = excluded.body, kept = excluded.kept`,
		u.Place, u.Person, u.Name, ms(u.Until), string(u.Body), string(rows))
}

// Undo puts back what was kept, once, and says what it was; ErrNotFound when
// there is nothing of that name any more.
func (tx *Tx) Undo(ctx context.Context, place, person, name string, now time.Time) (Undo, error) {
	u := Undo{Place: place, Person: person, Name: name}
	var text string
	u, err := first(ctx, tx.Reads, func(r row) (Undo, error) { return u, r.Scan(milli{&u.Until}, &u.Body, &text) },
		`DELETE FROM undos WHERE place = $1 AND person = $2 AND name = $3 AND until_at >= $4 RETURNING until_at, body, kept`, place, person, name, ms(now))
	if err != nil {
		return u, err
	}
	var kept []rowsKept
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber() // IDs are longer than a float is exact
	if err := dec.Decode(&kept); err != nil {
		return u, err
	}
	for _, k := range kept {
		if err := tx.putBack(ctx, k); err != nil {
			return u, fmt.Errorf("cannot put %s back: %w", k.Table, err)
		}
	}
	return u, nil
}

// ForgetUndos drops what can be put back no more.
func (tx *Tx) ForgetUndos(ctx context.Context, now time.Time) error {
	return tx.exec(ctx, "DELETE FROM undos WHERE until_at < $1", ms(now))
}

// OldUndos reports whether there is something for ForgetUndos to drop.
func (r Reads) OldUndos(ctx context.Context, now time.Time) (bool, error) {
	n, err := one[int64](ctx, r, "SELECT count(*) FROM undos WHERE until_at < $1", ms(now))
	return n > 0, err
}

// equal is the condition of rows that have values in columns, and the values.
func equal(columns []string, value func(column string) any) (where string, args []any) {
	for i, c := range columns {
		columns[i] = fmt.Sprintf("%s = $%d", c, i+1)
		args = append(args, value(c))
	}
	return strings.Join(columns, " AND "), args
}

func (tx *Tx) rows(ctx context.Context, p Part) (rowsKept, error) {
	out := rowsKept{Part: p}
	where, args := equal(slices.Sorted(maps.Keys(p.With)), func(c string) any { return plain(p.With[c]) })
	rows, err := tx.conn.QueryContext(ctx, "SELECT * FROM "+p.Table+" WHERE "+where, args...)
	if err != nil {
		return out, err
	}
	defer rows.Close()
	if out.Columns, err = rows.Columns(); err != nil {
		return out, err
	}
	for rows.Next() {
		values, into := make([]any, len(out.Columns)), make([]any, len(out.Columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, values)
	}
	return out, rows.Err()
}

// plain is a value that was JSON as the database takes it.
func plain(v any) any {
	if n, ok := v.(json.Number); ok {
		i, _ := n.Int64() // there are no other numbers
		return i
	}
	return v
}

// putBack makes the rows of a part what they were.
func (tx *Tx) putBack(ctx context.Context, k rowsKept) error {
	now, err := tx.rows(ctx, k.Part)
	if err != nil {
		return err
	}
	was := map[string]bool{}
	for _, row := range k.Rows {
		was[k.key(row)] = true
	}
	for _, row := range now.Rows {
		if was[now.key(row)] {
			continue
		}
		where, args := equal(slices.Clone(rowKeys[k.Table]), func(c string) any { return row[slices.Index(now.Columns, c)] })
		if err := tx.exec(ctx, "DELETE FROM "+k.Table+" WHERE "+where, args...); err != nil {
			return err
		}
	}
	var set []string
	for _, c := range k.Columns {
		set = append(set, c+" = excluded."+c)
	}
	insert := fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s", k.Table, strings.Join(k.Columns, ", "),
		placeholders(1, len(k.Columns)), strings.Join(rowKeys[k.Table], ", "), strings.Join(set, ", "))
	for _, row := range k.Rows {
		for i := range row {
			row[i] = plain(row[i])
		}
		if err := tx.exec(ctx, insert, row...); err != nil {
			return err
		}
	}
	return tx.rescheduled(ctx, k, now)
}

// key tells a row from the others of its table.
func (k rowsKept) key(row []any) string {
	var b bytes.Buffer
	for _, c := range rowKeys[k.Table] {
		fmt.Fprintf(&b, "%v\x00", row[slices.Index(k.Columns, c)])
	}
	return b.String()
}

// rescheduled has the sources of listings that were put back, or taken away,
// keep their places' schedules.
func (tx *Tx) rescheduled(ctx context.Context, all ...rowsKept) error {
	for _, k := range all {
		for _, row := range k.Rows {
			if k.Table != "place_sources" {
				return nil
			}
			if err := tx.schedule(ctx, plain(row[slices.Index(k.Columns, "source_id")]).(int64)); err != nil {
				return err
			}
		}
	}
	return nil
}
