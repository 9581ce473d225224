package commands

import (
	"context"
	"errors"
	"slices"

	"newshound/sources"
	"newshound/sources/discover"
	"newshound/storage"
)

var followCommands = []Command{{
	Name: "follow", Help: "Post a source's new articles in a channel.", Example: "/follow url:example.com",
	Manage: true, run: follow,
	Options: []Option{
		{Name: "url", Help: "A feed, a web page, or a source that is here already.", Required: true, Complete: completeSource},
		{Name: "channel", Help: "Where to; this channel if you leave it out.", Kind: Channel},
		{Name: "query", Help: `Only what matches, such as: merger OR "take over".`},
	},
}, {
	Name: "unfollow", Help: "Stop posting a source's articles in a channel.", Example: "/unfollow source:Example",
	Manage: true, run: unfollow,
	Options: []Option{
		{Name: "source", Help: "Which source.", Required: true, Complete: completeSource},
		{Name: "channel", Help: "Which channel; this one if you leave it out.", Kind: Channel}, withoutAsking,
	},
}}

func follow(ctx context.Context, d *Desk, req Request) (Reply, error) {
	q, err := query(req.Options["query"])
	if err != nil {
		return Reply{}, err
	}
	channel, err := channelToPost(ctx, d, req, req.Options["channel"])
	if err != nil {
		return Reply{}, err
	}
	src, choose, err := sourceAt(ctx, d, req)
	if err != nil || choose != nil {
		return Reply{Text: Say("That page has several feeds. Which one?"), Menu: Menu{"Choose a feed", choose}}, err
	}
	had, err := d.DB.Follows(ctx, req.Place)
	if err != nil {
		return Reply{}, err
	}
	var undo []Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error {
		if slices.ContainsFunc(had, followOf(channel, src.ID)) { // it takes the place of one
			back, err := undoableFollow(ctx, tx, d, req, channel, src.ID)
			if err != nil {
				return err
			}
			undo = []Button{back}
		}
		if err := tx.AddSource(ctx, req.Place, req.Person, &src, d.Now()); err != nil {
			return err
		}
		f := storage.Follow{Place: req.Place, Channel: channel, Source: src.ID, Person: req.Person, Query: q.String(), Created: d.Now()}
		return tx.PutFollow(ctx, &f)
	})
	if err != nil {
		return Reply{}, err
	}
	d.Wake(ctx)
	return Reply{Text: Say("New articles of %v%v will be posted in %v. What is out already stays quiet.",
		bold(src.Name()), thatMatch(q.String()), destination(req, channel)), Buttons: undo}, nil
}

// thatMatch narrows what was just named to a query; "" does not.
func thatMatch(query string) Text {
	if query == "" {
		return nil
	}
	return Say(" that match %v", bold(query))
}

// sourceAt is the source behind the address in the request, or the buttons
// to choose one of several by.
func sourceAt(ctx context.Context, d *Desk, req Request) (sources.Source, []Button, error) {
	address := req.Options["url"]
	if src, err := sourceNamed(ctx, d, req, address); err == nil {
		return src, nil, nil
	} else if !errors.As(err, new(Mistake)) {
		return src, nil, err
	}
	found, err := discover.Find(ctx, d.Web, address)
	if err != nil {
		return sources.Source{}, nil, NewMistake("%v", err)
	}
	if len(found) == 1 {
		return sources.Source{URL: found[0].URL, Title: found[0].Title}, nil, nil
	}
	var choose []Button
	for _, c := range found {
		label := c.Title
		if label == "" {
			label = c.URL
		}
		choose = append(choose, Button{Label: Sentence(label), Line: Line(req.Name, "url", c.URL, "channel", req.Options["channel"], "query", req.Options["query"])})
	}
	return sources.Source{}, choose, nil
}

func unfollow(ctx context.Context, d *Desk, req Request) (Reply, error) {
	src, err := sourceNamed(ctx, d, req, req.Options["source"])
	if err != nil {
		return Reply{}, err
	}
	channel := channelNamed(req, req.Options["channel"])
	follows, err := d.DB.Follows(ctx, req.Place)
	if err != nil {
		return Reply{}, err
	}
	if !slices.ContainsFunc(follows, followOf(channel, src.ID)) {
		return Reply{}, NewMistake("%v is not posted in %v. /source show tells where it is.", bold(src.Name()), destination(req, channel))
	}
	if ask, asks := first(req, "Stop", Say("Stop posting %v in %v?", bold(src.Name()), destination(req, channel))); asks {
		return ask, nil
	}
	var back Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		if back, err = undoableFollow(ctx, tx, d, req, channel, src.ID); err != nil {
			return err
		}
		return tx.RemoveFollow(ctx, req.Place, channel, src.ID)
	})
	return Reply{
		Text: Say("%v is no longer posted in %v. It is still read for alerts and digests; /source remove ends that, too.",
			bold(src.Name()), destination(req, channel)),
		Buttons: []Button{back},
	}, err
}

// followOf tells which follow is a channel's of a source.
func followOf(channel string, source int64) func(storage.Follow) bool {
	return func(f storage.Follow) bool { return f.Channel == channel && f.Source == source }
}

// undoableFollow has what a channel gets of a source be as it is, once that is
// undone which is done to it.
func undoableFollow(ctx context.Context, tx *storage.Tx, d *Desk, req Request, channel string, source int64) (Button, error) {
	return undoable(ctx, tx, d, req, numbered("follow in "+channel+" of", source), sourcesButton,
		rowsOf("follows", "place", req.Place, "channel", channel, "source_id", source))
}
