package commands

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"newshound/sources/text"
)

// Text is what is said, free of any chat's markup and of any language. In
// puts it into a reader's language; each chat shows that in its own way, and
// what a stranger wrote stays words in all of them.
type Text []Piece

// A Piece of a Text: words, or a sentence to be put into the reader's
// language, or a time, a channel or a person that the chat shows in the
// reader's own way.
type Piece struct {
	Words   string    `json:",omitempty"`
	Number  bool      `json:",omitempty"` // the words are digits, to be grouped as the reader does
	Typed   bool      `json:",omitempty"` // the words are a command, or an option's name, as one types it in English
	Bold    bool      `json:",omitempty"`
	Link    string    `json:",omitempty"` // URL behind the words
	Time    time.Time `json:",omitzero"`
	Date    bool      `json:",omitempty"` // the time as a date, not an age
	Channel string    `json:",omitempty"`
	Mention string    `json:",omitempty"` // a person "@1" or a role "@&1"
	Format  Sentence  `json:",omitempty"` // a sentence, as Say takes it
	Args    []Text    `json:",omitempty"` // what fills it in
}

// A Sentence is constant English of our own, or a label: what catalogues
// translate. Each %v in it is filled in. Where it reads otherwise of one than
// of many it says both, with a | between, and the first count that fills it in
// decides: "%v story|%v stories".
type Sentence string

// Say fills a sentence in: each %v takes a Piece, a Text, a Sentence, a
// Mistake, an int (a count, shown as the reader writes numbers) or anything
// else as plain words.
func Say(format Sentence, args ...any) Text {
	if format == "%v" && len(args) == 1 {
		return runs(args[0])
	}
	p := Piece{Format: format}
	for _, arg := range args {
		p.Args = append(p.Args, runs(arg))
	}
	return Text{p}
}

func runs(arg any) Text {
	switch v := arg.(type) {
	case Piece:
		return Text{v}
	case Text:
		return v
	case Sentence:
		return Text{{Format: v}}
	case int:
		return Text{{Words: strconv.Itoa(v), Number: true}}
	case error:
		if m := (Mistake{}); errors.As(v, &m) {
			return m.text
		}
		return Heard(v.Error())
	}
	return Text{{Words: fmt.Sprint(arg)}}
}

// plural counts things: "1 story", "2 stories".
func plural(n int, one, many Sentence) Text {
	return Say("%v "+one+"|%v "+many, n)
}

// String is the text as plain English words, times as RFC 3339.
func (t Text) String() string {
	var b strings.Builder
	for _, r := range t.In(English) {
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

// strong is a sentence of our own in bold.
func strong(t Text) Text {
	for i := range t {
		t[i].Bold = true
	}
	return t
}

func typed(line string) Piece      { return Piece{Words: line, Typed: true} }
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
func lines(texts ...Text) Text { return joined(Text{{Words: "\n"}}, texts) }

// list joins texts as a reader lists things.
func list(texts ...Text) Text { return joined(Say(", "), texts) }

func joined(by Text, texts []Text) Text {
	var out Text
	for i, t := range texts {
		if i > 0 {
			out = append(out, by...)
		}
		out = append(out, t...)
	}
	return out
}
