package pipe

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"newshound/sources"
	"newshound/sources/text"
	"newshound/sources/text/match"
)

type alert struct {
	ID    json.RawMessage `json:"id"`
	Query string          `json:"query"`
}

type matched struct {
	ID     json.RawMessage `json:"id"`
	Title  string          `json:"title"`
	Text   string          `json:"text"`
	Source string          `json:"source"`
	Author string          `json:"author"`
	Tags   []string        `json:"tags"`
	Lang   string          `json:"lang"`
	URL    string          `json:"url"`
}

type fired struct {
	ID     json.RawMessage   `json:"id"`
	Alerts []json.RawMessage `json:"alerts"`
}

// Match says of each article which of the alerts it answers, in the order of
// the alerts' file. An alert that cannot be read is reported by its id, or its
// line where there is none, and the rest is done.
func Match(alerts, in io.Reader, out, errs io.Writer) error {
	index := match.NewIndex()
	names := []json.RawMessage{}
	bad := false
	err := eachLine(alerts, func(l line) error {
		a, err := decode[alert](l.text)
		if err != nil {
			bad = true
			fmt.Fprintf(errs, "alerts, line %d: %v\n", l.number, err)
			return nil
		}
		q, err := match.Parse(a.Query)
		if err != nil {
			bad = true
			fmt.Fprintf(errs, "%s: %v\n", a.name(l.number), err)
		} else {
			index.Add(int64(len(names)), q)
		}
		names = append(names, a.ID)
		return nil
	})
	if err != nil {
		return err
	}
	err = parallel(in, out, errs, func(line []byte) (any, error) {
		a, err := decode[matched](line)
		if err != nil {
			return nil, err
		}
		f := fired{a.ID, []json.RawMessage{}}
		for _, id := range index.Match(a.prepare()) {
			f.Alerts = append(f.Alerts, names[id])
		}
		return f, nil
	})
	if bad {
		err = errors.Join(err, ErrInput)
	}
	return err
}

// name is what an alert is reported by.
func (a alert) name(line int) string {
	if a.ID == nil {
		return fmt.Sprintf("alerts, line %d", line)
	}
	return fmt.Sprintf("alert %s", a.ID)
}

func (a matched) prepare() *match.Prepared {
	return match.Prepare(match.Doc{
		Title: a.Title, Text: a.Text, Source: a.Source, Author: a.Author, Site: sources.Host(a.URL),
		Lang: text.Language(a.Title+"\n"+a.Text, a.Lang), Tags: a.Tags,
	})
}
