package commands

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"newshound/storage"
)

const alertExample = `/alert add query:"north korea" to:dm`

var (
	oneAlert = Option{Name: "alert", Help: "Which of your alerts.", Required: true, Complete: completeAlert}
	onePage  = Option{Name: "page", Help: "Which page of the list.", Kind: Number}

	// how is how an alert comes, the same when it is made and when it is
	// changed.
	how = []Option{
		{Name: "to", Help: "Where to: here, dm, or a channel.", Complete: completeTo},
		{Name: "mention", Help: "Whom to mention: me, a person, a role, or nobody.", Kind: Mention},
		{Name: "every", Help: "Each post at once, or all together once an hour or a day.", Choices: []string{"instantly", "hourly", "daily"}},
		{Name: "most", Help: "How many posts a day at most; the rest come in one message. 0 for any number.", Kind: Number},
	}
)

var alertCommands = slices.Concat([]Command{{
	Name: "alert add", Help: "Tell me when news matches a query.", Example: alertExample, Private: true, run: alertAdd,
	Options: append(append([]Option{
		{Name: "query", Help: `What to look for: words, "a phrase", OR, -without, prefix*.`, Required: true},
	}, how...), Option{Name: "anyway", Help: "Save it without showing first what it would have found.", Kind: Flag}),
}, {
	Name: "alert test", Help: "See what a query would have found, or which of your alerts fire on a text.",
	Example: `/alert test query:ferry OR harbour`, Private: true, run: alertTest,
	Options: []Option{
		{Name: "query", Help: "What to look for in the news of the last 7 days, or in the text."},
		{Name: "text", Help: "A text to try instead of the news: the query, or else your alerts."},
	},
}}, alertCare, alertHolds, alertWhys)

func alertAdd(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, err := readAlert(ctx, d, req, storage.Alert{Place: req.Place, Person: req.Person, Channel: req.Channel, Most: wide})
	if err != nil {
		return Reply{}, err
	}
	if err := room(ctx, d, a); err != nil {
		return Reply{}, err
	}
	if req.Options["anyway"] != "true" {
		return proposal(ctx, d, req, a)
	}
	a.Created, a.Seen = d.Now(), d.Now()
	if err := d.DB.Tx(ctx, func(tx *storage.Tx) error { return tx.AddAlert(ctx, &a) }); err != nil {
		return Reply{}, err
	}
	return Reply{
		Text: Say("Saved. Alert %v, %v, goes to %v from now on, %v.", a.ID, bold(a.Query), destination(req, a.Channel), comes(a)),
		Buttons: []Button{
			editButton(req, a), {Label: "Remove", Line: aboutAlert("remove", a)},
		},
	}, nil
}

// proposal is an alert before it is saved: what it would have found lately,
// and narrower ones.
func proposal(ctx context.Context, d *Desk, req Request, a storage.Alert) (Reply, error) {
	h, err := lately(ctx, d, req.Place, a.Query)
	if err != nil {
		return Reply{}, err
	}
	line := func(query, anyway string) string { return addLine(a, cmp.Or(req.Options["to"], "here"), anyway, query) }
	return Reply{
		Text: lines(h.text, Say("It is not saved yet. It would go to %v, %v.", destination(req, a.Channel), comes(a))), Cards: h.examples,
		Buttons: append([]Button{{Label: "Save", Line: line(a.Query, "true")}},
			h.narrower(func(query string) string { return line(query, "false") })...),
	}, nil
}

// addLine is the line that makes an alert like this one. All options are in
// it, so that no word of the query is taken for one.
func addLine(a storage.Alert, to, anyway, query string) string {
	return Line("alert add", "to", to, "mention", cmp.Or(a.Mention, "nobody"), "every", cmp.Or(string(a.Every), "instantly"),
		"most", strconv.Itoa(a.Most), "anyway", anyway, "query", query)
}

