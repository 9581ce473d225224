package hashtag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newshound/sources/text"
)

// A unit is a word of a text, or several joined by hyphens.
type unit struct {
	text.Span
	id      int32 // of its folded form
	stop    bool
	part    bool // a character of a script without spaces
	capital bool
	opens   bool // first of a sentence, so that its capital says nothing
	joined  bool // only a space before it, as between the words of a phrase
	title   bool
}

// A document is a text taken apart into units.
type document struct {
	body  string // title and text
	lang  string
	units []unit
	forms []string // folded forms by id
	ids   map[string]int32
}

func read(title, body, lang string) *document {
	d := &document{body: body, lang: lang, ids: map[string]int32{}}
	end := 0
	if title != "" {
		d.body = title + "\n\n" + body
		end = len(title)
	}
	d.units = make([]unit, 0, len(d.body)/6)
	before := -1 // where the unit before ended
	for t := range text.Scan(d.body, lang) {
		gap := ""
		if before >= 0 {
			gap = d.body[before:t.Start]
		}
		before = t.End
		n := len(d.units) - 1
		if gap == "-" && n >= 0 && !t.Part {
			u := &d.units[n]
			u.End, u.stop = t.End, false
			u.id = d.id(d.forms[u.id] + "-" + t.Fold)
			continue
		}
		r, _ := utf8.DecodeRuneInString(d.body[t.Start:])
		d.units = append(d.units, unit{
			Span: t.Span, id: d.id(t.Fold), stop: t.Stop, part: t.Part,
			capital: unicode.IsUpper(r),
			opens:   n < 0 || opens(gap),
			joined:  gap == " " || t.Part && gap == "" && n >= 0,
			title:   t.Start < end,
		})
	}
	return d
}

func (d *document) id(fold string) int32 {
	id, known := d.ids[fold]
	if !known {
		id = int32(len(d.forms))
		d.ids[fold] = id
		d.forms = append(d.forms, fold)
	}
	return id
}

// opens reports whether what stands between two words ends a sentence.
func opens(gap string) bool { return strings.ContainsAny(gap, ".!?:\n\"“«") }
