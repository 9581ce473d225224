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
// stemming its words. Looking chunks up is most of the work of reading, so
// what is looked at is small.
type lexicon struct {
	lexiconKey
	stems  map[string][]uint32 // the atoms of stemWord
	short  *table[chunk]       // chunks of up to 8 bytes
	long   *table[longChunk]   // of up to 15 bytes
	longer map[string]chunk    // the others
	words  map[string]chunk    // the single words of very long ones
	reads  []reading           // what chunks say
	same   map[reading]uint32  // where in reads
	many   [][]place
}

// A chunk is what was found out about a stretch of text.
type chunk struct {
	changed uint32 // atoms.changed at the time
	reading uint32 // index in reads
}

// A longChunk has the second half of its window, since the key is not all of
// it.
type longChunk struct {
	second uint64
	chunk
}

// A reading is what a chunk says, often the same as another.
type reading struct {
	words uint16    // how many
	atoms uint16    // how many, or inMany
	first [2]uint32 // the atoms of the first word; or an index in many
}

// inMany marks a reading that has more atoms than it holds itself.
const inMany = 1<<16 - 1

// A place is an atom at a word of a chunk or an article.
type place struct{ word, atom uint32 }

const maxChunks = 200_000 // then a lexicon starts afresh: about 20 MB

// newLexicon makes a lexicon that knows all atoms of its field.
func (x *Index) newLexicon(k lexiconKey) *lexicon {
	l := &lexicon{lexiconKey: k, stems: map[string][]uint32{}}
	for form, atom := range x.atoms.known[k.field][stemWord] {
		l.add(text.Stem(form, k.lang), atom)
	}
	x.lexicons[k] = l
	l.reset()
	return l
}

func (l *lexicon) full(most int) bool {
	return max(l.short.n+l.long.n+len(l.longer)+len(l.words), len(l.many)) >= most
}

func (l *lexicon) reset() {
	l.short, l.long = newTable[chunk](), newTable[longChunk]()
	l.longer, l.words = map[string]chunk{}, map[string]chunk{}
	l.reads, l.same, l.many = nil, map[reading]uint32{}, nil
}

func (l *lexicon) add(stem string, atom uint32) { l.stems[stem] = append(l.stems[stem], atom) }

// chunk returns what is known of a piece of s.
func (l *lexicon) chunk(p *piece, s string) (chunk, bool) {
	if p.window.second == 0 && p.window.first != 0 {
		c := l.short.find(p.window.first)
		return c.value, c.key != 0
	}
	if p.window != (window{}) {
		if c := l.long.find(p.window.key()); c.value.second == p.window.second {
			return c.value.chunk, true
		}
	}
	c, ok := l.longer[s[p.start:p.end]]
	return c, ok
}

func (l *lexicon) keep(s string, c chunk) {
	switch w := lastWindow([]byte(s[:min(len(s), 16)])); {
	case len(s) <= 8:
		l.short.put(w.first, c)
	case len(s) < 16 && l.fits(w):
		l.long.put(w.key(), longChunk{w.second, c})
	default:
		l.longer[strings.Clone(s)] = c
	}
}

// fits reports whether no other long chunk has the window's key.
func (l *lexicon) fits(w window) bool {
	s := l.long.find(w.key())
	return w.key() != 0 && (s.key == 0 || s.value.second == w.second)
}

// look finds out which atoms the words of s are.
func (x *Index) look(l *lexicon, s string, toks []text.Token) chunk {
	var all []place
	for i, t := range toks {
		x.eachAtomOf(l, s[t.Start:t.End], t, func(atom uint32) {
			all = append(all, place{uint32(i), atom})
		})
	}
	r := reading{words: uint16(len(toks)), atoms: uint16(len(all))}
	if n := len(all); n > len(r.first) || n > 0 && all[n-1].word > 0 {
		r.atoms, r.first[0] = inMany, uint32(len(l.many))
		l.many = append(l.many, all)
	} else {
		for i, p := range all {
			r.first[i] = p.atom
		}
	}
	return chunk{x.atoms.changed, l.read(r)}
}

// read numbers a reading.
func (l *lexicon) read(r reading) uint32 {
	number, ok := l.same[r]
	if !ok {
		number = uint32(len(l.reads))
		l.reads = append(l.reads, r)
		l.same[r] = number
	}
	return number
}

// eachAtomOf visits the atoms that a word is.
func (x *Index) eachAtomOf(l *lexicon, raw string, t text.Token, visit func(uint32)) {
	for _, atom := range l.stems[t.Stem] {
		visit(atom)
	}
	of := func(k wordKind, form string) {
		if atom, ok := x.atoms.known[l.field][k][form]; ok {
			visit(atom)
		}
	}
	of(exactWord, exactForm(raw))
	if initials(raw) {
		of(initialWord, t.Fold)
	}
	if prefixes := x.atoms.known[l.field][prefixWord]; len(prefixes) > 0 {
		for n := 1; n <= len(t.Fold); n++ {
			of(prefixWord, t.Fold[:n])
		}
	}
}
