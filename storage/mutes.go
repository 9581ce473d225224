package storage

import (
	"context"
	"time"
)

// A Mute is what a person's alerts are not to fire on.
type Mute struct {
	ID      int64
	Person  string
	Kind    Why    // MutedSource, MutedWord or MutedStory
	Value   string // the source's or the story's ID, or the words as a query
	Name    string // what people see
	Created time.Time
}

func scanMute(r row) (m Mute, err error) {
	return m, r.Scan(&m.ID, &m.Person, &m.Kind, &m.Value, &m.Name, milli{&m.Created})
}

// Mutes are what a person has muted, oldest first.
func (r Reads) Mutes(ctx context.Context, person string) ([]Mute, error) {
	return list(ctx, r, scanMute, "SELECT id, person, kind, value, name, created_at FROM mutes WHERE person = $1 ORDER BY id", person)
}

// AddMute keeps a mute and sets its ID. It takes the place of one like it.
func (tx *Tx) AddMute(ctx context.Context, m *Mute) (err error) {
	m.ID, err = one[int64](ctx, tx.Reads, `INSERT INTO mutes (person, kind, value, name, created_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (person, kind, value) DO UPDATE SET name = excluded.name RETURNING id`,
		m.Person, string(m.Kind), m.Value, m.Name, ms(m.Created))
	return err
}

// RemoveMute ends a person's mute.
func (tx *Tx) RemoveMute(ctx context.Context, person string, id int64) error {
	return tx.change(ctx, "DELETE FROM mutes WHERE person = $1 AND id = $2", person, id)
}
