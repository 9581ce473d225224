package storage

import (
	"context"
	"time"

	"newshound/sources"
)

// Health is how a place's sources and posts are doing.
type Health struct {
	Sources int
	Failing []sources.Source // and those that are gone, the longest first, at most a few
	Fails   int              // all of them
	Late    int              // sources that should have been read by now
	Unread  int              // arrivals that wait to be read, everybody's
	Waiting int              // posts that do not stand yet
	Oldest  time.Time        // the longest waiting of them
	Held    []Destination    // channels that take none
	Untaken []Untaken        // posts that no try brings through, the newest first, at most a few
}

// An Untaken is a post that is stuck, was set aside, or was refused.
type Untaken struct {
	Channel    string
	Title, URL string // of its article; empty if the post is about none
	State      State
	Created    time.Time
}

// untakenFor is how long a post that was given up is listed.
const untakenFor = 7 * 24 * time.Hour

// Health is how a place does, with at most so many of each thing. Sources that
// have been due since before a time are late.
func (r Reads) Health(ctx context.Context, place string, due time.Time, most int) (h Health, err error) {
	const own = "FROM sources s JOIN place_sources p ON p.source_id = s.id AND p.place = $1 "
	counts := func(r row) (Health, error) {
		return h, r.Scan(&h.Sources, &h.Fails, &h.Late)
	}
	if _, err = first(ctx, r, counts, `SELECT count(*), coalesce(sum(CASE WHEN s.failures > 0 OR s.gone_at > 0 THEN 1 ELSE 0 END), 0),
		coalesce(sum(CASE WHEN s.gone_at = 0 AND s.next_poll_at < $2 THEN 1 ELSE 0 END), 0) `+own, place, ms(due)); err != nil {
		return h, err
	}
	h.Failing, err = list(ctx, r, scanSource, `SELECT s.id, s.url, CASE p.title WHEN '' THEN s.title ELSE p.title END, `+sourceColumns+` `+own+
		`WHERE s.failures > 0 OR s.gone_at > 0 ORDER BY s.failed_at, s.id LIMIT $2`, place, most)
	if err != nil {
		return h, err
	}
	if h.Unread, err = one[int](ctx, r, "SELECT count(*) FROM arrivals"); err != nil {
		return h, err
	}
	waiting := func(r row) (Health, error) { return h, r.Scan(&h.Waiting, milli{&h.Oldest}) }
	if _, err = first(ctx, r, waiting, `SELECT count(*), coalesce(min(created_at), 0) FROM posts
		WHERE place = $1 AND state IN ('owed', 'sending', 'stuck') AND message = ''`, place); err != nil {
		return h, err
	}
	h.Held, err = list(ctx, r, scanDestination, `SELECT channel, paused_at, reason, probes, probe_at FROM destinations
		WHERE channel IN (SELECT channel FROM posts WHERE place = $1) ORDER BY paused_at LIMIT $2`, place, most)
	if err != nil {
		return h, err
	}
	untaken := func(r row) (u Untaken, err error) {
		return u, r.Scan(&u.Channel, &u.Title, &u.URL, &u.State, milli{&u.Created})
	}
	h.Untaken, err = list(ctx, r, untaken, `SELECT p.channel, coalesce(a.title, ''), coalesce(a.url, ''), p.state, p.created_at
		FROM posts p LEFT JOIN articles a ON a.id = p.article_id WHERE p.place = $1 AND p.state IN ('stuck', 'aside', 'refused') AND p.message = ''
		AND p.created_at >= $2 ORDER BY p.id DESC LIMIT $3`, place, ms(due.Add(-untakenFor)), most)
	return h, err
}
