package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"iter"
	"time"

	"golang.org/x/sync/errgroup"

	"newshound/sources"
	"newshound/sources/feed"
	"newshound/sources/fetch"
	"newshound/storage"
)

// A visit is what came of asking a source.
type visit struct {
	src   sources.Source    // as it is to be kept
	first bool              // nothing was read before
	found []sources.Article // that its document did not hold like this before
	past  []sources.Article // of those, what the document before an upgrade held by other keys
	lost  bool              // we gave up ourselves: it says nothing about the source
}

const (
	pollsAtOnce = 16                     // of one job
	keepWithin  = 200 * time.Millisecond // that a visit waits for others, to be kept with them
	foundAtOnce = 300                    // articles, after which none are waited for
	saveTimeout = 5 * time.Second        // to keep what was done when a job has to end
)

// pollAll polls sources side by side. What goes wrong with one is kept with
// it and does not touch the others, nor do they wait for one that is slow.
func (b *Bot) pollAll(ctx context.Context, ids []int64) error {
	all, err := b.db.SourcesOf(ctx, ids)
	if err != nil {
		return err
	}
	visits := make(chan visit, pollsAtOnce)
	go func() {
		defer close(visits)
		var polls errgroup.Group
		polls.SetLimit(pollsAtOnce)
		for _, src := range all {
			polls.Go(func() error {
				visits <- b.visit(ctx, src)
				return nil
			})
		}
		polls.Wait()
	}()
	for some := range gather(visits) {
		err = errors.Join(err, b.keepSoon(ctx, some))
	}
	return err
}

// gather parts visits into what is kept together: all that end within a
// moment, as long as they have not found very much.
func gather(visits <-chan visit) iter.Seq[[]visit] {
	return func(yield func([]visit) bool) {
		for first := range visits {
			some, found := []visit{first}, len(first.found)
			moment := time.After(keepWithin)
			for more := true; more && found < foundAtOnce; {
				var v visit
				select {
				case v, more = <-visits:
				case <-moment:
					more = false
				}
				if more {
					some, found = append(some, v), found+len(v.found)
				}
			}
			if !yield(some) {
				return
			}
		}
	}
}

// keepSoon keeps visits even if the job has to end.
func (b *Bot) keepSoon(ctx context.Context, visits []visit) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTimeout)
	defer cancel()
	return b.keep(ctx, visits, b.handOutReading)
}

// poll polls one source, reads what it has found, and counts the articles
// that were new and those that have changed. The error is ours; what the
// source did wrong is kept with the source.
func (b *Bot) poll(ctx context.Context, id int64) (fresh, edited int, err error) {
	src, err := b.db.Source(ctx, id)
	if err != nil {
		return 0, 0, err
	}
	here := func(context.Context, *storage.Tx) error { return nil }
	if err := b.keep(ctx, []visit{b.visit(ctx, src)}, here); err != nil {
		return 0, 0, err
	}
	return b.readSource(ctx, id)
}

// keep keeps visits, and has read what they found.
func (b *Bot) keep(ctx context.Context, visits []visit, read func(context.Context, *storage.Tx) error) error {
	found := false
	err := b.db.Tx(ctx, func(tx *storage.Tx) error {
		for _, v := range visits {
			if err := b.keepOne(ctx, tx, v); err != nil {
				return err
			}
			found = found || len(v.found)+len(v.past) > 0
		}
		if !found {
			return nil
		}
		return read(ctx, tx)
	})
	if found && err == nil {
		b.opts.Step("arrived")
	}
	return err
}

// keepOne keeps a visit, has people told of the source, and moves it where it
// has led for a day. Somebody may have removed it meanwhile.
func (b *Bot) keepOne(ctx context.Context, tx *storage.Tx, v visit) error {
	if v.lost {
		return tx.PutOff(ctx, v.src.ID, b.now(), v.src.Why)
	}
	if err := b.tell(ctx, tx, &v.src); err != nil {
		return err
	}
	if err := tx.SavePoll(ctx, v.src); err != nil {
		return err
	}
	for _, a := range []storage.Arrival{{Quiet: true, Articles: v.past}, {Quiet: v.first, Articles: v.found}} {
		if len(a.Articles) == 0 {
			continue
		}
		a.Source, a.Seen = v.src.ID, v.src.PolledAt
		if err := tx.AddArrival(ctx, a); err != nil {
			return err
		}
	}
	if v.src.Moved != "" && v.src.PolledAt.Sub(v.src.MovedAt) >= movedFor {
		return tx.MoveSource(ctx, v.src.ID, v.src.Moved)
	}
	return nil
}

