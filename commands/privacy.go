package commands

import (
	"context"

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
	if ask, asks := first(req, "Delete everything", Say("Delete your alerts, what you follow, your settings and what you were sent? What you set up for servers stays, without your name.")); asks {
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
