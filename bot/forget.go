package bot

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"newshound/commands"
	"newshound/storage"
)

const (
	leftFor     = 30 * 24 * time.Hour  // what a place has set, after the bot was removed from it; what was posted
	identityFor = 365 * 24 * time.Hour // which articles there were, so that none is new again
	little      = 200                  // rows in one transaction
)

// forget drops what has been kept long enough, a little at a time.
func (b *Bot) forget(ctx context.Context) error {
	places, err := b.db.Departed(ctx, b.now().Add(-leftFor))
	if err != nil {
		return err
	}
	for _, place := range places {
		if err := b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.DropPlace(ctx, place) }); err != nil {
			return err
		}
	}
	long, longer := max(b.opts.Keep, leftFor), max(b.opts.Keep, identityFor)
	for _, part := range []struct {
		after time.Duration
		drop  func(tx *storage.Tx, ctx context.Context, before time.Time, limit int) (int, error)
	}{
		{commands.FollowDays * 24 * time.Hour, (*storage.Tx).EndStoryFollows},
		{b.opts.Keep, fade},
		{long, (*storage.Tx).ForgetPosts},
		{long, (*storage.Tx).ForgetLines},
		{long, (*storage.Tx).ForgetTold},
		{long, (*storage.Tx).ForgetMoves},
		{longer, (*storage.Tx).ForgetArticles},
		{longer, (*storage.Tx).ForgetStories},
		{longer, (*storage.Tx).ForgetHashtags},
	} {
		for n := 1; n > 0 && !enough(ctx); {
			err := b.db.Tx(ctx, func(tx *storage.Tx) (err error) {
				n, err = part.drop(tx, ctx, b.now().Add(-part.after), little)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// fade drops the texts of articles, which are found by their titles from then
// on.
func fade(tx *storage.Tx, ctx context.Context, before time.Time, limit int) (int, error) {
	faded, err := tx.Fade(ctx, before, limit)
	for _, a := range faded {
		err = errors.Join(err, tx.IndexText(ctx, a.ID, searchWords(a)))
	}
	return len(faded), err
}

// forgetPeople deletes what is kept of those who asked for it, and what can be
// undone no more.
func (b *Bot) forgetPeople(ctx context.Context) error {
	old, err := b.db.OldUndos(ctx, b.now())
	if err == nil && old {
		err = b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.ForgetUndos(ctx, b.now()) })
	}
	if err != nil {
		return err
	}
	people, err := b.db.PeopleToForget(ctx, b.now())
	for _, person := range people {
		if err := b.db.Tx(ctx, func(tx *storage.Tx) error { return b.forgetPerson(ctx, tx, person) }); err != nil {
			return err
		}
	}
	return err
}

// forgetPerson deletes what is kept of somebody, and has the posts that others
// see say nothing of them.
func (b *Bot) forgetPerson(ctx context.Context, tx *storage.Tx, person string) error {
	posts, err := tx.PostsNaming(ctx, person)
	if err != nil {
		return err
	}
	alerts, err := tx.Alerts(ctx, commands.Direct(person), person)
	if err != nil {
		return err
	}
	var queries []string
	for _, a := range alerts {
		queries = append(queries, a.Query)
	}
	if err := tx.ForgetPerson(ctx, person); err != nil {
		return err
	}
	var channels []string
	for _, p := range posts {
		var r commands.Reply
		if err := json.Unmarshal(p.Body, &r); err != nil {
			return err
		}
		r = r.Without(person, queries)
		if err := b.credit(ctx, tx, p, r); err != nil {
			return err
		}
		if err := tx.Rewrite(ctx, p.ID, body(r), b.now()); err != nil {
			return err
		}
		channels = append(channels, p.Channel)
	}
	return b.handOut(ctx, tx, channels)
}

// credit has the card of a post about an article name the alerts that are
// behind it still.
func (b *Bot) credit(ctx context.Context, tx *storage.Tx, p storage.Post, r commands.Reply) error {
	if p.Article == 0 || len(r.Cards) != 1 {
		return nil
	}
	a, err := tx.Article(ctx, p.Article)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	left, err := behind(ctx, tx, p)
	if err == nil && len(r.Cards[0].Note)+len(left) > 0 {
		attribute(&r.Cards[0], a, left)
	}
	return err
}
