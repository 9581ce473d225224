package summary

import "newshound/sources/text"

// A document is one text, or several of a story, taken apart.
type document struct {
	sentences []sentence
	counts    []int  // how many sentences have each term
	inTitle   []bool // whether a title has it
	words     int
}

type sentence struct {
	text    string // without its dateline
	article int
	index   int     // among its article's
	words   int     //
	before  int     // words of its article before it
	terms   []int32 // its distinct content words, by their stems
	flaws   flaw
	value   float64
}

// A reader takes texts apart, word by word.
type reader struct {
	*document
	lang             string
	openers, hollows phraseSet
	furniture        furniturePhrases
	ids              map[string]int32
	met              []int32 // the sentence that had each term last
	terms            []int32 // of all sentences
	article          int

	// Of the sentence that is being read:
	at     int // its place among all sentences
	first  int // its first term
	hollow int // its terms that say nothing
	parts  int // its characters of a script without spaces
	seen   window
}

func newReader(lang string) *reader {
	return &reader{document: &document{}, lang: lang, openers: openers()[lang], hollows: hollows()[lang], furniture: furnitures(), ids: map[string]int32{}}
}

// read adds a text to the document.
func (r *reader) read(title, body string) {
	titled := r.readTitle(title)
	spans := text.Sentences(body, r.lang)
	for i, sp := range spans {
		if i < 2 {
			spans[i].Start += datelineEnd(body[sp.Start:sp.End])
		}
		r.sentences = append(r.sentences, sentence{text: body[spans[i].Start:sp.End], article: r.article, index: i})
	}
	i, before := 0, r.words
	for t := range text.Scan(body, r.lang) {
		for i < len(spans) && t.Start >= spans[i].End {
			r.finish(titled, before)
			i++
		}
		if i < len(spans) && t.Start >= spans[i].Start {
			r.word(t)
		}
	}
	for ; i < len(spans); i++ {
		r.finish(titled, before)
	}
}

// readTitle marks the title's terms, and counts them.
func (r *reader) readTitle(title string) int {
	n := 0
	for t := range text.Scan(title, r.lang) {
		if !t.Stop {
			r.inTitle[r.term(t.Stem)] = true
			n++
		}
	}
	return n
}

func (r *reader) term(stem string) int32 {
	id, known := r.ids[stem]
	if !known {
		id = int32(len(r.ids))
		r.ids[stem] = id
		r.counts = append(r.counts, 0)
		r.inTitle = append(r.inTitle, false)
		r.met = append(r.met, -1)
	}
	return id
}

func (r *reader) word(t text.Token) {
	s := &r.sentences[r.at]
	r.seen.add(t.Fold)
	if r.seen.end(r.furniture.anywhere) || r.seen.are(r.furniture.opening) {
		s.flaws |= furniture
	}
	if s.index > 0 && r.seen.are(r.openers) {
		s.flaws |= leaning
	}
	if t.Part {
		r.parts++
	}
	if t.Stop {
		return
	}
	id := r.term(t.Stem)
	if r.met[id] != int32(r.at) {
		r.met[id] = int32(r.at)
		r.counts[id]++
		r.terms = append(r.terms, id)
		if r.seen.end(r.hollows) {
			r.hollow++
		}
	}
}

// finish ends the sentence that is being read, of a text before which there
// were so many words.
func (r *reader) finish(titled, before int) {
	s := &r.sentences[r.at]
	s.terms = r.terms[r.first:len(r.terms):len(r.terms)]
	s.words = wordsIn(s.text) + r.parts/2
	s.before = r.words - before
	r.words += s.words
	r.judge(s, titled)
	if len(s.terms)-r.hollow < fewTerms {
		s.flaws |= empty
	}
	r.at++
	r.first, r.hollow, r.parts, r.seen = len(r.terms), 0, 0, window{}
}

// wordsIn counts what stands between spaces.
func wordsIn(s string) int {
	n, in := 0, false
	for i := range len(s) {
		space := s[i] <= ' ' || s[i] == 0xA0 && i > 0 && s[i-1] == 0xC2
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}
