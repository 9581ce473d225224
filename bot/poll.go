package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"newshound/sources"
	"newshound/sources/feed"
	"newshound/sources/fetch"
	"newshound/storage"
)

// pollAll polls sources side by side. What goes wrong with one is kept with
// it and does not touch the others.
func (b *Bot) pollAll(ctx context.Context, ids []int64) error {
	var all errgroup.Group
	for _, id := range ids {
		all.Go(func() error {
			if err := b.poll(ctx, id); err != nil {
				b.log.ErrorContext(ctx, "poll failed here", "source", id, "error", err)
			}
			return nil
		})
	}
	return all.Wait()
}

// poll reads one source and takes what is new of it. Its error is ours; what
// the source did wrong is kept with the source.
func (b *Bot) poll(ctx context.Context, id int64) error {
	src, err := b.db.Source(ctx, id)
	if err != nil {
		return err
	}
	res, err := b.web.Get(ctx, fetch.Request{URL: src.URL, ETag: src.ETag, LastModified: src.LastModified})
	src.PolledAt = b.now()
	if err != nil {
		return b.failed(ctx, src, err)
	}
	b.opts.Step("fetched")
	src.NextPoll = src.PolledAt.Add(b.opts.MinInterval)
	if res.NotModified {
		src.Failures, src.Error, src.ReadAt = 0, "", src.PolledAt
		return b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.SavePoll(ctx, src) })
	}
	f, err := b.parse(ctx, res)
	if err != nil {
		return b.failed(ctx, src, err)
	}
	fresh, edited, err := b.sift(ctx, src, f.Articles)
	if err != nil {
		return err
	}
	b.readAll(ctx, src, fresh)
	src.ETag, src.LastModified = res.ETag, res.LastModified
	src.Title, src.Site, src.Lang = cmp.Or(f.Title, src.Title), cmp.Or(f.Site, src.Site), cmp.Or(f.Lang, src.Lang)
	b.opts.Step("read")
	return b.take(ctx, src, fresh, edited)
}

// parse reads a feed, and of an index of sitemaps the newest one.
func (b *Bot) parse(ctx context.Context, res *fetch.Response) (feed.Feed, error) {
	f, err := feed.Parse(res.Body, res.ContentType, res.URL)
	if err != nil || len(f.Articles) > 0 || len(f.Next) == 0 {
		return f, err
	}
	if res, err = b.web.Get(ctx, fetch.Request{URL: f.Next[0]}); err != nil {
		return f, err
	}
	return feed.Parse(res.Body, res.ContentType, res.URL)
}

// failed keeps what went wrong with a source, and when to try again: later
// each time.
func (b *Bot) failed(ctx context.Context, src sources.Source, cause error) error {
	if errors.Is(cause, context.Canceled) || errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil // it was we who gave up; its claim runs out
	}
	src.Failures++
	src.Error = cause.Error()
	wait := min(b.opts.MinInterval<<min(src.Failures, 20), b.opts.MaxInterval)
	var later *fetch.Later
	if errors.As(cause, &later) {
		wait = max(wait, later.Wait)
	}
	src.NextPoll = src.PolledAt.Add(wait)
	b.log.WarnContext(ctx, "source failed", "source", src.ID, "url", sources.Shown(src.URL), "failures", src.Failures, "error", cause)
	return b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.SavePoll(ctx, src) })
}

// sift parts the items of a feed into those that are new and those that were
// seen before and have changed since, oldest first.
func (b *Bot) sift(ctx context.Context, src sources.Source, items []sources.Article) (fresh, edited []sources.Article, err error) {
	var keys []string
	for _, a := range items {
		keys = append(keys, a.Key)
	}
	known, err := b.db.ArticlesByKey(ctx, src.ID, keys)
	if err != nil {
		return nil, nil, err
	}
	now := b.now()
	for _, a := range slices.Backward(items) { // feeds have the newest first
		old, seen := known[a.Key]
		switch {
		case a.Key == "":
		case !seen:
			a.Source, a.Seen = src.ID, now
			known[a.Key] = a
			fresh = append(fresh, a)
		case old.ID != 0 && a.Title != "" && old.Title != a.Title:
			old.Title, old.URL, old.Canonical = a.Title, a.URL, a.Canonical
			edited = append(edited, old)
		}
	}
	slices.SortStableFunc(fresh, func(a, b sources.Article) int { return a.Time().Compare(b.Time()) })
	return fresh, edited, nil
}

// forget drops what has been kept long enough, a little at a time.
func (b *Bot) forget(ctx context.Context) error {
	const little, identity = 200, 365 * 24 * time.Hour
	for !enough(ctx) {
		var n int
		err := b.db.Tx(ctx, func(tx *storage.Tx) (err error) {
			n, err = tx.ForgetText(ctx, b.now().Add(-b.opts.Keep), b.now().Add(-max(identity, b.opts.Keep)), little)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
	}
	return nil
}
