package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"newshound/commands"
	"newshound/sources"
	"newshound/storage"
)

const (
	lateFor    = 24 * time.Hour // an item may appear this long after its date, whatever its source had shown
	mostAtOnce = 10             // posts of one source that one poll may bring a channel
)

// withhold says why an article is stored without a post, "" when it is news.
func (b *Bot) withhold(ctx context.Context, tx *storage.Tx, a sources.Article, quiet bool) (sources.Withheld, error) {
	if quiet {
		return sources.FirstPoll, nil
	}
	age := a.Seen.Sub(a.Published)
	if !a.Published.IsZero() && age > b.opts.MaxAge {
		return sources.TooOld, nil
	}
	if !a.Published.IsZero() && age > lateFor {
		oldest, err := tx.OldestShown(ctx, a)
		if err != nil || a.Published.Before(oldest) {
			return sources.Archived, err
		}
	}
	if a.DuplicateOf == 0 {
		return "", nil
	}
	original, err := tx.Article(ctx, a.DuplicateOf)
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil // it went with its source
	}
	if err != nil || original.Withheld == "" || original.Source != a.Source { // another source's report is news to those who follow it
		return "", err
	}
	return sources.Repeated, nil
}

// calm turns what one poll of a source owes a channel, if it is too much at
// once, into a post about the newest article and one message that leads to the
// rest.
func (b *Bot) calm(ctx context.Context, tx *storage.Tx, src sources.Source, fresh []sources.Article) error {
	if len(fresh) <= mostAtOnce {
		return nil
	}
	owed := map[string][]storage.Post{}
	for _, a := range fresh {
		posts, err := tx.OwedOn(ctx, a.ID)
		if err != nil {
			return err
		}
		for _, p := range posts {
			alerts, err := tx.AlertsBehind(ctx, p)
			if err != nil {
				return err
			}
			if len(alerts) == 0 { // somebody asked for the others by name
				owed[p.Channel] = append(owed[p.Channel], p)
			}
		}
	}
	for _, posts := range owed {
		if len(posts) <= mostAtOnce {
			continue
		}
		if err := b.tellOfMany(ctx, tx, src, posts[:len(posts)-1]); err != nil {
			return err
		}
	}
	return nil
}

// tellOfMany owes a channel one message in place of many posts.
func (b *Bot) tellOfMany(ctx context.Context, tx *storage.Tx, src sources.Source, posts []storage.Post) error {
	first := posts[0]
	listing, err := tx.Listing(ctx, first.Place, src.ID)
	if err != nil {
		return err
	}
	p := storage.Post{
		Key: fmt.Sprintf("many from article %d in %s", first.Article, first.Channel), Place: first.Place, Channel: first.Channel,
		Due: b.now(), Created: b.now(),
	}
	if _, err := tx.Owe(ctx, &p); err != nil {
		return err
	}
	if err := tx.TellInstead(ctx, p, posts); err != nil {
		return err
	}
	articles, err := tx.ArticlesIn(ctx, p)
	if err != nil {
		return err
	}
	return tx.Rewrite(ctx, p.ID, body(commands.Many(p.ID, len(articles), listing.Name())), p.Due)
}
