package summary

import (
	"newshound/sources/text"
)

// A document is a text taken apart.
type document struct {
	body, lang string
	sentences  []sentence
	counts     []float64 // of each term
	inTitle    []bool    // of each term
	words      int
}

// A sentence of a document. Its span is without its dateline.
type sentence struct {
	text.Span
	words  int
	before int     // words of the text before it
	terms  []int32 // its distinct content words, by their stems
	flaws  flaw
	value  float64
}

// A reading goes through a text's words, sentence by sentence.
type reading struct {
	*document
	ids     map[string]int32
	met     []int32 // the sentence that each term was met in last
	terms   []int32 // of all sentences
	title   map[string]bool
	openers phraseSet
	at      int // the sentence that the word is in
	first   int // its first term
	parts   int // its characters of a script without spaces
	seen    window
}

func read(title, body, lang string) *document {
	d := &document{body: body, lang: lang}
	r := reading{document: d, ids: map[string]int32{}, title: stemsOf(title, lang), openers: openers()[lang]}
	for _, sp := range text.Sentences(body, lang) {
		d.sentences = append(d.sentences, sentence{Span: sp})
	}
	for i := range min(2, len(d.sentences)) {
		s := &d.sentences[i]
		s.Start += datelineEnd(body[s.Start:s.End])
	}
	for t := range text.Scan(body, lang) {
		for r.at < len(d.sentences) && t.Start >= d.sentences[r.at].End {
			r.finish()
		}
		if r.at == len(d.sentences) {
			break
		}
		if t.Start >= d.sentences[r.at].Start {
			r.word(t)
		}
	}
	for r.at < len(d.sentences) {
		r.finish()
	}
	return d
}

func (r *reading) word(t text.Token) {
	s := &r.sentences[r.at]
	r.seen.add(t.Fold)
	if r.seen.ends(furnitures()) {
		s.flaws |= furniture
	}
	if r.seen.n <= longest && r.seen.are(r.openers) {
		s.flaws |= leaning
	}
	if t.Part {
		r.parts++
	}
	if t.Stop {
		return
	}
	id, known := r.ids[t.Stem]
	if !known {
		id = int32(len(r.ids))
		r.ids[t.Stem] = id
		r.counts = append(r.counts, 0)
		r.inTitle = append(r.inTitle, r.title[t.Stem])
		r.met = append(r.met, -1)
	}
	r.counts[id]++
	if r.met[id] != int32(r.at) {
		r.met[id] = int32(r.at)
		r.terms = append(r.terms, id)
	}
}

// finish ends the sentence that the words were in.
func (r *reading) finish() {
	s := &r.sentences[r.at]
	s.terms = r.terms[r.first:len(r.terms):len(r.terms)]
	s.words = wordsIn(r.body[s.Start:s.End]) + r.parts/2
	s.before = r.words
	r.words += s.words
	r.judge(s, len(r.title))
	r.at++
	r.first, r.parts, r.seen = len(r.terms), 0, window{}
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
