package bot

import (
	"cmp"
	"context"
	"fmt"
	"hash/crc32"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"newshound/sources"
	"newshound/sources/feed"
	"newshound/sources/fetch"
	"newshound/storage"
)

// A visit is what came of asking a source.
type visit struct {
	src    sources.Source // as it is to be kept
	first  bool           // nothing was read before
	fresh  []sources.Article
	edited []sources.Article
	lost   bool // we gave up ourselves: it says nothing about the source
}

// news reports whether there are articles to keep.
func (v visit) news() bool { return len(v.fresh)+len(v.edited) > 0 }

// pollAll polls sources side by side. What goes wrong with one is kept with
// it and does not touch the others.
func (b *Bot) pollAll(ctx context.Context, ids []int64) error {
	all, err := b.db.SourcesOf(ctx, ids)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var plain []visit
	var polls errgroup.Group
	polls.SetLimit(pollsAtOnce)
	for _, src := range all {
		polls.Go(func() error {
			v, err := b.visit(ctx, src)
			if err == nil && v.news() {
				err = b.take(ctx, &v)
			} else if err == nil {
				mu.Lock()
				defer mu.Unlock()
				plain = append(plain, v)
			}
			if err != nil && ctx.Err() == nil {
				b.log.ErrorContext(ctx, "poll failed here", "source", src.ID, "error", err)
			}
			return nil
		})
	}
	polls.Wait()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTimeout)
	defer cancel()
	return b.keep(ctx, plain)
}

const (
	pollsAtOnce = 16              // of one job
	saveTimeout = 5 * time.Second // to keep what was done when a job has to end
)

// poll polls one source, and reports how many articles were new and edited.
// The error is ours; what the source did wrong is kept with the source.
func (b *Bot) poll(ctx context.Context, id int64) (fresh, edited int, err error) {
	src, err := b.db.Source(ctx, id)
	if err != nil {
		return 0, 0, err
	}
	v, err := b.visit(ctx, src)
	switch {
	case err != nil:
	case v.lost:
		err = ctx.Err()
	case v.news():
		err = b.take(ctx, &v)
	default:
		err = b.keep(ctx, []visit{v})
	}
	return len(v.fresh), len(v.edited), err
}

// keep keeps visits that brought no articles.
func (b *Bot) keep(ctx context.Context, visits []visit) error {
	if len(visits) == 0 {
		return nil
	}
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		for _, v := range visits {
			if err := b.keepSource(ctx, tx, v); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepSource keeps how a source is, has people told of it, and moves it where
// it has led for a day. Somebody may have removed it meanwhile.
func (b *Bot) keepSource(ctx context.Context, tx *storage.Tx, v visit) error {
	if v.lost {
		return tx.PutOff(ctx, v.src.ID, b.now(), v.src.Why)
	}
	if err := b.tell(ctx, tx, &v.src); err != nil {
		return err
	}
	if err := tx.SavePoll(ctx, v.src); err != nil {
		return err
	}
	if v.src.Moved != "" && v.src.PolledAt.Sub(v.src.MovedAt) >= movedFor {
		return tx.MoveSource(ctx, v.src.ID, v.src.Moved)
	}
	return nil
}

// visit asks a source what is new.
func (b *Bot) visit(ctx context.Context, src sources.Source) (visit, error) {
	res, err := b.web.Get(ctx, fetch.Request{URL: src.URL, ETag: src.ETag, LastModified: src.LastModified})
	v := visit{src: src, first: src.ReadAt.IsZero()}
	v.src.PolledAt = b.now()
	if err != nil {
		return b.failed(ctx, v, err), nil
	}
	b.opts.Step("fetched")
	if !res.NotModified {
		sum := sumOf(res.Body)
		if sum == src.Sum {
			v.src.ETag, v.src.LastModified = res.ETag, res.LastModified
		} else if err = b.read(ctx, &v, res); err != nil {
			return b.failed(ctx, v, err), nil
		}
		v.src.Sum = sum
	}
	v.src.Failures, v.src.FailedAt, v.src.GoneAt, v.src.Error, v.src.ReadAt = 0, time.Time{}, time.Time{}, "", v.src.PolledAt
	follow(&v.src, res.Moved)
	v.src.NextPoll, v.src.Why = due(v.src, res.MaxAge, b.opts.MinInterval, b.opts.MaxInterval)
	return v, b.sift(ctx, &v)
}

// sumOf tells bodies apart: one in four billion changes is taken for none,
// until the next.
func sumOf(body []byte) string {
	return fmt.Sprintf("%d-%08x", len(body), crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
}

// read reads a body, but for the items that the last one held like this.
// Those that are left are the visit's fresh articles for now.
func (b *Bot) read(ctx context.Context, v *visit, res *fetch.Response) error {
	before := readHeld(v.src.Held)
	var now held
	known := func(key string, mark uint32) bool {
		now.add(key, mark)
		return before.has(key, mark)
	}
	f, err := feed.ParseNew(res.Body, res.ContentType, res.URL, known)
	if err == nil && len(f.Articles) == 0 && len(f.Next) > 0 { // an index of sitemaps
		if res, err = b.web.Get(ctx, fetch.Request{URL: f.Next[0]}); err == nil {
			f, err = feed.ParseNew(res.Body, res.ContentType, res.URL, known)
		}
	}
	if err != nil {
		return err
	}
	for i := range f.Articles {
		f.Articles[i].Mark = f.Marks[i]
		now.add(f.Articles[i].Key, f.Marks[i])
	}
	s := &v.src
	s.Held, s.ETag, s.LastModified = now.String(), res.ETag, res.LastModified
	s.Title, s.Site, s.Lang = cmp.Or(f.Title, s.Title), cmp.Or(f.Site, s.Site), cmp.Or(f.Lang, s.Lang)
	s.Every, s.Quiet = f.Every, sources.NewQuiet(f.SkipHours, f.SkipDays)
	v.fresh = f.Articles
	return nil
}
