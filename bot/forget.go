package bot

import (
	"context"
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
		if err := b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.ForgetPerson(ctx, person) }); err != nil {
			return err
		}
	}
	return err
}
