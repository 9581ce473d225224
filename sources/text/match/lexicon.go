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
// stemming its words.
type lexicon struct {
	lexiconKey
	stems  map[string][]uint32 // the atoms of stemWord
	short  *table[chunk]
	longer map[string]chunk // those that are no key
	words  map[string]chunk // the single words of very long ones
	many   [][]place
}

// A chunk is what was found out about a stretch of text. It is small, and
// lies in the table itself, because looking chunks up is most of the work.
type chunk struct {
	changed uint32    // atoms.changed at the time
	words   uint16    // how many
	atoms   uint16    // how many, or inMany
	first   [2]uint32 // the atoms of the first word; or an index in many
}

// inMany marks a chunk that has more atoms than it holds itself.
const inMany = 1<<16 - 1

// A place is an atom at a word of a chunk or an article.
type place struct{ word, atom uint32 }

const (
	maxChunk  = 48      // bytes; longer ones seldom repeat
	maxChunks = 200_000 // then a lexicon starts afresh: about 20 MB
)

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
	return max(l.short.n+len(l.longer)+len(l.words), len(l.many)) >= most
}

func (l *lexicon) reset() {
	l.short, l.longer, l.words, l.many = newTable[chunk](), map[string]chunk{}, map[string]chunk{}, nil
}

func (l *lexicon) add(stem string, atom uint32) { l.stems[stem] = append(l.stems[stem], atom) }

// pack makes a key of s[i:j], which has no zero in it and 16 bytes at most.
func pack(s string, i, j int) key {
	if i+16 > len(s) {
		var end [16]byte
		copy(end[:], s[i:j])
		return key{binary.LittleEndian.Uint64(end[:8]), binary.LittleEndian.Uint64(end[8:])}
	}
	b := s[i : i+16]
	k := key{word64(b[:8]), word64(b[8:])}
	if n := j - i; n <= 8 {
		return key{k[0] << (64 - 8*n) >> (64 - 8*n)}
	} else {
		return key{k[0], k[1] << (128 - 8*n) >> (128 - 8*n)}
	}
}

func word64(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// chunk returns what is known of s[i:j].
func (l *lexicon) chunk(s string, i, j int) (chunk, bool) {
	if j-i > len(key{})*8 {
		c, ok := l.longer[s[i:j]]
		return c, ok
	}
	c := l.short.find(pack(s, i, j))
	return c.value, c.key != key{}
}

func (l *lexicon) keep(s string, c chunk) {
	if len(s) > len(key{})*8 {
		l.longer[strings.Clone(s)] = c
		return
	}
	l.short.put(pack(s, 0, len(s)), c)
}

// look finds out which atoms the words of s are.
func (x *Index) look(l *lexicon, s string, toks []text.Token) chunk {
	c := chunk{changed: x.atoms.changed, words: uint16(len(toks))}
	var all []place
	for i, t := range toks {
		x.eachAtomOf(l, s[t.Start:t.End], t, func(atom uint32) {
			all = append(all, place{uint32(i), atom})
		})
	}
	if n := len(all); n > len(c.first) || n > 0 && all[n-1].word > 0 {
		c.atoms, c.first[0] = inMany, uint32(len(l.many))
		l.many = append(l.many, all)
		return c
	}
	for i, p := range all {
		c.first[i] = p.atom
	}
	c.atoms = uint16(len(all))
	return c
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
