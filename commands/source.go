package commands

import (
	"context"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"newshound/sources"
	"newshound/storage"
)

var oneSource = Option{Name: "source", Help: "Which source.", Required: true, Complete: completeSource}

var sourceCommands = slices.Concat([]Command{{
	Name: "source add", Help: "Read a source for alerts and digests, without posting all of it.", Example: "/source add url:example.com",
	Manage: true, run: sourceAdd,
	Options: []Option{{Name: "url", Help: "A feed or a web page.", Required: true}},
}, {
	Name: "source list", Help: "Show the sources that are read here.", Example: "/source list", run: sourceList,
	Options: []Option{{Name: "page", Help: "Which page of the list.", Kind: Number}},
}, {
	Name: "source show", Help: "Show when a source was read, how that went, and who follows it.", Example: "/source show source:Example",
	run: sourceShow, Options: []Option{oneSource},
}, {
	Name: "source remove", Help: "Stop reading a source here.", Example: "/source remove source:Example",
	Manage: true, run: sourceRemove, Options: []Option{oneSource, withoutAsking},
}}, sourceCare, sourceLists)

func sourceAdd(ctx context.Context, d *Desk, req Request) (Reply, error) {
	src, choose, err := sourceAt(ctx, d, req)
	if err != nil || choose != nil {
		return Reply{Text: Say("That page has several feeds. Which one?"), Menu: Menu{"Choose a feed", choose}}, err
	}
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error {
		return tx.AddSource(ctx, req.Place, req.Person, &src, d.Now())
	})
	if err != nil {
		return Reply{}, err
	}
	d.Wake(ctx)
	return Reply{Text: Say("%v is read from now on, for alerts and digests. To have all of it posted in a channel, use /follow.", bold(src.Name()))}, nil
}

const listPage = 20

var sourcesButton = Button{Label: "Sources", Line: "/source list"}

func sourceList(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.SourceNames(ctx, req.Place)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return Reply{Text: noSources()}, nil
	}
	page, turn := turn(req, len(all), listPage)
	out := []Text{Say("%v here:", plural(len(all), "source", "sources"))}
	for _, name := range all[page.Start:page.End] {
		s, err := d.DB.SourceIn(ctx, req.Place, name.ID)
		if err != nil {
			return Reply{}, err
		}
		out = append(out, Say("• %v, %v", link(s.Name(), home(s)), Condition(s)))
	}
	return Reply{Text: lines(out...), Buttons: turn}, nil
}

func home(s sources.Source) string {
	if s.Site != "" {
		return s.Site
	}
	return s.URL
}

// Condition says how a source is.
func Condition(s sources.Source) Text {
	switch {
	case !s.GoneAt.IsZero():
		return Say("gone for good")
	case s.Failures > 0:
		return Say("not read in %v: %v", plural(s.Failures, "attempt", "attempts"), Heard(s.Error))
	case s.ReadAt.IsZero():
		return Say("not read yet")
	}
	return Say("read %v", age(s.ReadAt))
}

func sourceShow(ctx context.Context, d *Desk, req Request) (Reply, error) {
	src, err := sourceNamed(ctx, d, req, req.Options["source"])
	if err != nil {
		return Reply{}, err
	}
	listing, err := d.DB.Listing(ctx, req.Place, src.ID)
	if err != nil {
		return Reply{}, err
	}
	follows, err := d.DB.Follows(ctx, req.Place)
	if err != nil {
		return Reply{}, err
	}
	out := []Text{Say("%v, %v", bold(src.Name()), Condition(src)), Say("Feed: %v", sources.Shown(src.URL)), next(src, d.Now())}
	if listing.Schedule != "" && src.Schedule == "" {
		out = append(out, Say("Its schedule here is %v; others who have it leave it its own rhythm.", listing.Schedule))
	}
	if len(listing.Tags) > 0 {
		out = append(out, Say("Tags: %v", strings.Join(listing.Tags, ", ")))
	}
	for _, f := range follows {
		if f.Source == src.ID {
			out = append(out, Say("Articles%v are posted in %v.", thatMatch(f.Query), destination(req, f.Channel)))
		}
	}
	return Reply{Text: lines(out...)}, nil
}

