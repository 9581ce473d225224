package storage

import (
	"context"
	"time"
)

// A Follow is a channel that gets a source's new articles: all of them, or
// those that pass a query.
type Follow struct {
	ID      int64
	Place   string
	Channel string
	Source  int64
	Person  string // who asked for it
	Query   string // "" for all
	Created time.Time
}

const followSelect = "SELECT id, place, channel, source_id, person, query, created_at FROM follows "

func scanFollow(r row) (f Follow, err error) {
	return f, r.Scan(&f.ID, &f.Place, &f.Channel, &f.Source, &f.Person, &f.Query, milli{&f.Created})
}

// Follows are a place's follows; with place "", everybody's.
func (r Reads) Follows(ctx context.Context, place string) ([]Follow, error) {
	return list(ctx, r, scanFollow, followSelect+"WHERE $1 = '' OR place = $1 ORDER BY id", place)
}

// PutFollow keeps a follow in place of the one that its channel had of the
// same source, and sets its ID. ErrNotFound when the channel is another
// place's.
func (tx *Tx) PutFollow(ctx context.Context, f *Follow) (err error) {
	f.ID, err = one[int64](ctx, tx.Reads, `INSERT INTO follows (place, channel, source_id, person, query, created_at)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (channel, source_id)
		DO UPDATE SET person = excluded.person, query = excluded.query WHERE follows.place = excluded.place RETURNING id`,
		f.Place, f.Channel, f.Source, f.Person, f.Query, ms(f.Created))
	return err
}

// RemoveFollow ends a place's follow of a source in a channel.
func (tx *Tx) RemoveFollow(ctx context.Context, place, channel string, source int64) error {
	return tx.change(ctx, "DELETE FROM follows WHERE place = $1 AND channel = $2 AND source_id = $3", place, channel, source)
}
