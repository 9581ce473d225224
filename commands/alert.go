package commands

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"newshound/storage"
)

var oneAlert = Option{Name: "alert", Help: "Which of your alerts.", Required: true, Complete: completeAlert}

const alertExample = `/alert add query:"north korea" to:dm`

var alertCommands = []Command{{
	Name: "alert add", Help: "Tell me when news matches a query.", Example: alertExample,
	Private: true, run: alertAdd,
	Options: []Option{
		{Name: "query", Help: `What to look for: words, "a phrase", OR, -without, prefix*.`, Required: true},
		{Name: "to", Help: "Where to: here, dm, or a channel.", Complete: completeTo},
		{Name: "mention", Help: "Whom to mention.", Kind: Mention},
		{Name: "anyway", Help: "Save it although it fires all day.", Kind: Flag},
	},
}, {
	Name: "alert list", Help: "Show your alerts.", Example: "/alert list", Private: true, run: alertList,
	Options: []Option{{Name: "page", Help: "Which page of the list.", Kind: Number}},
}, {
	Name: "alert show", Help: "Show one of your alerts, and what it found lately.", Example: "/alert show alert:1",
	Private: true, run: alertShow, Options: []Option{oneAlert},
}, {
	Name: "alert remove", Help: "End one of your alerts.", Example: "/alert remove alert:1",
	Private: true, run: alertRemove, Options: []Option{oneAlert},
}, {
	Name: "alert test", Help: "See what a query would have found in the last 7 days.", Example: `/alert test query:ferry OR harbour`,
	Private: true, run: alertTest,
	Options: []Option{{Name: "query", Help: "What to look for.", Required: true}},
}, {
	Name: "alert pause", Help: "Stop one of your alerts for a while, or let it go on.", Example: "/alert pause alert:1",
	Private: true, run: alertPause, Options: []Option{oneAlert},
}}

// A query that fires more often than this a day is asked about first.
const wide = 20

func alertAdd(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, err := readAlert(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	if err := room(ctx, d, a); err != nil {
		return Reply{}, err
	}
	lately, err := lately(ctx, d, req.Place, a.Query)
	if err != nil {
		return Reply{}, err
	}
	if lately.perDay > wide && req.Options["anyway"] != "true" {
		return Reply{
			Text:  Say("%v would fire %v times a day or more. Narrow it by a phrase or one more word, or save it as it is.", bold(a.Query), lately.perDay),
			Cards: lately.examples,
			Buttons: []Button{{Label: "Save anyway", Line: Line("alert add", "to", req.Options["to"], "mention", req.Options["mention"],
				"anyway", "true", "query", req.Options["query"])}},
		}, nil
	}
	if err := d.DB.Tx(ctx, func(tx *storage.Tx) error { return tx.AddAlert(ctx, &a) }); err != nil {
		return Reply{}, err
	}
	id := strconv.FormatInt(a.ID, 10)
	return Reply{
		Text:    Say("Alert %v: %v goes to %v from now on. %v", id, bold(a.Query), destination(req, a.Channel), lately.text),
		Cards:   lately.examples,
		Buttons: []Button{{Label: "Remove", Line: Line("alert remove", "alert", id)}, {Label: "Pause", Line: Line("alert pause", "alert", id)}},
	}, nil
}

// readAlert reads what somebody typed.
func readAlert(ctx context.Context, d *Desk, req Request) (storage.Alert, error) {
	a := storage.Alert{Place: req.Place, Person: req.Person, Created: d.Now()}
	q, err := query(req.Options["query"])
	if err != nil {
		return a, err
	}
	a.Query = q.String()
	if a.Channel, err = channelToPost(ctx, d, req, req.Options["to"]); err != nil {
		return a, err
	}
	a.Mention, err = mentionNamed(req)
	return a, err
}

// room refuses an alert that the person has already, and one too many.
func room(ctx context.Context, d *Desk, a storage.Alert) error {
	had, err := d.DB.Alerts(ctx, a.Place, a.Person)
	if err != nil {
		return err
	}
	for _, h := range had {
		if h.Query == a.Query && h.Channel == a.Channel {
			return NewMistake("That is your alert %v already. To change it, remove it first.", h.ID)
		}
	}
	if len(had) >= d.MaxAlerts {
		return NewMistake("You have %v here already, which is all there is room for. /alert list shows them; remove one first.",
			plural(len(had), "alert", "alerts"))
	}
	return nil
}

var mentionable = regexp.MustCompile(`^@&?[0-9]+$`)

// mentionNamed is whom an alert is to mention. People can have themselves
// mentioned; others, and roles, are for those who manage the place.
func mentionNamed(req Request) (string, error) {
	switch m := strings.Trim(req.Options["mention"], "<>"); {
	case m == "":
		return "", nil
	case m == "me" || m == "@"+req.Person:
		return "@" + req.Person, nil
	case !req.Manager:
		return "", NewMistake("You can have yourself mentioned; other people and roles are for those who may manage this server.")
	case !mentionable.MatchString(m):
		return "", NewMistake("%v is nobody to mention. Pick a person or a role, or write me.", bold(m))
	default:
		return m, nil
	}
}

// A history is what a query would have found in the last week.
type history struct {
	text     Text
	perDay   int
	examples []Card
}

// lately looks back a week. A story is posted once, and counts once.
// Counting stops where a query is wide beyond doubt.
func lately(ctx context.Context, d *Desk, place, s string) (history, error) {
	const days, examples, most = 7, 3, 2 * wide * 7
	q, err := query(s)
	if err != nil {
		return history{}, err
	}
	since := d.Now().Add(-days * 24 * time.Hour)
	hits, err := search(ctx, d.DB.Reads, place, q, since, most)
	if err != nil {
		return history{}, err
	}
	limited := len(hits) == most
	// What a new source had out was seen in this week, and is older.
	hits = slices.DeleteFunc(hits, func(f found) bool { return f.article.Time().Before(since) })
	hits = onePerStory(hits)
	h := history{perDay: len(hits) / days}
	switch times := plural(len(hits), "time", "times"); {
	case len(hits) == 0:
		h.text = Say("In the last 7 days it would not have fired.")
	case limited:
		h.text = Say("In the last 7 days it would have fired at least %v.", times)
	default:
		h.text = Say("In the last 7 days it would have fired %v.", times)
	}
	for _, hit := range hits[:min(examples, len(hits))] {
		c, err := CardOf(ctx, d.DB.Reads, place, hit.article, q)
		if err != nil {
			return history{}, err
		}
		h.examples = append(h.examples, brief(c))
	}
	return h, nil
}

// brief is a card without what goes on from it.
func brief(c Card) Card {
	c.Image, c.Related, c.Hashtags, c.Buttons = "", nil, nil, nil
	return c
}

func alertTest(ctx context.Context, d *Desk, req Request) (Reply, error) {
	h, err := lately(ctx, d, req.Place, req.Options["query"])
	return Reply{
		Text: lines(Say("%v", bold(req.Options["query"])), h.text), Cards: h.examples,
		Buttons: []Button{{Label: "Save as an alert", Line: Line("alert add", "query", req.Options["query"])}},
	}, err
}

func alertList(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.Alerts(ctx, req.Place, req.Person)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return Reply{Text: Say("You have no alerts here yet. For example: %v", strong(Text{typed(alertExample)}))}, nil
	}
	page, turn := turn(req, len(all), listPage)
	out := []Text{Say("You have %v here:", plural(len(all), "alert", "alerts"))}
	for _, a := range all[page.Start:page.End] {
		out = append(out, Say("• Alert %v: %v to %v%v", a.ID, bold(a.Query), destination(req, a.Channel), paused(a)))
	}
	return Reply{Text: lines(out...), Buttons: turn}, nil
}

