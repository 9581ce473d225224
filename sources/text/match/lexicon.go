package match

import (
	"strings"

	"newshound/sources/text"
)

// A lexiconKey says whose words a lexicon has: those of one field in articles
// of one language.
type lexiconKey struct {
	field field
	lang  string
}

// A lexicon knows which atoms the words of articles are. It keeps the chunks
// that it has met, that is what stands between two spaces, since those of the
// news repeat: looking one up is much cheaper than splitting, folding and
// stemming its words.
type lexicon struct {
	lexiconKey
	stems  map[string][]uint32 // the atoms of stemWord
	chunks map[string]*chunk
	words  map[string]*chunk // the single words of long chunks
}

// A chunk is what was found out about a stretch of text.
type chunk struct {
	words   []met
	atoms   []place // of its words
	changed uint32  // atoms.changed when the atoms were looked up
}

// A met is a word of an article.
type met struct{ raw, fold, stem string }

// A place is an atom at a word of a chunk or an article.
type place struct{ word, atom uint32 }

const (
	maxChunk  = 48      // bytes; longer ones seldom repeat
	maxChunks = 200_000 // then a lexicon starts afresh: about 40 MB
)

// lexicon returns that of a field and a language, nil when there is none yet.
func (x *Index) lexicon(f field, lang string) *lexicon {
	return x.lexicons[lexiconKey{f, lang}]
}

// newLexicon makes a lexicon that knows all atoms of its field.
func (x *Index) newLexicon(k lexiconKey) *lexicon {
	l := &lexicon{lexiconKey: k, stems: map[string][]uint32{}}
	for form, atom := range x.atoms.known[atomKind{k.field, stemWord}] {
		l.add(text.Stem(form, k.lang), atom)
	}
	x.lexicons[k] = l
	l.reset()
	return l
}

func (l *lexicon) full() bool { return len(l.chunks)+len(l.words) >= maxChunks }

func (l *lexicon) reset() {
	l.chunks, l.words = map[string]*chunk{}, map[string]*chunk{}
}

func (l *lexicon) add(stem string, atom uint32) { l.stems[stem] = append(l.stems[stem], atom) }

// learn looks a chunk up, whose words are given or else still to be split.
func (x *Index) learn(l *lexicon, in map[string]*chunk, s string, toks []text.Token) {
	c := in[s]
	if c == nil {
		c = &chunk{}
		s = strings.Clone(s)
		in[s] = c
		for _, t := range toks {
			c.words = append(c.words, met{s[t.Start:t.End], t.Fold, t.Stem})
		}
	}
	c.atoms, c.changed = c.atoms[:0], x.atoms.changed
	for i, w := range c.words {
		x.eachAtomOf(l, w, func(atom uint32) {
			c.atoms = append(c.atoms, place{uint32(i), atom})
		})
	}
}

// eachAtomOf visits the atoms that a word is.
func (x *Index) eachAtomOf(l *lexicon, w met, visit func(uint32)) {
	for _, atom := range l.stems[w.stem] {
		visit(atom)
	}
	of := func(k wordKind, form string) {
		if atom, ok := x.atoms.known[atomKind{l.field, k}][form]; ok {
			visit(atom)
		}
	}
	of(exactWord, exactForm(w.raw))
	if initials(w.raw) {
		of(initialWord, w.fold)
	}
	if prefixes := x.atoms.known[atomKind{l.field, prefixWord}]; len(prefixes) > 0 {
		for n := 1; n <= len(w.fold); n++ {
			of(prefixWord, w.fold[:n])
		}
	}
}