// readAlert reads what somebody typed of an alert; the rest stays as it is.
func readAlert(ctx context.Context, d *Desk, req Request, a storage.Alert) (storage.Alert, error) {
	o := req.Options
	if o["query"] != "" {
		q, err := query(o["query"])
		if err != nil {
			return a, err
		}
		a.Query = q.String()
	}
	if a.ID == 0 || o["to"] != "" && o["to"] != a.Channel {
		var err error
		if a.Channel, err = channelToPost(ctx, d, req, o["to"]); err != nil {
			return a, err
		}
	}
	if o["mention"] != "" && o["mention"] != a.Mention {
		var err error
		if a.Mention, err = mentionNamed(req); err != nil {
			return a, err
		}
	}
	if o["every"] != "" {
		a.Every = storage.Every(strings.TrimPrefix(o["every"], "instantly"))
	}
	if o["most"] != "" {
		n, err := strconv.Atoi(o["most"])
		if err != nil || n < 0 || n > mostPosts {
			return a, NewMistake("%v is no number of posts a day: write one from 1 to %v, or 0 for any number.", bold(o["most"]), mostPosts)
		}
		a.Most = n
	}
	return a, nil
}

const mostPosts = 1000 // a day, that a cap can be set to

// comes says how an alert's posts come.
func comes(a storage.Alert) Text {
	switch {
	case a.Every == storage.Hourly:
		return Say("once an hour, all together")
	case a.Every == storage.Daily:
		return Say("once a day, all together")
	case a.Most > 0:
		return Say("at once, up to %v a day", plural(a.Most, "post", "posts"))
	}
	return Say("at once")
}

// room refuses an alert that the person has already, and one too many.
func room(ctx context.Context, d *Desk, a storage.Alert) error {
	if err := fresh(ctx, d, a); err != nil {
		return err
	}
	own, all, err := d.DB.CountAlerts(ctx, a.Place, a.Person)
	switch {
	case err != nil:
		return err
	case own >= d.MaxAlerts:
		return NewMistake("You have %v here already, which is all there is room for. /alert list shows them; remove one first.",
			plural(own, "alert", "alerts"))
	case all >= d.MaxPlaceAlerts:
		return NewMistake("There are %v here already, which is all there is room for. Somebody has to remove one first, or whoever runs this bot to allow more.",
			plural(all, "alert", "alerts"))
	}
	return nil
}

// fresh refuses an alert that looks for what another of the person's does,
// and goes where that goes.
func fresh(ctx context.Context, d *Desk, a storage.Alert) error {
	had, err := d.DB.Alerts(ctx, a.Place, a.Person)
	if err != nil {
		return err
	}
	for _, h := range had {
		if h.ID != a.ID && h.Place == a.Place && h.Query == a.Query && h.Channel == a.Channel {
			return NewMistake("That is your alert %v already. /alert edit changes it.", h.ID)
		}
	}
	return nil
}

var mentionable = regexp.MustCompile(`^@&?[0-9]+$`)

// mentionNamed is whom an alert is to mention. People can have themselves
// mentioned; others, and roles, are for those who manage the place.
func mentionNamed(req Request) (string, error) {
	switch m := strings.Trim(req.Options["mention"], "<>"); {
	case m == "nobody":
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

// alertNamed is the person's alert that a request is about, by its number or
// its query; and the request as it is where the alert belongs. Somebody who
// asks from afar manages nothing there.
func alertNamed(ctx context.Context, d *Desk, req Request) (storage.Alert, Request, error) {
	named := req.Options["alert"]
	all, err := d.DB.Alerts(ctx, req.Place, req.Person)
	if err != nil {
		return storage.Alert{}, req, err
	}
	for _, a := range all {
		if named == strconv.FormatInt(a.ID, 10) || strings.EqualFold(named, a.Query) {
			req.Manager = req.Manager && req.Place == a.Place
			req.Place = a.Place
			return a, req, nil
		}
	}
	return storage.Alert{}, req, NewMistake("You have no alert %v here. /alert list shows those you have.", bold(named))
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
