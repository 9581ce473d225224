package bot

import (
	"context"
	"errors"

	"newshound/sources"
	"newshound/sources/text"
	"newshound/sources/text/hashtag"
	"newshound/storage"
)

// take keeps what was read: its articles, the stories they join, the alerts
// they answer and the posts that makes, all in one transaction. What is kept
// will be sent. Of a quiet arrival nothing is posted.
func (b *Bot) take(ctx context.Context, r reading) error {
	b.taking.Lock()
	defer b.taking.Unlock()
	err := b.db.Tx(ctx, func(tx *storage.Tx) error {
		if err := tx.TakeArrival(ctx, r.arrival.ID); errors.Is(err, storage.ErrNotFound) {
			return errTaken
		} else if err != nil {
			return err
		}
		if err := b.catchUp(ctx, tx); err != nil {
			return err
		}
		for _, a := range r.renamed {
			if err := tx.RenameArticle(ctx, a); err != nil {
				return err
			}
		}
		for i := range r.fresh {
			if err := b.takeOne(ctx, tx, &r.fresh[i], r); err != nil {
				return err
			}
		}
		if len(r.fresh) > 0 {
			if err := tx.SetHabits(ctx, r.src.ID, r.habits); err != nil {
				return err
			}
		}
		for _, a := range r.edited {
			if err := b.edit(ctx, tx, a); err != nil {
				return err
			}
		}
		if err := b.calm(ctx, tx, r.src, r.fresh); err != nil {
			return err
		}
		b.opts.Step("before commit")
		return nil
	})
	if err != nil && !errors.Is(err, errTaken) {
		b.stories = stories{most: b.stories.most} // they may know of articles that were not kept
	}
	if err == nil {
		b.opts.Step("after commit")
	}
	return err
}

// errTaken says that somebody else has read an arrival.
var errTaken = errors.New("read already")

// catchUp learns what other processes have kept since.
func (b *Bot) catchUp(ctx context.Context, tx *storage.Tx) error {
	if err := tx.Serialize(ctx); err != nil {
		return err
	}
	if err := b.stories.catchUp(ctx, tx); err != nil {
		return err
	}
	return b.queries.catchUp(ctx, tx)
}

// takeOne is one new article's way: kept, grouped, matched, owed.
func (b *Bot) takeOne(ctx context.Context, tx *storage.Tx, a *sources.Article, r reading) error {
	if err := settleHashtags(ctx, tx, a); err != nil {
		return err
	}
	if err := tx.AddArticle(ctx, a); errors.Is(err, storage.ErrNotFound) {
		return nil // another poll of the source was faster
	} else if err != nil {
		return err
	}
	if err := tx.IndexText(ctx, a.ID, searchWords(*a)); err != nil {
		return err
	}
	moved := b.stories.group(a, r.habits.Repeats)
	var err error
	if a.Withheld, err = b.withhold(ctx, tx, *a, r.arrival.Quiet); err != nil {
		return err
	}
	if err := tx.GroupArticle(ctx, *a); err != nil {
		return err
	}
	if err := b.regroup(ctx, tx, moved); err != nil {
		return err
	}
	if a.Withheld != "" {
		return nil
	}
	return b.announce(ctx, tx, *a)
}

// announce tells everybody who wants a new article of it.
func (b *Bot) announce(ctx context.Context, tx *storage.Tx, a sources.Article) error {
	places, err := tx.Places(ctx, a.Source)
	if err != nil {
		return err
	}
	if err := tx.StoryGrew(ctx, a.Story, a.Source, b.now()); err != nil {
		return err
	}
	hits, err := b.queries.match(ctx, tx, a, places)
	if err != nil {
		return err
	}
	if err := b.owe(ctx, tx, a, hits); err != nil {
		return err
	}
	return b.grow(ctx, tx, a.Story, places, a.ID)
}

// edit keeps that a source changed an article, and has the posts about it
// say so.
func (b *Bot) edit(ctx context.Context, tx *storage.Tx, a sources.Article) error {
	if err := settleHashtags(ctx, tx, &a); err != nil {
		return err
	}
	if err := tx.EditArticle(ctx, a); err != nil {
		return err
	}
	now, err := tx.Article(ctx, a.ID)
	if err != nil {
		return err
	}
	a.Story = now.Story // it may have moved since it was read
	if err := tx.IndexText(ctx, a.ID, searchWords(a)); err != nil {
		return err
	}
	return b.amendPosts(ctx, tx, a)
}

// settleHashtags gives an article's hashtags the forms that are commonest
// among all articles, so that a subject has one.
func settleHashtags(ctx context.Context, tx *storage.Tx, a *sources.Article) error {
	for i, tag := range a.Hashtags {
		forms, err := tx.CountHashtag(ctx, a.Lang, hashtag.Key(tag, a.Lang), tag, a.Seen)
		if err != nil {
			return err
		}
		a.Hashtags[i] = hashtag.Form(tag, forms)
	}
	return nil
}

// searchWords are what full-text search finds an article by.
func searchWords(a sources.Article) []string {
	var out []string
	for t := range text.Scan(a.Title+"\n"+a.Text, a.Lang) {
		out = append(out, t.Fold, t.Stem)
	}
	return out
}
