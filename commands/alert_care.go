package commands

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"newshound/storage"
)

var alertCare = []Command{{
	Name: "alert list", Help: "Show your alerts, and choose one to change.", Example: "/alert list", Private: true, run: alertList,
	Options: []Option{onePage},
}, {
	Name: "alert show", Help: "Show one of your alerts, and what it found lately.", Example: "/alert show alert:1",
	Private: true, run: alertShow, Options: []Option{oneAlert},
}, {
	Name: "alert edit", Help: "Change one of your alerts.", Example: "/alert edit alert:1 every:daily", Private: true, run: alertEdit,
	Options: append([]Option{oneAlert, {Name: "query", Help: "What it is to look for."}}, how...),
}, {
	Name: "alert pause", Help: "Stop one of your alerts, or let it go on.", Example: "/alert pause alert:1",
	Private: true, run: alertPause, Options: []Option{oneAlert},
}, {
	Name: "alert snooze", Help: "Hold back what one of your alerts finds for a while, and tell it then.",
	Example: "/alert snooze alert:1 for:8h", Private: true, run: alertSnooze,
	Options: []Option{oneAlert, {Name: "for", Help: "How long, such as 30m, 8h, 3d or 1w; off ends it.", Required: true, Complete: completeFor}},
}, {
	Name: "alert remove", Help: "End one of your alerts.", Example: "/alert remove alert:1",
	Private: true, run: alertRemove, Options: []Option{oneAlert, withoutAsking},
}}

func aboutAlert(verb string, a storage.Alert) string {
	return Line("alert "+verb, "alert", strconv.FormatInt(a.ID, 10))
}

// editLine is the line that makes an alert what it is, going where to says.
func editLine(a storage.Alert, to string) string {
	mention, every := cmp.Or(a.Mention, "nobody"), cmp.Or(string(a.Every), "instantly")
	return Line("alert edit", "alert", strconv.FormatInt(a.ID, 10), "to", to, "mention", mention, "every", every,
		"most", strconv.Itoa(a.Most), "query", a.Query)
}

func editButton(req Request, a storage.Alert) Button {
	to := a.Channel
	switch to {
	case Direct(req.Person):
		to = "dm"
	case req.Channel:
		to = "here"
	}
	return Button{Label: "Edit", Line: editLine(a, to), Ask: []string{"query", "to", "mention", "every", "most"}}
}

func pauseButton(a storage.Alert) Button {
	b := Button{Label: "Pause", Line: aboutAlert("pause", a)}
	if !a.Paused.IsZero() {
		b.Label = "Resume"
	}
	return b
}

func snoozeButton(a storage.Alert) Button {
	return Button{Label: "Snooze", Line: Line("alert snooze", "alert", strconv.FormatInt(a.ID, 10), "for", "8h"), Ask: []string{"for"}}
}

const alertsPage = 25

var alertsButton = Button{Label: "My alerts", Line: "/alert list"}

func alertList(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.Alerts(ctx, req.Place, req.Person)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return Reply{Text: Say("You have no alerts here yet. For example: %v", strong(Text{typed(alertExample)}))}, nil
	}
	held, err := notYet(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	page, turn := turn(req, len(all), alertsPage)
	reply := Reply{Buttons: turn, Menu: Menu{Label: "Choose one to change"}}
	out := []Text{Say("You have %v here:", plural(len(all), "alert", "alerts"))}
	for _, a := range all[page.Start:page.End] {
		line := Say("• Alert %v: %v to %v%v", a.ID, bold(short(a.Query, 70)), destination(req, a.Channel), stands(a, d.Now()))
		if n := held[a.ID]; n > 0 {
			line = append(line, Say(", %v held back", plural(n, "article", "articles"))...)
		}
		closed, err := shut(ctx, d, a)
		if err != nil {
			return Reply{}, err
		}
		out = append(out, append(line, closed...))
		reply.Menu.Buttons = append(reply.Menu.Buttons, Button{
			Label: Sentence(strconv.FormatInt(a.ID, 10) + ": " + short(a.Query, 70)), Line: aboutAlert("show", a),
		})
	}
	reply.Text = lines(out...)
	return reply, nil
}

