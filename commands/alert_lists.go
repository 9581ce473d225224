package commands

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"newshound/storage"
)

// alertLists is a function, since an import reads command lines.
func alertLists() []Command {
	return []Command{{
		Name: "alert export", Help: "Get your alerts as a text file.", Example: "/alert export", Private: true, run: alertExport,
	}, {
		Name: "alert import", Help: "Take alerts over from a text file: a query, or what /alert export wrote, on each line.",
		Example: "/alert import file:alerts.txt", Private: true, run: alertImport,
		Options: []Option{{Name: "file", Help: "The text file.", Kind: Attachment, Required: true}},
	}}
}

const listHead = "# Alerts, a line each, as /alert add takes them. /alert import reads them back; a query alone will do, too.\n"

func alertExport(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.Alerts(ctx, req.Place, req.Person)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return Reply{Text: Say("You have no alerts here yet. For example: %v", strong(Text{typed(alertExample)}))}, nil
	}
	var b strings.Builder
	b.WriteString(listHead)
	for _, a := range all {
		to := a.Channel
		if to == Direct(req.Person) {
			to = "dm"
		}
		b.WriteString(addLine(a, to, "false", a.Query) + "\n")
	}
	return Reply{
		Text: Say("%v, for /alert import.", plural(len(all), "alert", "alerts")),
		File: File{"alerts.txt", []byte(b.String())},
	}, nil
}

const mostImported = 1000 // lines

// alertImport makes an alert of each line that can be read, and says of the
// others why not.
func alertImport(ctx context.Context, d *Desk, req Request) (Reply, error) {
	file, err := d.Open(ctx, req.Options["file"])
	if err != nil {
		return Reply{}, NewMistake("That file cannot be read: %v", err)
	}
	if !utf8.Valid(file) {
		return Reply{}, NewMistake("That is no text file. It needs a query on each line, or what /alert export wrote.")
	}
	if bytes.Count(file, []byte("\n")) > mostImported {
		return Reply{}, NewMistake("That list is longer than %v lines; make several of it.", mostImported)
	}
	var back Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		back, err = undoable(ctx, tx, d, req, "alerts", alertsButton, rowsOf("alerts", "place", req.Place, "person", req.Person))
		return err
	})
	if err != nil {
		return Reply{}, err
	}
	added := 0
	var skipped []Text
	number, all := 0, bytes.Count(file, []byte("\n"))
	for line := range strings.Lines(string(file)) {
		number++
		req.reading(number, all)
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if line == "" || line == "#" || strings.HasPrefix(line, "# ") {
			continue
		}
		var m Mistake
		switch err := importAlert(ctx, d, req, line); {
		case err == nil:
			added++
		case !errors.As(err, &m):
			return Reply{}, err
		case len(skipped) < mostSkipped:
			skipped = append(skipped, Say("• line %v: %v", number, m.text))
		default:
			skipped = append(skipped, nil)
		}
	}
	return imported(added, skipped, back), nil
}

// reading shows how far a list has been read.
func (req Request) reading(done, all int) {
	if req.Progress != nil {
		req.Progress(Say("%v of %v line is read…|%v of %v lines are read…", done, max(done, all)))
	}
}

func imported(added int, skipped []Text, back Button) Reply {
	out := []Text{Say("%v from now on.", plural(added, "alert is watched for", "alerts are watched for"))}
	if n := len(skipped); n > 0 {
		out = append(out, Say("%v skipped:", plural(n, "line was", "lines were")))
		out = append(out, skipped[:min(n, mostSkipped)]...)
		if n > mostSkipped {
			out = append(out, Say("and %v more", n-mostSkipped))
		}
	}
	reply := Reply{Text: lines(out...), Buttons: []Button{alertsButton}}
	if added > 0 {
		reply.Buttons = append(reply.Buttons, back)
	}
	return reply
}

// importAlert makes an alert of a line: of a query, or of /alert add.
func importAlert(ctx context.Context, d *Desk, req Request, line string) error {
	req.Options = map[string]string{"query": line}
	if strings.HasPrefix(line, "/alert") {
		name, options, err := Parse(line)
		if err != nil {
			return err
		}
		if name != "alert add" {
			return NewMistake("it is no /alert add")
		}
		req.Options = options
	}
	c, _ := Find("alert add")
	if err := c.check(req); err != nil {
		return err
	}
	a, err := readAlert(ctx, d, req, storage.Alert{Place: req.Place, Person: req.Person, Most: wide, Created: d.Now(), Seen: d.Now()})
	if err != nil {
		return err
	}
	if err := room(ctx, d, a); err != nil {
		return err
	}
	return d.DB.Tx(ctx, func(tx *storage.Tx) error { return tx.AddAlert(ctx, &a) })
}
