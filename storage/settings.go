package storage

import (
	"context"
	"errors"
)

// Setting is what a place, a person, or a person in a place has set, ""
// when nothing.
func (r Reads) Setting(ctx context.Context, place, person, name string) (string, error) {
	v, err := one[string](ctx, r, "SELECT value FROM settings WHERE place = $1 AND person = $2 AND name = $3", place, person, name)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return v, err
}

// Settings are all that a place, a person, or a person in a place has set, by
// name.
func (r Reads) Settings(ctx context.Context, place, person string) (map[string]string, error) {
	type pair struct{ name, value string }
	rows, err := list(ctx, r, func(r row) (p pair, err error) { return p, r.Scan(&p.name, &p.value) },
		"SELECT name, value FROM settings WHERE place = $1 AND person = $2 AND value <> ''", place, person)
	out := map[string]string{}
	for _, p := range rows {
		out[p.name] = p.value
	}
	return out, err
}

// Set keeps a setting.
func (tx *Tx) Set(ctx context.Context, place, person, name, value string) error {
	return tx.exec(ctx, `INSERT INTO settings (place, person, name, value) VALUES ($1, $2, $3, $4)
		ON CONFLICT (place, person, name) DO UPDATE SET value = excluded.value`, place, person, name, value)
}
