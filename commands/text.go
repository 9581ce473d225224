package commands

import (
	"fmt"
	"strings"
	"time"

	"newshound/sources/text"
)

// Text is what is said, free of any chat's markup. Each chat shows it in its
// own way, and what a stranger wrote stays words in all of them.
type Text []Piece

// A Piece of a Text: words, or a time, a channel or a person that
// the chat shows in the reader's own way.
type Piece struct {
	Words   string    `json:",omitempty"`
	Bold    bool      `json:",omitempty"`
	Link    string    `json:",omitempty"` // URL behind the words
	Time    time.Time `json:",omitzero"`
	Date    bool      `json:",omitempty"` // the time as a date, not an age
	Channel string    `json:",omitempty"`
	Mention string    `json:",omitempty"` // a person "@1" or a role "@&1"
}

// Say fills a sentence in: each %v takes a Piece, a Text, or anything else as
// plain words.
func Say(format string, args ...any) Text {
	var out Text
	for i, part := range strings.Split(format, "%v") {
		if i > 0 && i <= len(args) {
			out = append(out, runs(args[i-1])...)
		}
		if part != "" {
			out = append(out, Piece{Words: part})
		}
	}
	return out
}

func runs(arg any) Text {
	switch v := arg.(type) {
	case Piece:
		return Text{v}
	case Text:
		return v
	}
	return Text{{Words: fmt.Sprint(arg)}}
}

// String is the text as plain words, times as RFC 3339.
func (t Text) String() string {
	var b strings.Builder
	for _, r := range t {
		switch {
		case !r.Time.IsZero():
			b.WriteString(r.Time.Format(time.RFC3339))
		case r.Channel != "":
			b.WriteString("#" + r.Channel)
		case r.Mention != "":
			b.WriteString(r.Mention)
		default:
			b.WriteString(r.Words)
		}
	}
	return b.String()
}

func bold(words string) Piece      { return Piece{Words: words, Bold: true} }
func age(t time.Time) Piece        { return Piece{Time: t} }
func date(t time.Time) Piece       { return Piece{Time: t, Date: true} }
func inChannel(id string) Piece    { return Piece{Channel: id} }
func link(words, url string) Piece { return Piece{Words: words, Link: url} }

// highlight makes the spans of a sentence bold. They are in order.
func highlight(s string, spans []text.Span) Text {
	var out Text
	at := 0
	for _, span := range spans {
		if span.Start < at {
			continue
		}
		if at < span.Start {
			out = append(out, Piece{Words: s[at:span.Start]})
		}
		out = append(out, bold(s[span.Start:span.End]))
		at = span.End
	}
	if at < len(s) {
		out = append(out, Piece{Words: s[at:]})
	}
	return out
}

// lines joins texts by line breaks.
func lines(texts ...Text) Text {
	var out Text
	for i, t := range texts {
		if i > 0 {
			out = append(out, Piece{Words: "\n"})
		}
		out = append(out, t...)
	}
	return out
}

// plural counts things: "1 story", "2 stories".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
