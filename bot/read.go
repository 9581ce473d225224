package bot

import (
	"context"
	"net/url"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/sources/text"
	"newshound/sources/text/boilerplate"
	"newshound/sources/text/hashtag"
	"newshound/sources/text/summary"
	"newshound/sources/webpage"
)

// How much is kept of an article, and how many pages are read.
const (
	summarySentences = 3
	summaryWords     = 70
	keyphrases       = 10
	mostPages        = 20 // pages read of one arrival, of the newest articles
	mostQuietPages   = 5  // the same where nothing is to be posted
	pageShare        = 3  // of the job's time left, pages may take 2/3
)

// readAll reads new articles: first the pages of at most so many of the
// newest, where the feed carries only a teaser, then what the words say. The
// source's habits are learned from all before any is read, so that the first
// does not take a repeated line for news.
func (b *Bot) readAll(ctx context.Context, r *reading, most int) {
	if deadline, ok := ctx.Deadline(); ok {
		left := time.Until(deadline)
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, left-left/pageShare)
		defer cancel()
	}
	var pages errgroup.Group
	for i := max(len(r.fresh)-most, 0); i < len(r.fresh); i++ {
		pages.Go(func() error {
			b.readPage(ctx, &r.fresh[i])
			return nil
		})
	}
	pages.Wait()
	for i := range r.fresh {
		a := &r.fresh[i]
		b.think(func() {
			prepare(a, r.src.Lang)
			r.habits.Watch(a.Title, a.Text, a.Lang)
		})
	}
	for i := range r.fresh {
		b.think(func() { understand(&r.fresh[i], r.habits) })
	}
}

// readPage completes an article with what its page says. Where the page cannot
// be had, what the feed said stands.
func (b *Bot) readPage(ctx context.Context, a *sources.Article) {
	if !teaser(a.Text) || a.URL == "" {
		return
	}
	res, err := b.page(ctx, a.URL)
	if err == nil {
		b.think(func() {
			var page webpage.Page
			page, err = parsePage(res)
			complete(a, page)
		})
	}
	if err != nil {
		b.log.DebugContext(ctx, "no page", "url", sources.Shown(a.URL), "error", err)
	}
}

func (b *Bot) page(ctx context.Context, address string) (*fetch.Response, error) {
	if err := b.web.Allowed(ctx, address); err != nil {
		return nil, err
	}
	return b.web.Get(ctx, fetch.Request{URL: address, Accept: "text/html", Page: true})
}

func parsePage(res *fetch.Response) (webpage.Page, error) {
	base, err := url.Parse(res.URL)
	if err != nil {
		return webpage.Page{}, err
	}
	return webpage.Parse(res.Body, base, res.ContentType)
}

// complete adds what a page knows and the feed did not.
func complete(a *sources.Article, p webpage.Page) {
	if len(p.Text) > len(a.Text) && covers(p.Text, *a, p.Lang) {
		a.Text = p.Text
	}
	for _, f := range []struct {
		of   *string
		from string
	}{{&a.Title, p.Title}, {&a.Author, p.Author}, {&a.Image, p.Image}, {&a.Lang, p.Lang}} {
		if *f.of == "" {
			*f.of = f.from
		}
	}
	if a.Published.IsZero() {
		a.Published = p.Published
	}
}

// prepare tidies an article's text and finds its language. The hint is its
// source's language.
func prepare(a *sources.Article, hint string) {
	a.Text = webpage.Tidy(a.Text)
	a.Lang = text.Language(a.Title+"\n"+a.Text, a.Lang, hint)
}

// understand finds an article's summary and hashtags, without what its source
// repeats in most of its items. The stored text stays whole.
func understand(a *sources.Article, habits *boilerplate.Habits) {
	own := habits.Without(a.Text, a.Lang)
	a.Summary = summary.Of(a.Title, own, a.Lang, summary.Options{Sentences: summarySentences, Words: summaryWords}).Sentences
	a.Hashtags, a.Keyphrases = hashtag.Of(a.Title, own, a.Lang, a.Tags, keyphrases, habits.Repeats)
}

// ReadPage reads the article at an address. Its error is a sentence for
// people.
func (b *Bot) ReadPage(ctx context.Context, address string) (sources.Article, error) {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	res, err := b.page(ctx, address)
	if err != nil {
		return sources.Article{}, err
	}
	page, err := parsePage(res)
	if err != nil {
		return sources.Article{}, err
	}
	return FromPage(address, page), nil
}

// FromPage is the article that a page holds, its words read.
func FromPage(address string, page webpage.Page) sources.Article {
	a := sources.Article{URL: address, Published: page.Published}
	complete(&a, page)
	prepare(&a, page.Lang)
	understand(&a, &boilerplate.Habits{}) // of one page no habit is known
	return a
}