// shut says why an alert's channel takes no posts, if it takes none.
func shut(ctx context.Context, d *Desk, a storage.Alert) (Text, error) {
	closed, err := d.DB.Paused(ctx, a.Channel)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil
	}
	return Say(", waiting since %v: %v", age(closed.Paused), Sentence(closed.Reason)), err
}

// stands says what keeps an alert from telling, or how it does unless that is
// at once.
func stands(a storage.Alert, now time.Time) Text {
	switch {
	case a.Why == storage.LeftPlace:
		return Say(", paused %v because you are not on that server any more", age(a.Paused))
	case a.Why == storage.LostChannel:
		return Say(", paused %v because you cannot view that channel any more", age(a.Paused))
	case !a.Paused.IsZero():
		return Say(", paused %v", age(a.Paused))
	case a.Snoozed.After(now):
		return Say(", snoozed until %v", date(a.Snoozed))
	case a.Every != storage.Instantly:
		return Say(", %v", comes(a))
	}
	return nil
}

func alertShow(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, at, err := alertNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	h, err := lately(ctx, d, at.Place, a.Query)
	if err != nil {
		return Reply{}, err
	}
	held, err := notYet(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	state := stands(a, d.Now())
	if a.Every != storage.Instantly && a.Paused.IsZero() && !a.Snoozed.After(d.Now()) {
		state = nil
	}
	closed, err := shut(ctx, d, a)
	if err != nil {
		return Reply{}, err
	}
	out := []Text{Say("Alert %v goes to %v, %v%v%v.", a.ID, destination(req, a.Channel), comes(a), state, closed), h.text}
	reply := Reply{Cards: h.examples, Buttons: []Button{
		editButton(req, a), {Label: "Test", Line: Line("alert test", "query", a.Query)}, pauseButton(a), snoozeButton(a),
		{Label: "Remove", Line: aboutAlert("remove", a)},
	}}
	if n := held[a.ID]; n > 0 {
		out = append(out, Say("It holds back %v.", plural(n, "article", "articles")))
	}
	reply.Buttons = append(reply.Buttons, Button{Label: "Held back", Line: aboutAlert("held", a)}, alertsButton)
	reply.Text = lines(out...)
	return reply, nil
}

func alertEdit(ctx context.Context, d *Desk, req Request) (Reply, error) {
	was, at, err := alertNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	a, err := readAlert(ctx, d, at, was)
	if err != nil {
		return Reply{}, err
	}
	if err := fresh(ctx, d, a); err != nil {
		return Reply{}, err
	}
	h, err := lately(ctx, d, at.Place, a.Query)
	if err != nil {
		return Reply{}, err
	}
	var undo Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		if undo, err = undoable(ctx, tx, d, req, numbered("alert", a.ID), alertsButton, rowsOf("alerts", "id", a.ID)); err != nil {
			return err
		}
		if a.Channel != was.Channel {
			if err := tx.MoveHeld(ctx, was, a.Channel); err != nil {
				return err
			}
		}
		return tx.EditAlert(ctx, a)
	})
	return Reply{
		Text:    lines(Say("Alert %v is now %v to %v, %v.", a.ID, bold(a.Query), destination(req, a.Channel), comes(a)), h.text),
		Cards:   h.examples,
		Buttons: []Button{editButton(req, a), undo},
	}, err
}

func alertRemove(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, _, err := alertNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	if ask, asks := first(req, "Remove it", Say("Remove alert %v, %v?", a.ID, bold(a.Query))); asks {
		return ask, nil
	}
	var undo Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error {
		undo, err = undoable(ctx, tx, d, req, numbered("alert", a.ID), alertsButton, rowsOf("alerts", "id", a.ID), rowsOf("matches", "alert_id", a.ID))
		if err != nil {
			return err
		}
		if err := tx.HeldUntil(ctx, a, d.Now().Add(undoFor+time.Second)); err != nil { // what is due before would be dropped
			return err
		}
		return tx.RemoveAlert(ctx, a.Place, a.Person, a.ID)
	})
	return Reply{Text: Say("Alert %v, %v, is gone.", a.ID, bold(a.Query)), Buttons: []Button{undo}}, err
}

