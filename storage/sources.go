package storage

import (
	"context"
	"fmt"
	"time"

	"newshound/sources"
	"newshound/sources/text/boilerplate"
)

const sourceColumns = `s.site, s.icon, s.lang, s.etag, s.last_modified, s.sum, s.held, s.every, s.quiet, s.rhythm, s.schedule,
	s.read_at, s.polled_at, s.next_poll_at, s.why, s.failures, s.failed_at, s.told_at, s.gone_at, s.error, s.moved, s.moved_at,
	s.added_at, s.soonest_at`

const (
	sourceSelect = "SELECT s.id, s.url, s.title, " + sourceColumns + " FROM sources s "
	placeSelect  = "SELECT s.id, s.url, CASE p.title WHEN '' THEN s.title ELSE p.title END, " + sourceColumns +
		" FROM sources s JOIN place_sources p ON p.source_id = s.id "
)

func scanSource(r row) (s sources.Source, err error) { return s, r.Scan(sourceFields(&s)...) }

func sourceFields(s *sources.Source) []any {
	return []any{&s.ID, &s.URL, &s.Title, &s.Site, &s.Icon, &s.Lang, &s.ETag, &s.LastModified, &s.Sum, &s.Held,
		span{&s.Every}, &s.Quiet, rhythm{&s.Rhythm}, &s.Schedule,
		milli{&s.ReadAt}, milli{&s.PolledAt}, milli{&s.NextPoll}, &s.Why, &s.Failures, milli{&s.FailedAt}, milli{&s.ToldAt}, milli{&s.GoneAt},
		&s.Error, &s.Moved, milli{&s.MovedAt}, milli{&s.Added}, milli{&s.Soonest}}
}

// span is a column that holds a duration, in milliseconds.
type span struct{ d *time.Duration }

func (s span) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a duration is an integer, not %T", v)
	}
	*s.d = time.Duration(n) * time.Millisecond
	return nil
}

// rhythm is a column that holds one.
type rhythm struct{ r *sources.Rhythm }

func (r rhythm) Scan(v any) error {
	switch v := v.(type) {
	case string:
		*r.r = sources.ParseRhythm(v)
	case []byte:
		*r.r = sources.ParseRhythm(string(v))
	}
	return nil
}

// Source is the source of an ID, by the title that it gives itself.
func (r Reads) Source(ctx context.Context, id int64) (sources.Source, error) {
	return first(ctx, r, scanSource, sourceSelect+"WHERE s.id = $1", id)
}

// SourcesOf are the sources of the IDs that there are.
func (r Reads) SourcesOf(ctx context.Context, ids []int64) ([]sources.Source, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var args []any
	for _, id := range ids {
		args = append(args, id)
	}
	return list(ctx, r, scanSource, sourceSelect+"WHERE s.id IN ("+placeholders(1, len(ids))+") ORDER BY s.id", args...)
}

// Sources are a place's sources, by title, as the place calls them.
func (r Reads) Sources(ctx context.Context, place string) ([]sources.Source, error) {
	return list(ctx, r, scanSource, placeSelect+"WHERE p.place = $1 ORDER BY lower(CASE p.title WHEN '' THEN s.title ELSE p.title END), s.url", place)
}

// A SourceName is what people know a source by.
type SourceName struct {
	ID    int64
	URL   string
	Title string // as the place calls it, "" when nobody knows it yet
}

// Name is what people see.
func (n SourceName) Name() string { return sources.Source{URL: n.URL, Title: n.Title}.Name() }

// SourceNames are the names of a place's sources, by title: of thousands they
// are read in no time.
func (r Reads) SourceNames(ctx context.Context, place string) ([]SourceName, error) {
	return list(ctx, r, func(r row) (n SourceName, err error) { return n, r.Scan(&n.ID, &n.URL, &n.Title) },
		`SELECT s.id, s.url, CASE p.title WHEN '' THEN s.title ELSE p.title END AS title
		FROM sources s JOIN place_sources p ON p.source_id = s.id WHERE p.place = $1
		ORDER BY lower(CASE p.title WHEN '' THEN s.title ELSE p.title END), s.url`, place)
}

