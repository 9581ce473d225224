package commands

import (
	"context"
	"slices"
	"strings"

	"newshound/storage"
)

var privacyCommands = []Command{{
	Name: "privacy export", Help: "Get everything that is kept of you as a file.", Example: "/privacy export", Private: true, run: privacyExport,
}, {
	Name: "privacy delete", Help: "Delete everything that is kept of you.", Example: "/privacy delete", Private: true, run: privacyDelete,
	Options: []Option{withoutAsking},
}}

func privacyExport(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.Person(ctx, req.Person)
	return Reply{
		Text: Say("Everything that is kept of you: your alerts, what you follow, your settings, what you were sent, and what you set up for servers."),
		File: File{"newshound.json", all},
	}, err
}

func privacyDelete(ctx context.Context, d *Desk, req Request) (Reply, error) {
	if ask, asks := first(req, "Delete everything", Say("Delete your alerts, what you follow, your settings and what you were sent? What you set up for servers stays, without your name. Posts in channels stay, too: your name and your alerts are taken out of them, as far back as I keep posts. What I wrote to you alone stays in our messages on Discord.")); asks {
		return ask, nil
	}
	var back Button
	err := d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		back, err = undoable(ctx, tx, d, req, "privacy", Button{}, rowsOf("settings", "place", "", "person", req.Person, "name", storage.ToBeForgotten))
		if err != nil {
			return err
		}
		return tx.ForgetAt(ctx, req.Person, d.Now().Add(undoFor))
	})
	return Reply{Text: Say("Everything that is kept of you will be deleted in a minute."), Buttons: []Button{back}}, err
}

// Without is what a reply says without a person's name, and without what their
// alerts look for.
func (r Reply) Without(person string, queries []string) Reply {
	r.Text = r.Text.without(person)
	r.Cards = slices.Clone(r.Cards)
	for i := range r.Cards {
		c := &r.Cards[i]
		c.Mentions = slices.DeleteFunc(slices.Clone(c.Mentions), func(m string) bool { return m == Direct(person) })
		c.Last = nil
		said := c.Note.String()
		if slices.ContainsFunc(queries, func(q string) bool { return strings.Contains(said, q) }) {
			c.Note = nil
		}
	}
	return r
}

func (t Text) without(person string) Text {
	t = slices.Clone(t)
	for i, p := range t {
		if p.Mention == Direct(person) {
			t[i] = Piece{Format: "Somebody"}
		}
		t[i].Args = slices.Clone(p.Args)
		for k, arg := range p.Args {
			t[i].Args[k] = arg.without(person)
		}
	}
	return t
}