// tookLast is how long a source took to answer this process last.
func (b *Bot) tookLast(source int64) time.Duration {
	d, _ := b.took.Load(source)
	took, _ := d.(time.Duration)
	return took
}

// visit asks a source what is new.
func (b *Bot) visit(ctx context.Context, src sources.Source) visit {
	began := time.Now()
	res, err := b.web.Get(ctx, fetch.Request{URL: src.URL, ETag: src.ETag, LastModified: src.LastModified})
	b.took.Store(src.ID, time.Since(began))
	v := visit{src: src, first: src.ReadAt.IsZero()}
	v.src.PolledAt = b.now()
	if err != nil {
		return b.failed(ctx, v, err)
	}
	b.opts.Step("fetched")
	if !res.NotModified {
		sum := sumOf(res.Body)
		if sum == src.Sum {
			v.src.ETag, v.src.LastModified = res.ETag, res.LastModified
		} else if err = b.parse(ctx, &v, res); err != nil {
			return b.failed(ctx, v, err)
		}
		v.src.Sum = sum
	}
	v.src.Failures, v.src.FailedAt, v.src.GoneAt, v.src.Error, v.src.ReadAt = 0, time.Time{}, time.Time{}, "", v.src.PolledAt
	follow(&v.src, res.Moved)
	schedule(&v.src, res.MaxAge, b.opts.MinInterval, b.opts.MaxInterval)
	return v
}

// sumOf tells bodies apart: one in four billion changes is taken for none,
// until the next.
func sumOf(body []byte) string {
	return fmt.Sprintf("%d-%08x", len(body), crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
}

// parse reads a body, but for the items that the last one held like this.
func (b *Bot) parse(ctx context.Context, v *visit, res *fetch.Response) error {
	before := readHeld(v.src.Held)
	var now held
	past := feed.Past{Shared: before.isShared, Known: func(key string, mark uint32) bool {
		now.add(key, mark)
		return before.has(key, mark)
	}}
	var f feed.Feed
	var err error
	parse := func() { f, err = feed.ParseNew(res.Body, res.ContentType, res.URL, past) }
	if b.think(parse); err == nil && len(f.Articles) == 0 && len(f.Next) > 0 { // an index of sitemaps
		if res, err = b.web.Get(ctx, fetch.Request{URL: f.Next[0]}); err == nil {
			b.think(parse)
		}
	}
	if err != nil {
		return err
	}
	for i, a := range f.Articles {
		now.add(a.Key, f.Marks[i])
		if a.Mark = f.Marks[i]; a.Key != "" && !before.has(a.Key, a.Mark) {
			v.found = append(v.found, a)
		}
	}
	v.past, v.found = split(v.found, func(a sources.Article) bool { return before.holdsFormer(a, v.src.ReadAt) })
	now.share(before, f.Shared)
	s := &v.src
	s.Rhythm = learn(*v, before)
	s.Held, s.ETag, s.LastModified = now.String(), res.ETag, res.LastModified
	s.Title, s.Site, s.Icon, s.Lang = cmp.Or(f.Title, s.Title), cmp.Or(f.Site, s.Site), f.Icon, cmp.Or(f.Lang, s.Lang)
	s.Every, s.Quiet = f.Every, sources.NewQuiet(f.SkipHours, f.SkipDays)
	return nil
}

// split splits articles into those that are such, and the rest.
func split(all []sources.Article, such func(sources.Article) bool) (yes, no []sources.Article) {
	for _, a := range all {
		if such(a) {
			yes = append(yes, a)
		} else {
			no = append(no, a)
		}
	}
	return yes, no
}

// learn is a source's rhythm with the items that it had not held before. Of
// those that the first document holds, only those with a date count.
func learn(v visit, before held) sources.Rhythm {
	var times []time.Time
	for _, a := range v.found {
		a.Seen = v.src.PolledAt
		if !before.holds(a.Key) && (!v.first || !a.Published.IsZero()) {
			times = append(times, a.Time())
		}
	}
	if len(times) == 0 && !v.first {
		return v.src.Rhythm
	}
	return v.src.Rhythm.Watch(v.src.PolledAt, times)
}