// SourceIn is a source as a place calls it.
func (r Reads) SourceIn(ctx context.Context, place string, id int64) (sources.Source, error) {
	return first(ctx, r, scanSource, placeSelect+"WHERE p.place = $1 AND s.id = $2", place, id)
}

// Places are the places that have a source.
func (r Reads) Places(ctx context.Context, source int64) ([]string, error) {
	return list(ctx, r, scanString, "SELECT place FROM place_sources WHERE source_id = $1 ORDER BY place", source)
}

// AddSource gives a place a source, and sets its ID. It is due as soon as it may
// be polled: whoever adds it waits for its news.
func (tx *Tx) AddSource(ctx context.Context, place, person string, s *sources.Source, now time.Time) error {
	id, err := one[int64](ctx, tx.Reads, `INSERT INTO sources (url, title, site, lang) VALUES ($1, $2, $3, $4)
		ON CONFLICT (url) DO UPDATE SET url = excluded.url RETURNING id`, s.URL, s.Title, s.Site, s.Lang)
	if err != nil {
		return err
	}
	s.ID = id
	added, err := list(ctx, tx.Reads, scanInt, `INSERT INTO place_sources (place, source_id, person, added_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT DO NOTHING RETURNING source_id`, place, id, person, ms(now))
	if err != nil || len(added) == 0 {
		return err
	}
	s.Added = now
	if err := tx.schedule(ctx, id); err != nil {
		return err
	}
	return tx.exec(ctx, `UPDATE sources SET added_at = $2, next_poll_at = CASE
		WHEN next_poll_at <= $2 THEN next_poll_at WHEN soonest_at <= $2 THEN $2
		WHEN soonest_at < next_poll_at THEN soonest_at ELSE next_poll_at END WHERE id = $1`, id, ms(now))
}

// RemoveSource takes a source from a place, and the place's follows of it.
// The source itself stays, with its articles, and is polled no more when
// nobody has it.
func (tx *Tx) RemoveSource(ctx context.Context, place string, id int64) error {
	if err := tx.exec(ctx, "DELETE FROM follows WHERE place = $1 AND source_id = $2", place, id); err != nil {
		return err
	}
	if err := tx.change(ctx, "DELETE FROM place_sources WHERE place = $1 AND source_id = $2", place, id); err != nil {
		return err
	}
	return tx.schedule(ctx, id)
}

// schedule has a source keep every place's schedule; while one place has set
// none, its rhythm counts for all.
func (tx *Tx) schedule(ctx context.Context, id int64) error {
	return tx.exec(ctx, `UPDATE sources SET schedule = coalesce((
		SELECT CASE min(schedule) WHEN '' THEN '' ELSE string_agg(schedule, $2) END FROM (
			SELECT DISTINCT schedule FROM place_sources WHERE source_id = $1 ORDER BY schedule) p), '') WHERE id = $1`, id, "\n")
}

// ClaimDue takes up to limit sources that are due and that somebody has, and
// puts their next poll off until then: who claimed them has that long.
func (tx *Tx) ClaimDue(ctx context.Context, now, until time.Time, limit int) ([]int64, error) {
	return list(ctx, tx.Reads, scanInt, `WITH due AS MATERIALIZED (
			SELECT s.id FROM sources s WHERE s.next_poll_at <= $2 AND s.gone_at = 0
			AND EXISTS (SELECT 1 FROM place_sources p WHERE p.source_id = s.id)
			ORDER BY s.next_poll_at, s.id LIMIT $3 `+tx.dialect.claim+`)
		UPDATE sources SET next_poll_at = $1, soonest_at = $1 WHERE id IN (SELECT id FROM due) RETURNING id`, ms(until), ms(now), limit)
}

