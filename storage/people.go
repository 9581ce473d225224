package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// shared are the tables whose rows belong to the place: of the person who made
// one only the name goes.
var shared = []string{"follows", "digests", "place_sources"}

// A kept table is one in which something may be kept of a person: by a column
// for them, for their direct messages as a place, or as a channel.
type kept struct {
	table           string
	person, message string // conditions, "" where there is no such column
}

// kept are all tables in which something may be kept of a person. They are
// read off the database, so that none is forgotten.
func (r Reads) kept(ctx context.Context) ([]kept, error) {
	type column struct{ table, name string }
	all, err := list(ctx, r, func(r row) (c column, err error) { return c, r.Scan(&c.table, &c.name) }, r.dialect.columns)
	var out []kept
	for _, c := range all {
		if strings.HasPrefix(c.table, "river_") {
			continue
		}
		if len(out) == 0 || out[len(out)-1].table != c.table {
			out = append(out, kept{table: c.table})
		}
		switch k := &out[len(out)-1]; c.name {
		case "person":
			k.person = "person = $1"
		case "place", "channel":
			k.message = strings.TrimPrefix(k.message+" OR "+c.name+" = '@' || $1", " OR ")
		}
	}
	return slices.DeleteFunc(out, func(k kept) bool { return k.person+k.message == "" }), err
}

func (k kept) any() string {
	return strings.Join(slices.DeleteFunc([]string{k.person, k.message}, func(c string) bool { return c == "" }), " OR ")
}

// Person is all that is kept of a person, as JSON: rows by table.
func (r Reads) Person(ctx context.Context, person string) ([]byte, error) {
	tables, err := r.kept(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string][]map[string]any{}
	for _, k := range tables {
		rows, err := r.conn.QueryContext(ctx, "SELECT * FROM "+k.table+" WHERE "+k.any(), person)
		if err != nil {
			return nil, err
		}
		found, err := read(rows)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			out[k.table] = found
		}
	}
	return json.MarshalIndent(out, "", "  ")
}

// read reads rows of whatever columns: times as such, JSON as such.
func read(rows *sql.Rows) ([]map[string]any, error) {
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []map[string]any
	for rows.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		one := map[string]any{}
		for i, name := range names {
			one[name] = readable(name, values[i])
		}
		out = append(out, one)
	}
	return out, rows.Err()
}

func readable(column string, value any) any {
	switch v := value.(type) {
	case []byte:
		return readable(column, string(v))
	case string:
		if (column == "body" || column == "tags" || column == "kept") && json.Valid([]byte(v)) {
			return json.RawMessage(v)
		}
	case int64:
		if strings.HasSuffix(column, "_at") && v > 0 {
			return time.UnixMilli(v).UTC()
		}
	}
	return value
}

// ForgetPerson deletes what is kept of a person. What they set up for a server
// stays, without their name.
func (tx *Tx) ForgetPerson(ctx context.Context, person string) error {
	if err := tx.DropPlace(ctx, "@"+person); err != nil {
		return err
	}
	tables, err := tx.kept(ctx)
	if err != nil {
		return err
	}
	for _, k := range tables {
		what, where := "DELETE FROM "+k.table, k.any()
		if slices.Contains(shared, k.table) {
			what, where = "UPDATE "+k.table+" SET person = ''", k.person
		}
		if err := tx.exec(ctx, what+" WHERE "+where, person); err != nil {
			return err
		}
	}
	return tx.exec(ctx, "UPDATE alerts SET mention = '' WHERE mention = '@' || $1", person)
}

// PostsNaming are the posts to others that may name a person, or what their
// alerts look for.
func (r Reads) PostsNaming(ctx context.Context, person string) ([]Post, error) {
	return list(ctx, r, scanPost, postSelect+`WHERE channel <> '@' || $1 AND (body LIKE '%"@' || $1 || '"%' OR id IN (
		SELECT p.id FROM alerts l JOIN matches m ON m.alert_id = l.id JOIN articles a ON a.id = m.article_id
		JOIN posts p ON p.story_id = a.story_id AND p.channel = l.channel WHERE l.person = $1)
		OR story_id = 0 AND channel IN (SELECT channel FROM alerts WHERE person = $1)) ORDER BY id`, person)
}

// ToBeForgotten is the setting of when a person is to be forgotten.
const ToBeForgotten = "forget at"

// ForgetAt has a person forgotten at a time; the zero time, not at all.
func (tx *Tx) ForgetAt(ctx context.Context, person string, at time.Time) error {
	when := ""
	if !at.IsZero() {
		when = at.UTC().Format(time.RFC3339)
	}
	return tx.Set(ctx, "", person, ToBeForgotten, when)
}

// PeopleToForget are those whose time has come.
func (r Reads) PeopleToForget(ctx context.Context, now time.Time) ([]string, error) {
	return list(ctx, r, scanString, "SELECT person FROM settings WHERE name = $1 AND value <> '' AND value <= $2",
		ToBeForgotten, now.UTC().Format(time.RFC3339))
}
