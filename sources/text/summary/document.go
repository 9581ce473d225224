package summary

import (
	"strings"
	"sync"

	"newshound/sources/text"
)

// A document is one text, or several of a story, taken apart.
type document struct {
	sentences []sentence
	terms     []term
	words     int
}

// A term is a content word by its stem.
type term struct {
	count   int   // sentences that have it
	last    int32 // the last of them, plus one
	inTitle bool
	says    bool // something of what the text is about
	told    bool // by an article's first sentence
}

type sentence struct {
	text    string // without its dateline
	article int
	index   int     // among its article's
	words   int     //
	before  int     // words of its article before it
	terms   []int32 // its distinct content words, by their stems
	flaws   flaw
	plain   bool // see shape
	value   float64
}

// A reader takes texts apart, word by word.
type reader struct {
	document
	lang             string
	openers, hollows *phraseSet
	furniture        furniturePhrases
	ids              text.Numbers // of terms, by stem
	used             []int32      // the terms of all sentences
	article          int

	// Of the sentence that is being read:
	at    int    // its place among all sentences
	first int    // its first term
	parts int    // its characters of a script without spaces
	full  int    // its terms that say something
	seen  []word // its folded words
}

// pool keeps readers that are done, for their room.
var pool = sync.Pool{New: func() any { return new(reader) }}

func newReader(lang string) *reader {
	r := pool.Get().(*reader)
	r.lang, r.openers, r.hollows, r.furniture = lang, openers()[lang], hollows()[lang], furnitures()
	return r
}

// done gives a reader back; nothing of its document may be used after.
func (r *reader) done() {
	r.ids.Reset()
	clear(r.sentences)
	d := document{sentences: r.sentences[:0], terms: r.terms[:0]}
	*r = reader{document: d, ids: r.ids, used: r.used[:0], seen: r.seen[:0]}
	pool.Put(r)
}

// read adds a text to the document.
func (r *reader) read(title, body string) {
	spans := text.Sentences(body, r.lang)
	titleTerms := r.readTitle(title)
	for i, sp := range spans {
		if i < 2 {
			spans[i].Start += text.Dateline(body[sp.Start:sp.End])
		}
		r.sentences = append(r.sentences, sentence{text: body[spans[i].Start:sp.End], article: r.article, index: i})
	}
	i, before := 0, r.words
	for t := range text.Scan(body, r.lang) {
		for i < len(spans) && t.Start >= spans[i].End {
			r.finish(titleTerms, before)
			i++
		}
		if i < len(spans) && t.Start >= spans[i].Start {
			r.word(&t)
		}
	}
	for ; i < len(spans); i++ {
		r.finish(titleTerms, before)
	}
	r.headline(r.at - len(spans))
}

// headline marks the lines from the sentence at i on that are a headline: no
// sentences, and the first whole sentence after them says much of it
// again.
func (r *reader) headline(i int) {
	const most = 6
	end := i
	for end < len(r.sentences) && end < i+most && r.sentences[end].flaws&fragment != 0 {
		end++
	}
	if end == len(r.sentences) {
		return
	}
	for k := i; k < end; k++ {
		if s := &r.sentences[k]; len(s.terms) > 2 && 5*common(s.terms, r.sentences[end].terms) >= 2*len(s.terms) {
			s.flaws |= titled
		}
	}
}

// readTitle marks the title's terms, and counts them.
func (r *reader) readTitle(title string) int {
	n := 0
	for t := range text.Scan(title, r.lang) {
		if !t.Stop {
			r.terms[r.term(&t)].inTitle = true
			n++
		}
	}
	return n
}

func (r *reader) term(t *text.Token) int32 {
	id, known := r.ids.Stem(t)
	if !known {
		r.terms = append(r.terms, term{says: !r.hollows.has([]word{{t.Fold, t.FoldHash}})})
	}
	return id
}

func (r *reader) word(t *text.Token) {
	s := &r.sentences[r.at]
	r.seen = append(r.seen, word{t.Fold, t.FoldHash})
	if r.furniture.anywhere.endOf(r.seen) {
		s.flaws |= furniture
	}
	if len(r.seen) <= longest {
		s.flaws |= r.opening(s.index)
	}
	if t.Part {
		r.parts++
	}
	if t.Stop {
		return
	}
	id := r.term(t)
	if m := &r.terms[id]; m.last != int32(r.at+1) {
		m.last = int32(r.at + 1)
		m.count++
		r.used = append(r.used, id)
		if m.says {
			r.full++
		}
	}
}

// opening returns the flaws of a sentence that opens with the words seen.
func (r *reader) opening(index int) (f flaw) {
	if r.furniture.opening.has(r.seen) {
		f |= furniture
	}
	if index > 0 && r.openers.has(r.seen) {
		f |= leaning
	}
	return f
}

// finish ends the sentence that is being read, of a text before which there
// were so many words.
func (r *reader) finish(titleTerms, before int) {
	s := &r.sentences[r.at]
	s.terms = r.used[r.first:len(r.used):len(r.used)]
	sh := shapeOf(s.text)
	s.words = sh.words + r.parts/2
	s.plain = sh.plain
	if !sh.closed {
		s.flaws |= unclosed
	}
	s.before = r.words - before
	r.words += s.words
	r.judge(s, titleTerms)
	if n := len(r.seen); 0 < n && n <= longest && r.furniture.whole.has(r.seen) {
		s.flaws |= furniture
	}
	if r.full < fewTerms {
		s.flaws |= empty
	}
	r.at++
	r.first, r.full, r.parts, r.seen = len(r.used), 0, 0, r.seen[:0]
}

// A shape is what the bytes of a sentence show.
type shape struct {
	words  int // what stands between spaces
	closed bool
	plain  bool // single spaces, and no others
}

// shapeOf looks at a sentence, which has no space around it.
func shapeOf(s string) shape {
	const nbsp = "\u00a0"
	var spaces, double, quotes, brackets, marks int
	for i := range len(s) {
		switch s[i] {
		case ' ':
			spaces++
			if i > 0 && s[i-1] == ' ' {
				double++
			}
		case '\n', '\t', '\r':
			double++
		case '"':
			quotes++
		case '(':
			brackets++
		case ')':
			brackets--
		case "“"[0], "«"[0]:
			marks++
		}
	}
	sh := shape{words: spaces + 1, plain: double == 0 && (marks == 0 || !strings.Contains(s, nbsp)), closed: quotes%2 == 0 && brackets == 0}
	if !sh.plain {
		sh.words = 0
		for range strings.FieldsSeq(s) {
			sh.words++
		}
	}
	if marks > 0 {
		sh.closed = sh.closed && strings.Count(s, "“")+strings.Count(s, "„") == strings.Count(s, "”") && strings.Count(s, "«") == strings.Count(s, "»")
	}
	return sh
}
