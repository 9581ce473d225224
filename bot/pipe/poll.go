package pipe

import (
	"context"
	"fmt"
	"io"
	"time"

	"newshound/sources/discover"
	"newshound/sources/feed"
	"newshound/sources/fetch"
)

type item struct {
	ID        string     `json:"id"`
	URL       string     `json:"url"`
	Title     string     `json:"title"`
	Author    string     `json:"author,omitempty"`
	Published *time.Time `json:"published,omitempty"`
	Lang      string     `json:"lang,omitempty"`
	Text      string     `json:"text,omitempty"`
	Tags      []string   `json:"tags,omitempty"`
	Image     string     `json:"image,omitempty"`
	Comments  string     `json:"comments,omitempty"`
}

// Poll finds the feed behind an address and writes its articles. Of several
// feeds it takes the first, and names the others on errs.
func Poll(ctx context.Context, web *fetch.Client, address string, out, errs io.Writer) error {
	found, err := discover.Find(ctx, web, address)
	if err != nil {
		return err
	}
	for _, c := range found[1:] {
		fmt.Fprintf(errs, "There is also %s (%s).\n", c.URL, c.Title)
	}
	f, err := read(ctx, web, found[0].URL)
	if err == nil && len(f.Next) > 0 { // an index of sitemaps, the newest first
		f, err = read(ctx, web, f.Next[0])
	}
	if err != nil {
		return err
	}
	w := newWriter(out, errs)
	for i, a := range f.Articles {
		it := item{ID: a.Key, URL: a.URL, Title: a.Title, Author: a.Author, Lang: a.Lang, Text: a.Text, Tags: a.Tags, Image: a.Image, Comments: a.Comments}
		if !a.Published.IsZero() {
			it.Published = &a.Published
		}
		line, err := marshal(it)
		w.write(i+1, result{line, err})
	}
	return w.end()
}

func read(ctx context.Context, web *fetch.Client, address string) (feed.Feed, error) {
	res, err := web.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return feed.Feed{}, err
	}
	return feed.Parse(res.Body, res.ContentType, res.URL)
}
