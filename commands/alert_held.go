package commands

import (
	"context"
	"slices"
	"time"

	"newshound/storage"
)

var alertHolds = []Command{{
	Name: "alert held", Help: "See what your alerts found lately and did not tell you at once.", Example: "/alert held",
	Private: true, run: alertHeld,
	Options: []Option{{Name: "alert", Help: "Only this one of your alerts.", Complete: completeAlert}, onePage},
}}

const heldDays, heldPage = 7, 10

func alertHeld(ctx context.Context, d *Desk, req Request) (Reply, error) {
	var only int64
	if req.Options["alert"] != "" {
		a, _, err := alertNamed(ctx, d, req)
		if err != nil {
			return Reply{}, err
		}
		only = a.ID
	}
	all, err := d.DB.HeldBacks(ctx, req.Place, req.Person, only, d.Now().AddDate(0, 0, -heldDays))
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return Reply{Text: Say("Your alerts have held nothing back in the last 7 days.")}, nil
	}
	page, turn := turn(req, len(all), heldPage)
	out := []Text{Say("Your alerts held back %v in the last 7 days:", plural(len(all), "article", "articles"))}
	for _, h := range all[page.Start:page.End] {
		out = append(out, Say("• %v, %v, %v: %v", link(short(h.Title, 100), h.URL), h.Source, age(h.At), fate(h)))
	}
	return Reply{Text: lines(out...), Buttons: turn}, nil
}

// fate says what comes, or came, of what was held back.
func fate(h storage.HeldBack) Text {
	switch {
	case h.Why.Muted():
		return reasonOf(h.Why)
	case h.State == storage.Held:
		return Say("%v; it comes %v", reasonOf(h.Why), age(h.Due))
	case h.State == storage.Aside || h.State == storage.Refused:
		return Say("%v; Discord did not take it later", reasonOf(h.Why))
	case h.State == storage.Dropped || h.State == "":
		return Say("%v; it was dropped, since nothing that asked for it is left", reasonOf(h.Why))
	}
	return Say("%v; it was told later", reasonOf(h.Why))
}

// reasonOf says why something was not told at once.
func reasonOf(why storage.Why) Text {
	switch why {
	case storage.ByHour:
		return Say("this alert comes once an hour")
	case storage.ByDay:
		return Say("this alert comes once a day")
	case storage.ByCap:
		return Say("this alert had made all the posts that it may a day")
	case storage.ByQuiet:
		return Say("those were your quiet hours")
	case storage.BySnooze:
		return Say("this alert was snoozed")
	case storage.MutedSource:
		return Say("its source is muted")
	case storage.MutedWord:
		return Say("it has a word that is muted")
	}
	return Say("its story is muted")
}

// LastToday says that an alert has made the posts that it may a day, and when
// the next comes.
func LastToday(a storage.Alert, next time.Time) Text {
	return Say("The alert %v has made the %v post that it may today; what else it finds comes %v. /alert held shows it.|"+
		"The alert %v has made all %v posts that it may today; what else it finds comes %v. /alert held shows it.", bold(short(a.Query, 70)), a.Most, age(next))
}

// notYet counts by alert what is held back and comes later.
func notYet(ctx context.Context, d *Desk, req Request) (map[int64]int, error) {
	all, err := d.DB.HeldBacks(ctx, req.Place, req.Person, 0, d.Now().AddDate(0, 0, -30))
	out := map[int64]int{}
	for _, h := range all {
		if h.State == storage.Held && !h.Why.Muted() {
			out[h.Alert]++
		}
	}
	return out, err
}

const (
	mostTogether = 8    // cards of one message
	mostBeside   = 1000 // characters about what it has no card for
)

// Together is one message of stories that were held back, newest first, and
// says why they were. Those that it has no room for are a button away.
func Together(cards []Card, whys []storage.Why) Reply {
	n := min(mostTogether, len(cards))
	out := []Text{Say("%v for your alerts here, held back until now.", plural(len(cards), "story", "stories"))}
	for _, why := range slices.Compact(slices.Sorted(slices.Values(whys))) {
		out = append(out, overOf(why))
	}
	out = append(out, beside(cards[n:])...)
	reply := Reply{Text: lines(out...), Buttons: []Button{{Label: "All that was held back", Line: Line("alert held")}}}
	var calls []string
	for _, c := range cards {
		calls = append(calls, c.Mentions...)
	}
	for i, c := range cards[:n] {
		why := slices.DeleteFunc(slices.Clone(c.Buttons), func(b Button) bool { return b.Label != whyLabel })
		c = small(c)
		c.Mentions, c.Buttons = nil, why
		if i == 0 {
			c.Mentions = slices.Compact(slices.Sorted(slices.Values(calls)))
		}
		reply.Cards = append(reply.Cards, c)
	}
	return reply
}

// beside lists what has no card.
func beside(cards []Card) []Text {
	if len(cards) == 0 {
		return nil
	}
	out := []Text{Say("The newest are below; before those came:")}
	left := mostBeside
	for i, c := range cards {
		title := short(c.Title, 100)
		if left -= len(title) + len(c.URL) + len(c.Source); left < 0 {
			return append(out, Say("and %v.", plural(len(cards)-i, "more", "more")))
		}
		out = append(out, Say("• %v, %v", link(title, c.URL), c.Source))
	}
	return out
}

// overOf says why something comes only now.
func overOf(why storage.Why) Text {
	switch why {
	case storage.ByHour:
		return Say("These come once an hour.")
	case storage.ByDay:
		return Say("These come once a day.")
	case storage.ByCap:
		return Say("This is what went past the number of posts a day.")
	case storage.BySnooze:
		return Say("An alert is no longer snoozed.")
	}
	return Say("Quiet hours are over.")
}
