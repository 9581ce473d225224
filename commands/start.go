package commands

import (
	"context"
	_ "embed"
	"errors"
	"slices"
	"strings"

	"newshound/sources/opml"
	"newshound/storage"
)

// packs are the starter packs: a folder a topic, with five sources each.
//
//go:embed packs.opml
var packs string

// topics are the packs' names, in their order. Those in other languages are
// called what they are called there.
var topics = []Sentence{
	"World", "Technology", "Science", "Business", "Security", "Games", "Nachrichten auf Deutsch",
	"L’actualité en français", "Noticias en español", "Notícias em português", "日本語のニュース",
}

const startAt = "08:00"

var startCommands = []Command{{
	Name: "start", Help: "Set up a starter pack: five sources on a topic, and a digest at 8:00.", Example: "/start topic:Science",
	Manage: true, run: start,
	Options: []Option{{Name: "topic", Help: "What the news are to be about.", Complete: completeTopic}},
}}

// Welcome is what a server is told that the bot has just joined.
func Welcome() Reply {
	return Reply{
		Text: Say("Hello! I follow the news: the right story once, short, with its sources. Press the button and pick a topic: you get five good sources, and a digest every day at 8:00. Or type /help."),
		Buttons: []Button{
			{Label: "Set up a starter pack", Line: Line("start")},
			{Label: "What else can you do?", Line: Line("help")},
		},
	}
}

// start sets a pack up for the channel that it is asked in, or asks for the
// topic.
func start(ctx context.Context, d *Desk, req Request) (Reply, error) {
	if req.Options["topic"] == "" {
		menu := Menu{Label: "Pick a topic"}
		for _, t := range topics {
			menu.Buttons = append(menu.Buttons, Button{Label: t, Line: Line("start", "topic", string(t))})
		}
		return Reply{Text: Say("What should the news be about? You get five good sources, and a digest in this channel at 8:00."), Menu: menu, Private: true}, nil
	}
	pack, err := packOf(req.Options["topic"])
	if err != nil {
		return Reply{}, err
	}
	if req.Channel != Direct(req.Person) {
		if err := d.Posts(ctx, req.Place, req.Channel); err != nil {
			return Reply{}, err
		}
	}
	g, err := setUp(ctx, d, req, pack)
	if err != nil {
		return Reply{}, err
	}
	d.Wake(ctx)
	var names []Text
	for _, o := range pack {
		names = append(names, Say("%v", bold(o.Title)))
	}
	return Reply{
		Text: lines(Say("Done: %v are read from now on.", list(names...)), Say("The digest is set: %v.", describe(req, g))),
		Buttons: []Button{
			{Label: "Change the digest", Line: digestLine(g), Ask: []string{"time", "timezone", "days", "top"}},
			{Label: "New alert", Line: Line("alert add", "to", "here"), Ask: []string{"query", "to"}},
			{Label: "Sources", Line: Line("source list")},
		},
	}, nil
}

func packOf(topic string) ([]opml.Outline, error) {
	i := slices.IndexFunc(topics, func(t Sentence) bool { return strings.EqualFold(string(t), topic) })
	if i < 0 {
		return nil, NewMistake("There is no starter pack about %v. /start shows those there are.", bold(topic))
	}
	all, _, err := opml.Read(strings.NewReader(packs))
	return slices.DeleteFunc(all, func(o opml.Outline) bool { return !slices.Contains(o.Tags, string(topics[i])) }), err
}

// setUp gives a place the sources of a pack, and the channel a digest if it
// has none.
func setUp(ctx context.Context, d *Desk, req Request, pack []opml.Outline) (g storage.Digest, err error) {
	own, err := SettingsOf(ctx, d.DB.Reads, req.Place, req.Person)
	if err != nil {
		return g, err
	}
	g, err = digestIn(ctx, d, Request{Place: req.Place, Channel: req.Channel, Person: req.Person})
	if err != nil && !errors.As(err, new(Mistake)) {
		return g, err
	}
	if err != nil {
		g = storage.Digest{Place: req.Place, Channel: req.Channel, Person: req.Person, At: startAt, Zone: own.Zone.String(), Top: defaultTop, Created: d.Now()}
		if g.Next, err = g.NextAfter(d.Now()); err != nil {
			return g, err
		}
	}
	return g, d.DB.Tx(ctx, func(tx *storage.Tx) error {
		for _, o := range pack {
			l, err := listingAt(ctx, tx, req.Place, o.URL)
			if err != nil {
				return err
			}
			if err := importOne(ctx, tx, req.Place, req.Person, o, l, d.Now()); err != nil {
				return err
			}
		}
		if g.ID != 0 {
			return nil
		}
		return tx.PutDigest(ctx, &g)
	})
}

// listingAt is the source of an address as a place has it, or none.
func listingAt(ctx context.Context, tx *storage.Tx, place, url string) (storage.Listing, error) {
	all, err := tx.Listings(ctx, place)
	i := slices.IndexFunc(all, func(l storage.Listing) bool { return l.Source.URL == url })
	if i < 0 {
		return storage.Listing{}, err
	}
	return all[i], err
}

func completeTopic(_ context.Context, _ *Desk, req Request) ([]Choice, error) {
	var out []Choice
	for _, t := range topics {
		out = append(out, Choice{t.In(req.Lang), string(t)})
	}
	return out, nil
}