// SavePoll keeps what a poll has learnt of a source.
func (tx *Tx) SavePoll(ctx context.Context, s sources.Source) error {
	return tx.change(ctx, `UPDATE sources SET title = $2, site = $3, lang = $4, etag = $5, last_modified = $6,
		sum = $7, held = $8, every = $9, quiet = $10, rhythm = $11, read_at = $12, polled_at = $13, next_poll_at = $14, why = $15,
		failures = $16, failed_at = $17, told_at = $18, gone_at = $19, error = $20, moved = $21, moved_at = $22, icon = $23, soonest_at = $24 WHERE id = $1`,
		s.ID, s.Title, s.Site, s.Lang, s.ETag, s.LastModified,
		s.Sum, s.Held, s.Every.Milliseconds(), int64(s.Quiet), s.Rhythm.String(), ms(s.ReadAt), ms(s.PolledAt), ms(s.NextPoll), string(s.Why),
		s.Failures, ms(s.FailedAt), ms(s.ToldAt), ms(s.GoneAt), s.Error, s.Moved, ms(s.MovedAt), s.Icon, ms(s.Soonest))
}

// Habits are what a source repeats in most of its items.
func (r Reads) Habits(ctx context.Context, id int64) (*boilerplate.Habits, error) {
	b, err := one[[]byte](ctx, r, "SELECT habits FROM sources WHERE id = $1", id)
	return boilerplate.Parse(b), err
}

// SetHabits stores what a source repeats in most of its items.
func (tx *Tx) SetHabits(ctx context.Context, id int64, h *boilerplate.Habits) error {
	return tx.change(ctx, "UPDATE sources SET habits = $2 WHERE id = $1", id, append([]byte{}, h.Bytes()...))
}

// PutOff makes a source due at a time, and says why then.
func (tx *Tx) PutOff(ctx context.Context, id int64, until time.Time, why sources.Why) error {
	return tx.change(ctx, "UPDATE sources SET next_poll_at = $2, why = $3 WHERE id = $1", id, ms(until), string(why))
}

// AnyReadSince reports whether a source other than this one was read after a
// time, or whether there is no other.
func (r Reads) AnyReadSince(ctx context.Context, id int64, since time.Time) (bool, error) {
	n, err := one[int64](ctx, r, `SELECT CASE WHEN EXISTS (SELECT 1 FROM sources WHERE id <> $1 AND read_at > $2)
		OR NOT EXISTS (SELECT 1 FROM sources WHERE id <> $1 AND polled_at > $2) THEN 1 ELSE 0 END`, id, ms(since))
	return n == 1, err
}

// MoveSource gives a source another address. Where a source is there already,
// the two become that one, with the articles and the people of both.
func (tx *Tx) MoveSource(ctx context.Context, id int64, to string) error {
	there, err := list(ctx, tx.Reads, scanInt, "SELECT id FROM sources WHERE url = $1 AND id <> $2", to, id)
	if err != nil {
		return err
	}
	if len(there) == 0 {
		return tx.change(ctx, "UPDATE sources SET url = $2, moved = '', moved_at = 0 WHERE id = $1", id, to)
	}
	for _, merge := range []string{
		`INSERT INTO place_sources (place, source_id, person, added_at, title, tags, schedule)
			SELECT place, $2, person, added_at, title, tags, schedule FROM place_sources WHERE source_id = $1 ON CONFLICT DO NOTHING`,
		`INSERT INTO follows (place, channel, source_id, person, query, created_at)
			SELECT place, channel, $2, person, query, created_at FROM follows WHERE source_id = $1 ON CONFLICT DO NOTHING`,
		"UPDATE arrivals SET source_id = $2 WHERE source_id = $1",
		`UPDATE articles SET source_id = $2 WHERE source_id = $1
			AND key NOT IN (SELECT b.key FROM articles b WHERE b.source_id = $2)`,
	} {
		if err := tx.exec(ctx, merge, id, there[0]); err != nil {
			return err
		}
	}
	if err := tx.drop(ctx, id); err != nil {
		return err
	}
	return tx.schedule(ctx, there[0])
}

// drop removes a source and all that is kept of it.
func (tx *Tx) drop(ctx context.Context, id int64) error {
	articles, err := list(ctx, tx.Reads, scanInt, "SELECT id FROM articles WHERE source_id = $1", id)
	if err != nil {
		return err
	}
	for _, article := range articles {
		if err := tx.dialect.forget(ctx, tx, article); err != nil {
			return err
		}
	}
	return tx.change(ctx, "DELETE FROM sources WHERE id = $1", id)
}
