package commands

import (
	"context"
	"encoding/json"
	"errors"
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

// undoable keeps what a change is about as it is before, for a minute, and
// returns the button that puts it back. The name tells the change from others
// of the same person's; look is where one sees what was put back.
func undoable(ctx context.Context, tx *storage.Tx, d *Desk, req Request, name string, look Button, parts ...storage.Part) (Button, error) {
	body, err := json.Marshal(look)
	if err != nil {
		return Button{}, err
	}
	u := storage.Undo{Place: req.Place, Person: req.Person, Name: name, Until: d.Now().Add(undoFor), Body: body}
	return Button{Label: "Undo", Line: Line("undo", "what", name)}, tx.KeepUndo(ctx, u, parts...)
}

// numbered is the name of a change to a thing that has a number.
func numbered(what string, id int64) string { return what + " " + strconv.FormatInt(id, 10) }

// rowsOf are the rows of a table with values in columns, in pairs.
func rowsOf(table string, pairs ...any) storage.Part {
	p := storage.Part{Table: table, With: map[string]any{}}
	for pair := range slices.Chunk(pairs, 2) {
		p.With[pair[0].(string)] = pair[1]
	}
	return p
}

func undo(ctx context.Context, d *Desk, req Request) (Reply, error) {
	var u storage.Undo
	err := d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		if u, err = tx.Undo(ctx, req.Place, req.Person, req.Options["what"], d.Now()); errors.Is(err, storage.ErrNotFound) {
			return NewMistake("That can be undone no more: it could for a minute, by who did it.")
		}
		if err != nil {
			return err
		}
		return tx.QuietChanged(ctx, req.Place, req.Person, d.Now())
	})
	if err != nil {
		return Reply{}, err
	}
	d.Wake(ctx)
	reply := Reply{Text: Say("Undone: all is as it was before.")}
	var look Button
	if err := json.Unmarshal(u.Body, &look); err != nil || look.Line == "" {
		return reply, err
	}
	reply.Buttons = []Button{look}
	return reply, nil
}
