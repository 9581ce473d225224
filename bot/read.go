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
	"newshound/sources/text/hashtag"
	"newshound/sources/text/summary"
	"newshound/sources/webpage"
)

// How much is kept of an article, and when its page is asked for more.
const (
	summarySentences = 3
	summaryWords     = 70
	keyphrases       = 10
	short            = 600  // bytes; a feed that carries less carries a teaser
	long             = 1500 // bytes; one that carries more does not, even if that is cut off
	mostPages        = 20   // pages read of one arrival, of the newest articles
	mostQuietPages   = 5    // the same where nothing is to be posted
	pageShare        = 3    // of the job's time left, pages may take 2/3
)

// teaser reports whether a text only wants to be clicked.
func teaser(text string) bool {
	if len(text) < short || len(text) > long {
		return len(text) < short
	}
	end := strings.ToLower(strings.TrimRight(text[len(text)-100:], " \n.»>])→"))
	for _, cut := range []string{"…", "[", "read more", "continue reading", "read the full story", "weiterlesen", "lire la suite", "leer más", "läs mer"} {
		if strings.HasSuffix(end, cut) {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimRight(text, " \n])"), "...")
}

// readAll reads new articles: of at most so many of the newest their pages
// where the feed carries only a teaser, then what their words say.
func (b *Bot) readAll(ctx context.Context, src sources.Source, fresh []sources.Article, most int) {
	if deadline, ok := ctx.Deadline(); ok {
		left := time.Until(deadline)
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, left-left/pageShare)
		defer cancel()
	}
	var pages errgroup.Group
	for i := range fresh {
		if i < len(fresh)-most {
			b.think(func() { understand(&fresh[i], src.Lang) })
			continue
		}
		pages.Go(func() error {
			b.readFull(ctx, &fresh[i], src.Lang)
			return nil
		})
	}
	pages.Wait()
}

// readFull reads one article. Where its page cannot be had, what the feed
// said stands.
func (b *Bot) readFull(ctx context.Context, a *sources.Article, lang string) {
	var res *fetch.Response
	var err error
	if teaser(a.Text) && a.URL != "" {
		res, err = b.page(ctx, a.URL)
	}
	b.think(func() {
		if res != nil && err == nil {
			var page webpage.Page
			page, err = parsePage(res)
			complete(a, page)
		}
		understand(a, lang)
	})
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
	if len(p.Text) > len(a.Text) {
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

// understand says what an article's words say: its language, its summary,
// its hashtags. The hint is its source's language.
func understand(a *sources.Article, hint string) {
	a.Text = webpage.Tidy(a.Text)
	a.Lang = text.Language(a.Title+"\n"+a.Text, a.Lang, hint)
	a.Summary = summary.Of(a.Title, a.Text, a.Lang, summary.Options{Sentences: summarySentences, Words: summaryWords}).Sentences
	a.Hashtags, a.Keyphrases = hashtag.Of(a.Title, a.Text, a.Lang, a.Tags, keyphrases)
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
	understand(&a, page.Lang)
	return a
}
