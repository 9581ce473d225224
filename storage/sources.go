package storage

import (
	"context"
	"time"

	"newshound/sources"
)

const sourceSelect = `SELECT s.id, s.url, s.title, s.site, s.lang, s.etag, s.last_modified,
	s.read_at, s.polled_at, s.next_poll_at, s.failures, s.error FROM sources s `

func scanSource(r row) (s sources.Source, err error) {
	return s, r.Scan(&s.ID, &s.URL, &s.Title, &s.Site, &s.Lang, &s.ETag, &s.LastModified,
		milli{&s.ReadAt}, milli{&s.PolledAt}, milli{&s.NextPoll}, &s.Failures, &s.Error)
}

// Source is the source of an ID.
func (r Reads) Source(ctx context.Context, id int64) (sources.Source, error) {
	return first(ctx, r, scanSource, sourceSelect+"WHERE s.id = $1", id)
}

// Sources are a place's sources, by title.
func (r Reads) Sources(ctx context.Context, place string) ([]sources.Source, error) {
	return list(ctx, r, scanSource, sourceSelect+`JOIN place_sources p ON p.source_id = s.id
		WHERE p.place = $1 ORDER BY lower(s.title), s.url`, place)
}

// Places are the places that have a source.
func (r Reads) Places(ctx context.Context, source int64) ([]string, error) {
	return list(ctx, r, scanString, "SELECT place FROM place_sources WHERE source_id = $1 ORDER BY place", source)
}

// AddSource gives a place a source. One that is new to everybody is due at
// once; its ID is set.
func (tx *Tx) AddSource(ctx context.Context, place, person string, s *sources.Source, now time.Time) error {
	id, err := one[int64](ctx, tx.Reads, `INSERT INTO sources (url, title, site, lang) VALUES ($1, $2, $3, $4)
		ON CONFLICT (url) DO UPDATE SET url = excluded.url RETURNING id`, s.URL, s.Title, s.Site, s.Lang)
	if err != nil {
		return err
	}
	s.ID = id
	return tx.exec(ctx, `INSERT INTO place_sources (place, source_id, person, added_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT DO NOTHING`, place, id, person, ms(now))
}

// RemoveSource takes a source from a place, and the place's follows of it.
// The source itself stays, with its articles, and is polled no more when
// nobody has it.
func (tx *Tx) RemoveSource(ctx context.Context, place string, id int64) error {
	if err := tx.exec(ctx, "DELETE FROM follows WHERE place = $1 AND source_id = $2", place, id); err != nil {
		return err
	}
	if err := tx.queriesChanged(ctx); err != nil {
		return err
	}
	return tx.change(ctx, "DELETE FROM place_sources WHERE place = $1 AND source_id = $2", place, id)
}

// ClaimDue takes up to limit sources that are due and that somebody has, and
// puts their next poll off until then: who claimed them has that long.
func (tx *Tx) ClaimDue(ctx context.Context, now, until time.Time, limit int) ([]int64, error) {
	return list(ctx, tx.Reads, scanInt, `WITH due AS MATERIALIZED (
			SELECT s.id FROM sources s WHERE s.next_poll_at <= $2
			AND EXISTS (SELECT 1 FROM place_sources p WHERE p.source_id = s.id)
			ORDER BY s.next_poll_at, s.id LIMIT $3 `+tx.dialect.claim+`)
		UPDATE sources SET next_poll_at = $1 WHERE id IN (SELECT id FROM due) RETURNING id`, ms(until), ms(now), limit)
}

// SavePoll keeps what a poll has learnt of a source.
func (tx *Tx) SavePoll(ctx context.Context, s sources.Source) error {
	return tx.change(ctx, `UPDATE sources SET title = $2, site = $3, lang = $4, etag = $5, last_modified = $6,
		read_at = $7, polled_at = $8, next_poll_at = $9, failures = $10, error = $11 WHERE id = $1`,
		s.ID, s.Title, s.Site, s.Lang, s.ETag, s.LastModified,
		ms(s.ReadAt), ms(s.PolledAt), ms(s.NextPoll), s.Failures, s.Error)
}