func alertPause(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, at, err := alertNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	since, said := d.Now(), Say("Alert %v, %v, is paused. It looks for nothing until it goes on.", a.ID, bold(a.Query))
	if !a.Paused.IsZero() {
		missed, err := missed(ctx, d, at.Place, a)
		if err != nil {
			return Reply{}, err
		}
		since, said = time.Time{}, Say("Alert %v, %v, goes on. While it was paused it would have fired %v.", a.ID, bold(a.Query), missed)
	}
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error { return tx.PauseAlert(ctx, a.Place, a.Person, a.ID, since, "") })
	a.Paused = since
	return Reply{Text: said, Buttons: []Button{pauseButton(a)}}, err
}

func alertSnooze(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, _, err := alertNamed(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	until := time.Time{}
	said := Say("Alert %v, %v, is no longer snoozed. What it held back comes now.", a.ID, bold(a.Query))
	off := Button{Label: "End it", Line: Line("alert snooze", "alert", strconv.FormatInt(a.ID, 10), "for", "off")}
	buttons := []Button{off}
	if named := req.Options["for"]; named == "off" {
		buttons = nil
	} else {
		long, err := length(named)
		if err != nil {
			return Reply{}, err
		}
		until = d.Now().Add(long)
		said = Say("Alert %v, %v, is snoozed until %v. What it finds until then comes then, in one message.", a.ID, bold(a.Query), date(until))
	}
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error {
		if err := tx.SnoozeAlert(ctx, a.Place, a.Person, a.ID, until); err != nil || !until.IsZero() {
			return err
		}
		return tx.HeldNow(ctx, a, d.Now())
	})
	if err == nil {
		d.Wake(ctx)
	}
	return Reply{Text: said, Buttons: buttons}, err
}

func completeFor(context.Context, *Desk, Request) ([]Choice, error) {
	var out []Choice
	for _, one := range []string{"30m", "1h", "8h", "1d", "1w", "off"} {
		out = append(out, Choice{one, one})
	}
	return out, nil
}

// length reads how long something is to last.
func length(s string) (time.Duration, error) {
	const most = 90 * 24 * time.Hour
	s = strings.ToLower(strings.ReplaceAll(s, " ", ""))
	d, err := time.ParseDuration(s)
	for unit, hours := range map[string]int{"d": 24, "w": 7 * 24} {
		if n, ok := strings.CutSuffix(s, unit); ok {
			var count int
			count, err = strconv.Atoi(n)
			d = time.Duration(min(count, 1000)*hours) * time.Hour
		}
	}
	if err != nil || d <= 0 || d > most {
		return 0, NewMistake("%v is no time to wait: write it like 30m, 8h, 3d or 1w, or off to end it.", bold(s))
	}
	return d, nil
}

// missed counts how often an alert would have fired since it was paused.
func missed(ctx context.Context, d *Desk, place string, a storage.Alert) (Text, error) {
	const most = 100
	q, err := query(a.Query)
	if err != nil {
		return nil, err
	}
	hits, err := search(ctx, d.DB.Reads, place, q, a.Paused, most)
	if len(hits) == most {
		return Say("at least %v", plural(most, "time", "times")), err
	}
	n := len(onePerStory(hits))
	return Say("%v", plural(n, "time", "times")), err
}

// LostReply tells somebody that their alerts to a channel are paused since
// they do not reach them there.
func LostReply(why storage.Lost, channel string, n int) Reply {
	text := Say("You are not on a server any more where you had me look for news, so %v there. Once you are back, let them go on here.",
		plural(n, "alert is paused", "alerts are paused"))
	if why == storage.LostChannel {
		text = Say("You cannot view %v any more, so %v there. Have them go elsewhere, or let them go on once you can.",
			inChannel(channel), plural(n, "alert of yours is paused", "alerts of yours are paused"))
	}
	return Reply{Text: text, Buttons: []Button{alertsButton}}
}