func paused(a storage.Alert) Text {
	if a.Paused.IsZero() {
		return nil
	}
	return Say(", paused %v", age(a.Paused))
}

func alertShow(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, err := alertNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	h, err := lately(ctx, d, req.Place, a.Query)
	id := strconv.FormatInt(a.ID, 10)
	pause := Button{Label: "Pause", Line: Line("alert pause", "alert", id)}
	if !a.Paused.IsZero() {
		pause.Label = "Resume"
	}
	return Reply{
		Text:    Say("Alert %v: %v to %v%v. %v", id, bold(a.Query), destination(req, a.Channel), paused(a), h.text),
		Cards:   h.examples,
		Buttons: []Button{pause, {Label: "Remove", Line: Line("alert remove", "alert", id)}},
	}, err
}

func alertRemove(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, err := alertNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error { return tx.RemoveAlert(ctx, req.Place, req.Person, a.ID) })
	return Reply{
		Text:    Say("Alert %v, %v, is gone.", a.ID, bold(a.Query)),
		Buttons: []Button{{Label: "Undo", Line: Line("alert add", "to", a.Channel, "mention", a.Mention, "anyway", "true", "query", a.Query)}},
	}, err
}

func alertPause(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, err := alertNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	since, said := d.Now(), Say("Alert %v, %v, is paused.", a.ID, bold(a.Query))
	button := Button{Label: "Resume", Line: Line("alert pause", "alert", strconv.FormatInt(a.ID, 10))}
	if !a.Paused.IsZero() {
		since, said = time.Time{}, Say("Alert %v, %v, goes on.", a.ID, bold(a.Query))
		button.Label = "Pause"
	}
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error { return tx.PauseAlert(ctx, req.Place, req.Person, a.ID, since) })
	return Reply{Text: said, Buttons: []Button{button}}, err
}

// alertNamed is the person's alert that a request is about: by its number,
// or its query.
func alertNamed(ctx context.Context, d *Desk, req Request) (storage.Alert, error) {
	named := req.Options["alert"]
	all, err := d.DB.Alerts(ctx, req.Place, req.Person)
	if err != nil {
		return storage.Alert{}, err
	}
	for _, a := range all {
		if named == strconv.FormatInt(a.ID, 10) || strings.EqualFold(named, a.Query) {
			return a, nil
		}
	}
	return storage.Alert{}, NewMistake("You have no alert %v here. /alert list shows those you have.", bold(named))
}

func completeAlert(ctx context.Context, d *Desk, req Request) ([]Choice, error) {
	all, err := d.DB.Alerts(ctx, req.Place, req.Person)
	var out []Choice
	for _, a := range all {
		out = append(out, Choice{a.Query, strconv.FormatInt(a.ID, 10)})
	}
	return out, err
}

const (
	toHere Sentence = "here: in this channel"
	toDM   Sentence = "dm: to you alone"
)

func completeTo(context.Context, *Desk, Request) ([]Choice, error) {
	return []Choice{{string(toHere), "here"}, {string(toDM), "dm"}}, nil
}
