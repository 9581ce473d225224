// Package discover finds the feeds behind whatever people paste: a feed, a
// page, a profile, a handle, a bare host name.
package discover

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"newshound/sources"
	"newshound/sources/feed"
	"newshound/sources/fetch"
)

// A Candidate is a feed that was found, fetched and read.
type Candidate struct {
	URL   string
	Title string
}

// Find returns the feeds behind what a person pasted, the likeliest first.
// Several mean that the person chooses. Its errors are sentences for people:
// those of fetch when the address cannot be reached, and else one that wraps
// sources.ErrNotFeed and says what was tried.
func Find(ctx context.Context, client *fetch.Client, raw string) ([]Candidate, error) {
	u, guessed, err := address(raw)
	if err != nil {
		return nil, err
	}
	f := &finder{ctx: ctx, client: client, rule: ruleFor(u)}
	if found := f.feeds(f.rule.feeds(u)); found != nil {
		return found, nil
	}
	page := f.visit(u.String())
	if page.err != nil && guessed && unreached(page.err) {
		u.Scheme = "http"
		page = f.visit(u.String())
	}
	if page.isFeed() {
		return candidates([]answer{page}), nil
	}
	if page.err != nil && unreached(page.err) {
		return nil, page.err
	}
	if found := f.search(u, page); found != nil {
		return found, nil
	}
	if page.err != nil {
		return nil, page.err
	}
	return nil, &none{host: u.Hostname(), rule: f.rule.name}
}

// search looks for feeds around a page that is none itself.
func (f *finder) search(u *url.URL, page answer) []Candidate {
	if page.resp != nil {
		if at, err := url.Parse(page.resp.URL); err == nil {
			u = at
		}
	}
	for _, list := range [][]string{f.rule.within(page.body()), linked(u, page)} {
		if found := f.feeds(list); found != nil {
			return found
		}
	}
	for _, guess := range []func(*url.URL) []string{wellKnown, f.sitemaps} {
		for some := range slices.Chunk(guess(u), 4) {
			if found := f.feeds(some); found != nil {
				return found
			}
		}
	}
	return nil
}

// unreached reports whether an error leaves no hope for other addresses of
// the host: anything but an answer that brought nothing.
func unreached(err error) bool {
	var status *fetch.StatusError
	return !errors.As(err, &status)
}

// none says what was tried in vain.
type none struct{ host, rule string }

func (n *none) Error() string {
	tried := "the page itself, the feeds it links, usual addresses such as /feed and /rss.xml, and news sitemaps"
	if n.rule != "" {
		tried = "what is known of " + n.rule + ", " + tried
	}
	return fmt.Sprintf("No feed was found at %s; tried were %s. If the site has one, paste its address.", n.host, tried)
}

func (n *none) Unwrap() error { return sources.ErrNotFeed }

// A finder looks for one person's feeds.
type finder struct {
	ctx    context.Context
	client *fetch.Client
	rule   rule
}

// An answer is what an address turned out to hold.
type answer struct {
	url  string // to poll
	resp *fetch.Response
	feed feed.Feed
	err  error // of fetching
	bad  error // of reading it as a feed
}

func (a answer) isFeed() bool { return a.err == nil && a.bad == nil }

func (a answer) body() []byte {
	if a.resp == nil {
		return nil
	}
	return a.resp.Body
}

// visit reads an address, and for a sitemap index its first sitemap. The
// index stays the address to poll when its sitemaps are numbered or dated.
func (f *finder) visit(at string) answer {
	a := f.read(at)
	if !a.isFeed() || a.feed.Next == nil {
		return a
	}
	first := f.read(a.feed.Next[0])
	if first.isFeed() && first.feed.Next != nil {
		first.bad = sources.ErrNotFeed
	}
	if u, err := url.Parse(first.url); err == nil && strings.ContainsAny(u.Path, "0123456789") {
		first.url = a.url
	}
	return first
}

const accept = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"

func (f *finder) read(at string) answer {
	resp, err := f.client.Get(f.ctx, fetch.Request{URL: at, Accept: accept})
	if err != nil {
		return answer{err: err}
	}
	a := answer{url: resp.URL, resp: resp}
	a.feed, a.bad = feed.Parse(resp.Body, resp.ContentType, resp.URL)
	return a
}

// maxTried is how many addresses of one list are visited.
const maxTried = 12

// feeds visits addresses, and what the rule finds in those that are no feeds,
// and returns the feeds among them.
func (f *finder) feeds(list []string) []Candidate {
	list = list[:min(len(list), maxTried)]
	answers := make([]answer, len(list))
	var wg sync.WaitGroup
	for i, at := range list {
		wg.Go(func() {
			answers[i] = f.visit(at)
			if within := ruleAt(at, f.rule).within(answers[i].body()); !answers[i].isFeed() && within != nil {
				answers[i] = f.visit(within[0])
			}
		})
	}
	wg.Wait()
	return candidates(answers)
}

// candidates drops what is no feed, and feeds that repeat an earlier one in
// another format. Feeds of comments go last.
func candidates(answers []answer) []Candidate {
	var out, comments []Candidate
	seen := map[string]bool{}
	for _, a := range answers {
		if !a.isFeed() || seen[fingerprint(a)] {
			continue
		}
		seen[fingerprint(a)] = true
		c := Candidate{URL: a.url, Title: a.feed.Title}
		if strings.Contains(strings.ToLower(c.URL+c.Title), "comment") {
			comments = append(comments, c)
			continue
		}
		out = append(out, c)
	}
	return slices.Concat(out, comments)
}

// fingerprint is the same for two feeds of the same articles.
func fingerprint(a answer) string {
	if len(a.feed.Articles) == 0 {
		return sources.Canonical(a.url)
	}
	var keys []string
	for _, article := range a.feed.Articles[:min(len(a.feed.Articles), 3)] {
		keys = append(keys, sources.Canonical(article.URL))
	}
	return strings.Join(keys, "\n")
}
