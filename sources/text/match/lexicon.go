package match

import (
	"encoding/binary"
	"strings"

	"newshound/sources/text"
)

// A lexicon knows which atoms the words of a field are. It keeps the chunks
// that it has met, that is what stands between two spaces, since those of the
// news repeat: looking one up is much cheaper than splitting, folding and
// stemming its words. Looking chunks up is most of the work of reading, so
// what is looked at is small.
type lexicon struct {
	field  field
	lang   string
	short  *table[chunk]     // chunks of up to 8 bytes
	long   *table[longChunk] // of up to 15 bytes
	longer map[string]chunk  // the others
	words  map[string]chunk  // the single words of very long ones
	said   []uint32          // readings, one after the other
	same   map[string]uint32 // where in said
}

// A chunk is what was found out about a stretch of text.
type chunk struct {
	changed uint32 // atoms.changed at the time
	reading reading
}

// A longChunk has the second half of its window, since the key is not all of
// it.
type longChunk struct {
	second uint64
	chunk
}

// A reading is what a chunk says. Most are one word, and the reading is its
// atom, or 0 for none. That of others is said elsewhere: how many words they
// have and how many atoms, then each atom, with its word in the upper bits.
type reading uint32

const elsewhere reading = 1 << 31 // the other bits are the index in said

// placeShift is where in said a word begins. No kept chunk has 64 words, as
// it has no 64 bytes, nor is any index to have 64 million atoms.
const placeShift = 26

const maxChunks = 200_000 // then a lexicon starts afresh: about 20 MB

func newLexicon(f field, lang string) *lexicon {
	l := &lexicon{field: f, lang: langOf(f, lang)}
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

// find returns what is known of a chunk of more than 8 bytes.
func (l *lexicon) find(w window, s string) (chunk, bool) {
	if len(s) < 16 {
		if c := l.long.find(w.key()); c.key != 0 && c.value.second == w.second {
			return c.value.chunk, true
		}
	}
	c, ok := l.longer[s]
	return c, ok
}

func (l *lexicon) keep(s string, c chunk) {
	switch w := windowOf(s); {
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
func (t *tongue) look(l *lexicon, s string, toks []text.Token) chunk {
	said := []uint32{0}
	for i, tok := range toks {
		t.eachAtomOf(l, s[tok.Start:tok.End], tok, func(atom uint32) {
			said = append(said, uint32(i)<<placeShift|atom)
		})
	}
	said[0] = uint32(len(toks))<<placeShift | uint32(len(said)-1)
	switch {
	case len(toks) == 1 && len(said) == 1:
		return chunk{t.atoms.changed, 0}
	case len(toks) == 1 && len(said) == 2:
		return chunk{t.atoms.changed, reading(said[1])}
	}
	return chunk{t.atoms.changed, elsewhere | reading(l.say(said))}
}

// say returns where in said something is.
func (l *lexicon) say(words []uint32) uint32 {
	var key []byte
	for _, w := range words {
		key = binary.LittleEndian.AppendUint32(key, w)
	}
	at, ok := l.same[string(key)]
	if !ok {
		at = uint32(len(l.said))
		l.said = append(l.said, words...)
		l.same[string(key)] = at
	}
	return at
}

// eachAtomOf visits the atoms that a word is.
func (t *tongue) eachAtomOf(l *lexicon, raw string, tok text.Token, visit func(uint32)) {
	known := &t.atoms.known[l.field]
	of := func(k wordKind, form string) {
		if atom, ok := known[k][form]; ok {
			visit(atom)
		}
	}
	of(stemWord, tok.Stem)
	of(exactWord, exactForm(raw))
	if initials(raw) {
		of(initialWord, tok.Fold)
	}
	if len(known[prefixWord]) > 0 {
		for n := 1; n <= len(tok.Fold); n++ {
			of(prefixWord, tok.Fold[:n])
		}
	}
}
