package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
)

var manyCommands = []Command{{
	Name: "news many", Help: "Show the articles that a message counts.", Example: "/news many post:1", Private: true, Pressed: true, run: newsMany,
	Options: []Option{{Name: "post", Help: "Its number.", Required: true}, {Name: "page", Help: "Which page.", Kind: Number}},
}}

// Many is the message that stands for many posts of one source: how many
// articles it tells of, and a button to them.
func Many(post int64, articles int, source string) Reply {
	return Reply{
		Text:    Say("%v came from %v at once.", plural(articles, "more article", "more articles"), bold(source)),
		Buttons: []Button{{Label: "Show them", Line: Line("news many", "post", strconv.FormatInt(post, 10))}},
	}
}

// newsMany shows the articles that the message whose button was pressed tells
// of, newest first.
func newsMany(ctx context.Context, d *Desk, req Request) (Reply, error) {
	gone := NewMistake("These articles are no longer kept. /news latest shows the latest ones.")
	id, err := strconv.ParseInt(req.Options["post"], 10, 64)
	if err != nil {
		return Reply{}, gone
	}
	p, err := d.DB.Post(ctx, id)
	if errors.Is(err, storage.ErrNotFound) || err == nil && p.Place != req.Place && p.Channel != Direct(req.Person) {
		return Reply{}, gone
	}
	if err != nil {
		return Reply{}, err
	}
	articles, err := d.DB.ArticlesIn(ctx, p)
	if err != nil {
		return Reply{}, err
	}
	if len(articles) == 0 {
		return Reply{}, gone
	}
	slices.SortStableFunc(articles, NewestFirst)
	page, turn := turn(req, len(articles), newsPage)
	reply := Reply{Text: Say("%v that came at once:", plural(len(articles), "article", "articles")), Buttons: turn}
	for _, a := range articles[page.Start:page.End] {
		c, err := CardOf(ctx, d.DB.Reads, p.Place, a, match.Query{})
		if err != nil {
			return Reply{}, err
		}
		reply.Cards = append(reply.Cards, small(c))
	}
	return reply, nil
}

// withheld says how many articles were stored without a post, and why.
func withheld(counts map[sources.Withheld]int) []Text {
	all := 0
	var why []Text
	for _, reason := range []struct {
		of   sources.Withheld
		says Sentence
	}{
		{sources.FirstPoll, "%v came with a source's first poll"},
		{sources.TooOld, "%v was old|%v were old"},
		{sources.Archived, "%v was older than anything its source had shown|%v were older than anything their source had shown"},
		{sources.Repeated, "%v repeats one that was not posted|%v repeat ones that were not posted"},
	} {
		if n := counts[reason.of]; n > 0 {
			all += n
			why = append(why, Say(reason.says, n))
		}
	}
	if all == 0 {
		return nil
	}
	return []Text{Say("%v stored without a post in the last day: %v.", plural(all, "article was", "articles were"), list(why...))}
}

// whyWithheld says why an article was not posted, nothing when it is news.
func whyWithheld(a sources.Article) []Text {
	switch a.Withheld {
	case sources.FirstPoll:
		return []Text{Say("It came with the first poll of its source, so it was not posted.")}
	case sources.TooOld:
		return []Text{Say("It was old news when it was first seen, so it was not posted.")}
	case sources.Archived:
		return []Text{Say("It is older than anything its source had shown, so it was not posted.")}
	case sources.Repeated:
		return []Text{Say("It repeats an article that was not posted, so it was not posted either.")}
	}
	return nil
}
