package commands

import (
	"cmp"
	"context"

	"newshound/sources"
	"newshound/sources/text/match"
)

func summarizePage(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, err := d.Read(ctx, req.Options["url"])
	if err != nil {
		return Reply{}, NewMistake("%v", err)
	}
	c := Card{Title: cmp.Or(a.Title, sources.Host(a.URL)), URL: a.URL, Source: a.Author, Summary: summarize(a, match.Query{}), Hashtags: a.Hashtags, Image: a.Image}
	c.Time = a.Published
	if len(c.Summary) == 0 {
		c.Note = Say("I found no text to read on that page.")
	}
	return Reply{Cards: []Card{c}}, nil
}
