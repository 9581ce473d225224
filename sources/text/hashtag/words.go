package hashtag

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"newshound/sources/text"
)

// A unit is a word of a text, or several joined by hyphens, without the
// case ending after an apostrophe.
type unit struct {
	text.Span
	id      int32 // of its folded form
	stop    bool
	part    bool // a character of a script without spaces
	capital bool
	opens   bool // a sentence or a title, so that its capital says nothing
	cut     bool // lacks its ending
	joined  bool // to the unit before, as the words of a phrase are
}

// A document is a title and a text taken apart.
type document struct {
	all   string // the title, a blank line, the text
	title int    // where the text starts
	news  int    // and where it does after its dateline
	lang  string
	units []unit
	ids   text.Numbers
	words []phrase       // by id; a stop word has no count
	grams map[gram]int32 // the phrase that each run of words is

	capitals bool // there are some
}

// pool keeps documents that are done, for their room.
var pool = sync.Pool{New: func() any { return &document{grams: map[gram]int32{}} }}

// done gives a document back; nothing of it may be used after.
func (d *document) done() {
	d.ids.Reset()
	clear(d.grams)
	*d = document{ids: d.ids, grams: d.grams, units: d.units[:0], words: d.words[:0]}
	pool.Put(d)
}

func read(title, body, lang string) *document {
	d := pool.Get().(*document)
	d.all, d.lang = body, lang
	if title != "" {
		d.all = title + "\n\n" + body
		d.title = len(d.all) - len(body)
	}
	d.news = d.title + text.Dateline(body)
	end := -1 // of the word before
	for t := range text.Scan(d.all, lang) {
		gap := ""
		if end >= 0 {
			gap = d.all[end:t.Start]
		}
		end = t.End
		if gap == "-" && !t.Part {
			d.hyphenate(&t)
		} else {
			d.add(&t, gap)
		}
	}
	d.hush(len(title))
	return d
}

// opening are the marks after which a capital says nothing.
const opening = ".!?…:;\n\"“„«»(‘¿¡–—•"

func (d *document) add(t *text.Token, gap string) {
	r := rune(d.all[t.Start])
	if r >= utf8.RuneSelf {
		r, _ = utf8.DecodeRuneInString(d.all[t.Start:])
	}
	id, _ := d.ids.Fold(t)
	u := unit{
		Span: t.Span, id: id, stop: t.Stop && !d.acronym(t), part: t.Part,
		capital: unicode.IsUpper(r), opens: gap != " " && strings.ContainsAny(gap, opening),
	}
	if len(d.units) == 0 {
		u.opens = true
	} else if before := d.units[len(d.units)-1]; !before.cut {
		u.joined = gap == " " || gap == "'" || gap == "’" || t.Part && before.part && gap == ""
	}
	if end := d.ending(d.all[t.Start:t.End]); end > 0 {
		u.End, u.cut = t.Start+end, true
	}
	d.units = append(d.units, u)
	d.capitals = d.capitals || u.capital
}

// acronym reports whether a stop word is written as the name that it is too,
// among words that are not all in capitals.
func (d *document) acronym(t *text.Token) bool {
	w := d.all[t.Start:t.End]
	return d.lang == "en" && (w == "IT" || w == "WHO") && len(d.units) > 0 && !d.shouted(d.units[len(d.units)-1])
}

func (d *document) shouted(u unit) bool {
	w := d.all[u.Start:u.End]
	return w == strings.ToUpper(w) && len(w) > 2
}

// ending returns where the case ending of a word starts that an apostrophe
// parts from it, or 0.
func (d *document) ending(w string) int {
	switch {
	case strings.HasSuffix(w, "'s"):
		return len(w) - len("'s")
	case strings.HasSuffix(w, "’s"):
		return len(w) - len("’s")
	case d.lang == "tr":
		return max(0, strings.LastIndexAny(w, "'’"))
	}
	return 0
}

// hyphenate adds a word to the one before.
func (d *document) hyphenate(t *text.Token) {
	u := &d.units[len(d.units)-1]
	u.End, u.stop = t.End, false
	u.id, _ = d.ids.Word(strings.ToLower(d.all[u.Start:u.End]))
}

// hush takes the capitals of a title that has nearly nothing else.
func (d *document) hush(title int) {
	capitals, small, n := 0, 0, 0
	for n < len(d.units) && d.units[n].Start < title {
		switch u := d.units[n]; {
		case u.stop:
		case u.capital:
			capitals++
		default:
			small++
		}
		n++
	}
	if capitals <= 3*small {
		return
	}
	for i := range n {
		d.units[i].capital = false
	}
}
