package storage

import (
	"context"
	"errors"
	"strings"
	"time"
)

// A Holding is where posts are held: a channel, as far as a place goes.
type Holding struct{ Place, Channel string }

// HeldDue are where held posts are due. Nothing is in a place that was left.
func (r Reads) HeldDue(ctx context.Context, now time.Time) ([]Holding, error) {
	return list(ctx, r, func(r row) (h Holding, err error) { return h, r.Scan(&h.Place, &h.Channel) },
		`SELECT place, channel FROM posts WHERE state = 'held' AND due_at <= $1
			AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.place = posts.place)
		GROUP BY place, channel ORDER BY min(due_at), min(id)`, ms(now))
}

// HeldPosts are the held posts that are due, oldest first.
func (r Reads) HeldPosts(ctx context.Context, h Holding, now time.Time) ([]Post, error) {
	return list(ctx, r, scanPost, postSelect+"WHERE state = 'held' AND place = $1 AND channel = $2 AND due_at <= $3 ORDER BY id",
		h.Place, h.Channel, ms(now))
}

// Hold has a held post wait until another time.
func (tx *Tx) Hold(ctx context.Context, id int64, until time.Time) error {
	return tx.exec(ctx, "UPDATE posts SET due_at = $2 WHERE id = $1 AND state = 'held'", id, ms(until))
}

// Release ends that a post is held: it is owed as if it was made now, or in
// the state that it comes to.
func (tx *Tx) Release(ctx context.Context, id int64, to State, now time.Time) error {
	return tx.exec(ctx, "UPDATE posts SET state = $2, due_at = $3, created_at = $3 WHERE id = $1 AND state = 'held'", id, string(to), ms(now))
}

// WhyHeld says why alerts had a post held, each reason once.
func (r Reads) WhyHeld(ctx context.Context, p Post) ([]Why, error) {
	return list(ctx, r, func(r row) (w Why, err error) { return w, r.Scan(&w) }, `SELECT DISTINCT m.why FROM matches m
		JOIN articles a ON a.id = m.article_id JOIN alerts l ON l.id = m.alert_id
		WHERE a.story_id = $1 AND l.channel = $2 AND m.why <> '' AND m.why NOT LIKE 'muted%' ORDER BY 1`, p.Story, p.Channel)
}

// HeldNow has what is held for an alert come now.
func (tx *Tx) HeldNow(ctx context.Context, a Alert, now time.Time) error {
	return tx.exec(ctx, `UPDATE posts SET due_at = $4 WHERE state = 'held' AND place = $1 AND channel = $2 AND story_id IN (
		SELECT t.story_id FROM matches m JOIN articles t ON t.id = m.article_id WHERE m.alert_id = $3)`, a.Place, a.Channel, a.ID, ms(now))
}

// HeldUntil has what is held for an alert not come before a time.
func (tx *Tx) HeldUntil(ctx context.Context, a Alert, until time.Time) error {
	return tx.exec(ctx, `UPDATE posts SET due_at = $4 WHERE state = 'held' AND due_at < $4 AND place = $1 AND channel = $2 AND story_id IN (
		SELECT t.story_id FROM matches m JOIN articles t ON t.id = m.article_id WHERE m.alert_id = $3)`, a.Place, a.Channel, a.ID, ms(until))
}

// QuietChanged has what is held for quiet hours alone looked at anew: for the
// alerts of a place, or of a person.
func (tx *Tx) QuietChanged(ctx context.Context, place, person string, now time.Time) error {
	return tx.exec(ctx, `UPDATE posts SET due_at = $3 WHERE state = 'held' AND due_at > $3 AND EXISTS (
		SELECT 1 FROM articles t JOIN matches m ON m.article_id = t.id JOIN alerts l ON l.id = m.alert_id
		WHERE t.story_id = posts.story_id AND l.channel = posts.channel AND m.why = 'quiet' AND (l.place = $1 OR l.person = $2))`,
		place, person, ms(now))
}

// MoveHeld has what is held for an alert come to another channel as well, unless
// that has a post about it. What is held for nobody else where it was is dropped
// there when it is due.
func (tx *Tx) MoveHeld(ctx context.Context, a Alert, to string) error {
	posts, err := list(ctx, tx.Reads, scanPost, postSelect+`WHERE state = 'held' AND place = $1 AND channel = $2 AND story_id IN (
		SELECT t.story_id FROM matches m JOIN articles t ON t.id = m.article_id WHERE m.alert_id = $3) ORDER BY id`, a.Place, a.Channel, a.ID)
	if err != nil {
		return err
	}
	for _, p := range posts {
		about, err := tx.PostAbout(ctx, to, p.Story, time.Time{})
		if errors.Is(err, ErrNotFound) {
			about = p
			about.Key, about.Channel = strings.TrimSuffix(p.Key, a.Channel)+to, to
			var isNew bool
			if isNew, err = tx.Owe(ctx, &about); err == nil && !isNew {
				continue // it was refused there
			}
		}
		if err != nil {
			return err
		}
		err = tx.exec(ctx, `INSERT INTO post_articles (article_id, channel, post_id)
			SELECT article_id, $2, $3 FROM post_articles WHERE post_id = $1 ON CONFLICT DO NOTHING`, p.ID, to, about.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// MuteMatch keeps that an alert is not to say what it found of a story.
func (tx *Tx) MuteMatch(ctx context.Context, alert, story int64, why Why) error {
	return tx.exec(ctx, `UPDATE matches SET why = $3 WHERE alert_id = $1 AND article_id IN (
		SELECT id FROM articles WHERE story_id = $2)`, alert, story, string(why))
}
