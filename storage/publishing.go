package storage

import (
	"context"
	"time"
)

// A Publishable is a post that stands and may be published: an article's, or
// a digest.
type Publishable struct {
	Post    int64
	Message string
	Digest  bool
	Sources int // that its story has in the place
}

// ChannelsWith are the channels that have set something.
func (r Reads) ChannelsWith(ctx context.Context, name string) ([]string, error) {
	return list(ctx, r, scanString, `SELECT DISTINCT substr(person, 2) FROM settings
		WHERE name = $1 AND value <> '' AND substr(person, 1, 1) = '#' ORDER BY 1`, name)
}

// Unpublished are a channel's posts since a time that were not published yet,
// those of the most sources first, digests before them all.
func (r Reads) Unpublished(ctx context.Context, channel string, since time.Time) ([]Publishable, error) {
	return list(ctx, r, func(r row) (p Publishable, err error) {
		return p, r.Scan(&p.Post, &p.Message, &p.Digest, &p.Sources)
	}, `SELECT id, message, digest, sources FROM (
		SELECT p.id, p.message, p.key LIKE 'digest %' AS digest, (SELECT count(DISTINCT a.source_id) FROM articles a
			JOIN place_sources s ON s.source_id = a.source_id AND s.place = p.place WHERE a.story_id = p.story_id) AS sources
		FROM posts p WHERE p.channel = $1 AND p.sent_at >= $2 AND p.published_at = 0 AND p.message <> ''
		AND (p.story_id <> 0 OR p.key LIKE 'digest %')) u ORDER BY digest DESC, sources DESC, id`, channel, ms(since))
}

// PublishedSince counts a channel's posts that were published since a time.
func (r Reads) PublishedSince(ctx context.Context, channel string, since time.Time) (int, error) {
	return one[int](ctx, r, "SELECT count(*) FROM posts WHERE channel = $1 AND published_at >= $2", channel, ms(since))
}

// Published keeps that a post was published.
func (tx *Tx) Published(ctx context.Context, post int64, now time.Time) error {
	return tx.change(ctx, "UPDATE posts SET published_at = $2 WHERE id = $1", post, ms(now))
}
