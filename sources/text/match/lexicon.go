package match

import (
	"encoding/binary"
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
	said   []uint32            // what chunks say, one after the other
	same   map[string]uint32   // where in said
}

// A chunk is what was found out about a stretch of text.
type chunk struct {
	changed uint32 // atoms.changed at the time
	reading uint32 // index in said
}

// A longChunk has the second half of its window, since the key is not all of
// it.
type longChunk struct {
	second uint64
	chunk
}

// A reading is what a chunk says, often the same as another: how many words it
// has and how many atoms, then each atom. In the upper bits of an atom is the
// word of the chunk that it is.
type reading []uint32

// placeShift is where a reading's words begin. No kept chunk has 64 words, as
// it has no 64 bytes, nor is any index to have 64 million atoms.
const placeShift = 26

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
	return max(l.short.n+l.long.n+len(l.longer)+len(l.words), len(l.said)/8) >= most
}

func (l *lexicon) reset() {
	l.short, l.long = newTable[chunk](), newTable[longChunk]()
	l.longer, l.words = map[string]chunk{}, map[string]chunk{}
	l.said, l.same = nil, map[string]uint32{}
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
	said := reading{0}
	for i, t := range toks {
		x.eachAtomOf(l, s[t.Start:t.End], t, func(atom uint32) {
			said = append(said, uint32(i)<<placeShift|atom)
		})
	}
	said[0] = uint32(len(toks))<<placeShift | uint32(len(said)-1)
	return chunk{x.atoms.changed, l.keepReading(said)}
}

// keepReading returns where in said a reading is.
func (l *lexicon) keepReading(r reading) uint32 {
	var key []byte
	for _, w := range r {
		key = binary.LittleEndian.AppendUint32(key, w)
	}
	at, ok := l.same[string(key)]
	if !ok {
		at = uint32(len(l.said))
		l.said = append(l.said, r...)
		l.same[string(key)] = at
	}
	return at
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