// next says when a source is read next, and why then.
func next(s sources.Source, now time.Time) Text {
	switch {
	case !s.GoneAt.IsZero():
		return Say("Next read: never. /source check tries it once more.")
	case !s.NextPoll.After(now):
		return Say("Next read: at once")
	}
	return Say("Next read: %v%v", age(s.NextPoll), why(s))
}

func why(s sources.Source) Text {
	switch s.Why {
	case sources.ByRhythm:
		return Say(", by its rhythm of about %v", often(s.Rhythm.Daily()))
	case sources.ByNewness:
		return Say(", more often on the day that it was added")
	case sources.BySchedule:
		return Say(", by its schedule %v", strings.ReplaceAll(s.Schedule, "\n", ", "))
	case sources.ByRequest:
		return Say(", since its publisher asks to wait so long")
	case sources.ByQuiet:
		return Say(", since its publisher names the time before as one without news")
	case sources.ByFailure:
		return Say(", later after each attempt that fails")
	}
	return nil
}

// often says in round figures how many articles there are.
func often(daily float64) Text {
	in := func(days float64) int { return int(math.Round(daily * days)) }
	switch {
	case in(1) >= 2:
		return Say("%v articles a day", in(1))
	case in(7) >= 2:
		return Say("%v articles a week", in(7))
	case in(30) >= 2:
		return Say("%v articles a month", in(30))
	}
	return Say("an article a month")
}

func sourceRemove(ctx context.Context, d *Desk, req Request) (Reply, error) {
	src, err := sourceNamed(ctx, d, req, req.Options["source"])
	if err != nil {
		return Reply{}, err
	}
	follows, err := d.DB.Follows(ctx, req.Place)
	if err != nil {
		return Reply{}, err
	}
	follows = slices.DeleteFunc(follows, func(f storage.Follow) bool { return f.Source != src.ID })
	question := Say("Stop reading %v here?", bold(src.Name()))
	if n := len(follows); n > 0 {
		question = Say("Stop reading %v here? It is posted in %v.", bold(src.Name()), plural(n, "channel", "channels"))
	}
	if ask, asks := first(req, "Remove", question); asks {
		return ask, nil
	}
	var back Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error {
		back, err = undoable(ctx, tx, d, req, numbered("source", src.ID), sourcesButton,
			rowsOf("place_sources", "place", req.Place, "source_id", src.ID), rowsOf("follows", "place", req.Place, "source_id", src.ID))
		if err != nil {
			return err
		}
		return tx.RemoveSource(ctx, req.Place, src.ID)
	})
	return Reply{
		Text:    Say("%v is no longer read here, nor posted in any channel.", bold(src.Name())),
		Buttons: []Button{back},
	}, err
}

// A span is a half-open range of a list.
type span struct{ Start, End int }

// turn is the page of a list that a request asks for, and the buttons that
// turn to the ones beside it.
func turn(req Request, n, size int) (span, []Button) {
	page, _ := strconv.Atoi(req.Options["page"])
	page = max(0, min(page-1, (n-1)/size))
	var buttons []Button
	to := func(label Sentence, p int) {
		line := []string{"page", strconv.Itoa(p + 1)}
		for _, name := range slices.Sorted(maps.Keys(req.Options)) {
			if name != "page" {
				line = append(line, name, req.Options[name])
			}
		}
		buttons = append(buttons, Button{Label: label, Line: Line(req.Name, line...)})
	}
	if page > 0 {
		to("Back", page-1)
	}
	if (page+1)*size < n {
		to("Next", page+1)
	}
	return span{page * size, min(n, (page+1)*size)}, buttons
}

func noSources() Text {
	return Say("No sources here yet. /follow posts one in a channel; /source add reads one for alerts and digests.")
}
