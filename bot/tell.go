package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// tellGap is the least time between two updates to somebody who follows a
// story. What comes meanwhile is told in one.
const tellGap = 10 * time.Minute

// tellAll tells those who follow stories what is new, until nobody is to be
// told anything.
func (b *Bot) tellAll(ctx context.Context) error {
	const some = 50
	for !enough(ctx) {
		due, err := b.db.DueStoryFollows(ctx, b.now(), some)
		if err != nil || len(due) == 0 {
			return err
		}
		for _, f := range due {
			if err := b.tellOne(ctx, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellOne owes an update and keeps that it is told, in one transaction: once,
// whatever happens. With nothing new to say it says nothing.
func (b *Bot) tellOne(ctx context.Context, f storage.StoryFollow) error {
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		if err := tx.Serialize(ctx); err != nil { // against articles half kept
			return err
		}
		f, err := tx.StoryFollow(ctx, f.Place, f.Person, f.Story)
		if errors.Is(err, storage.ErrNotFound) || err == nil && (f.Due.IsZero() || f.Due.After(b.now())) {
			return nil // told, or ended, meanwhile
		}
		if err != nil {
			return err
		}
		if until, err := quietUntil(ctx, tx, f, b.now()); err != nil || !until.IsZero() {
			f.Due = until
			return errors.Join(err, tx.StoryTold(ctx, f))
		}
		reply, newest, err := commands.StoryNews(ctx, tx.Reads, f)
		if err != nil {
			return err
		}
		now := b.now()
		f.Told, f.Due = max(f.Told, newest), time.Time{}
		if len(reply.Cards) > 0 {
			f.Due = now.Add(tellGap) // to see what has come until then
		}
		if err := tx.StoryTold(ctx, f); err != nil || len(reply.Cards) == 0 {
			return err
		}
		p := storage.Post{
			Key:   fmt.Sprintf("news of story %d up to %d for %s in %s", f.Story, f.Told, f.Person, f.Channel),
			Place: f.Place, Channel: f.Channel, Story: f.Story, Body: body(reply), Due: now, Created: now,
		}
		if _, err := tx.Owe(ctx, &p); err != nil {
			return err
		}
		b.opts.Step("told")
		return b.handOut(ctx, tx, []string{f.Channel})
	})
}

// quietUntil is when the quiet hours end in which somebody who follows a story
// is not to be told; the zero time outside of them.
func quietUntil(ctx context.Context, tx *storage.Tx, f storage.StoryFollow, now time.Time) (time.Time, error) {
	s, err := commands.SettingsOf(ctx, tx.Reads, f.Place, f.Person)
	if err != nil {
		return time.Time{}, err
	}
	return s.Quiet.Until(now, s.Zone), nil
}
