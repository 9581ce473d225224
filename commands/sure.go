package commands

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"newshound/storage"
)

// What destroys something asks first, and can be undone for a minute.
const undoFor = time.Minute

// withoutAsking is the option of what asks first.
var withoutAsking = Option{Name: "sure", Help: "Do it without asking.", Kind: Flag}

var sureCommands = []Command{{
	Name: "leave", Help: "Change nothing.", Example: "/leave", Private: true, Pressed: true,
	run: func(context.Context, *Desk, Request) (Reply, error) {
		return Reply{Text: Say("Nothing was changed.")}, nil
	},
}, {
	Name: "undo", Help: "Undo what was done a minute ago.", Example: "/undo what:1", Private: true, Pressed: true, run: undo,
	Options: []Option{{Name: "what", Help: "What to undo.", Required: true}},
}}

// first asks somebody whether they mean it, where they have not said so.
func first(req Request, does Sentence, question Text) (ask Reply, asks bool) {
	if req.Options[withoutAsking.Name] == "true" {
		return Reply{}, false
	}
	line := []string{withoutAsking.Name, "true"}
	for _, name := range slices.Sorted(maps.Keys(req.Options)) {
		if name != withoutAsking.Name {
			line = append(line, name, req.Options[name])
		}
	}
	return Reply{
		Text: question, Private: true,
		Buttons: []Button{{Label: does, Line: Line(req.Name, line...)}, {Label: "Cancel", Line: Line("leave")}},
	}, true
}

// A lost thing is what the removal of a source, or of an alert, took away.
type lost struct {
	Until   time.Time
	Listing storage.Listing
	Follows []storage.Follow
	Alert   storage.Alert
}

// name tells a lost thing from others of the same person.
func (l lost) name() string {
	if l.Alert.ID > 0 {
		return "alert " + strconv.FormatInt(l.Alert.ID, 10)
	}
	return strconv.FormatInt(l.Listing.Source.ID, 10)
}

const undoSetting = "undo "

// keepLost keeps what a person took away, for a minute, and returns the button
// that brings it back.
func keepLost(ctx context.Context, tx *storage.Tx, d *Desk, req Request, l lost) (Button, error) {
	l.Until = d.Now().Add(undoFor)
	kept, err := json.Marshal(l)
	if err != nil {
		return Button{}, err
	}
	return Button{Label: "Undo", Line: Line("undo", "what", l.name())}, tx.Set(ctx, req.Place, req.Person, undoSetting+l.name(), string(kept))
}

func undo(ctx context.Context, d *Desk, req Request) (Reply, error) {
	var l lost
	name := undoSetting + req.Options["what"]
	err := d.DB.Tx(ctx, func(tx *storage.Tx) error {
		kept, err := tx.Setting(ctx, req.Place, req.Person, name)
		if err != nil {
			return err
		}
		if kept == "" || json.Unmarshal([]byte(kept), &l) != nil || d.Now().After(l.Until) || l.Alert.ID == 0 && !req.Manager {
			return NewMistake("That can be undone no more: it could for a minute, by who did it.")
		}
		if err := tx.Set(ctx, req.Place, req.Person, name, ""); err != nil {
			return err
		}
		return l.bringBack(ctx, tx, req, d.Now())
	})
	if err != nil {
		return Reply{}, err
	}
	if l.Alert.ID > 0 {
		return Reply{Text: Say("The alert %v is back, as it was.", bold(l.Alert.Query)), Buttons: []Button{{Label: "My alerts", Line: Line("alert list")}}}, nil
	}
	d.Wake(ctx)
	return Reply{Text: Say("%v is read here again, as it was.", bold(l.Listing.Name()))}, nil
}

func (l lost) bringBack(ctx context.Context, tx *storage.Tx, req Request, now time.Time) error {
	if l.Alert.ID > 0 {
		return tx.RestoreAlert(ctx, l.Alert)
	}
	if err := tx.AddSource(ctx, req.Place, l.Listing.Person, &l.Listing.Source, now); err != nil {
		return err
	}
	if err := tx.EditListing(ctx, req.Place, l.Listing); err != nil {
		return err
	}
	for _, f := range l.Follows {
		f.Source = l.Listing.Source.ID
		if err := tx.PutFollow(ctx, &f); err != nil {
			return err
		}
	}
	return nil
}
