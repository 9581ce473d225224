package storage

import (
	"context"
	"time"
)

// Leave keeps that a place can no longer be posted to as a whole: since when
// the bot was removed from it. Its posts wait.
func (tx *Tx) Leave(ctx context.Context, place string, at time.Time) error {
	return tx.exec(ctx, "INSERT INTO departures (place, left_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", place, ms(at))
}

// Return ends a departure. What was to be posted meanwhile is refused: it is
// no news any more.
func (tx *Tx) Return(ctx context.Context, place string) error {
	n, err := one[int64](ctx, tx.Reads, "SELECT count(*) FROM departures WHERE place = $1", place)
	if err != nil || n == 0 {
		return err
	}
	err = tx.exec(ctx, `UPDATE posts SET state = CASE message WHEN '' THEN 'dropped' ELSE 'sent' END, error = 'the bot was not there'
		WHERE place = $1 AND state IN ('owed', 'sending', 'stuck', 'held')`, place)
	if err != nil {
		return err
	}
	return tx.exec(ctx, "DELETE FROM departures WHERE place = $1", place)
}

// Departed are the places that were left before a time.
func (r Reads) Departed(ctx context.Context, before time.Time) ([]string, error) {
	return list(ctx, r, scanString, "SELECT place FROM departures WHERE left_at < $1 ORDER BY left_at", ms(before))
}

// AllPlaces are the places of which anything is kept but settings.
func (r Reads) AllPlaces(ctx context.Context) ([]string, error) {
	return list(ctx, r, scanString, `SELECT place FROM place_sources UNION SELECT place FROM follows UNION SELECT place FROM alerts
		UNION SELECT place FROM digests ORDER BY 1`)
}

// DropPlace deletes all that is kept of a place.
func (tx *Tx) DropPlace(ctx context.Context, place string) error {
	ids, err := list(ctx, tx.Reads, scanInt, "SELECT source_id FROM place_sources WHERE place = $1", place)
	if err != nil {
		return err
	}
	for _, table := range []string{"follows", "story_follows", "alerts", "digests", "posts", "settings", "place_sources", "undos", "departures"} {
		if err := tx.exec(ctx, "DELETE FROM "+table+" WHERE place = $1", place); err != nil {
			return err
		}
	}
	for _, id := range ids {
		if err := tx.schedule(ctx, id); err != nil {
			return err
		}
	}
	return nil
}
