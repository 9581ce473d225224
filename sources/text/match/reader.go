package match

import (
	"math/bits"
	"slices"
	"strings"

	"newshound/sources/text"
)

// A reader matches one article at a time against an index: it finds which
// atoms the article has and where, then runs the programs that these call
// for. What it holds is only to be used again.
type reader struct {
	x       *Index
	doc     *Prepared
	present []uint32   // atoms of the article, each once
	has     []uint64   // the same, as a set
	first   []uint32   // by atom: 1 + the index in seen of its last place, 0 for none
	seen    []sighting // all places of all atoms
	title   uint32     // where the title ends
	word    uint32     // where the next word is
	unknown []unknown
	hits    set
}

// A sighting is a place of an atom, with the index in seen of the one before.
type sighting struct{ word, before uint32 }

// An unknown is something that the index has to learn before it can read the
// article.
type unknown struct {
	key  lexiconKey
	lex  *lexicon
	s    string
	toks []text.Token
	long bool // a single word of a long chunk
}

// read finds the atoms of an article. It fails when there is something
// unknown, and leaves that to learn.
func (r *reader) read(d *Prepared) bool {
	r.clear()
	r.doc = d
	r.see(0)
	r.zone(fieldAny, d.lang, d.doc.Title)
	r.title = r.word
	r.word += maxNear + 1
	r.zone(fieldAny, d.lang, d.doc.Text)
	r.zone(fieldSource, "", d.doc.Source)
	r.zone(fieldAuthor, "", d.doc.Author)
	for _, tag := range d.doc.Tags {
		r.zone(fieldTag, d.lang, tag)
		r.word++
	}
	r.values()
	return len(r.unknown) == 0
}

func (r *reader) clear() {
	for _, a := range r.present {
		r.first[a] = 0
		r.has[a/64] = 0
	}
	r.present, r.seen, r.unknown, r.word = r.present[:0], r.seen[:0], r.unknown[:0], 0
	if n := len(r.x.atoms.uses); n > len(r.first) {
		r.first = make([]uint32, n+n/8)
		r.has = make([]uint64, len(r.first)/64+1)
	}
}

// zone reads a stretch of text, chunk by chunk.
func (r *reader) zone(f field, lang, s string) {
	if len(s) == 0 {
		return
	}
	key := lexiconKey{f, lang}
	l := r.x.lexicons[key]
	if l == nil {
		r.unknown = append(r.unknown, unknown{key: key})
		return
	}
	for i := 0; i < len(s); {
		if s[i] <= ' ' {
			i++
			continue
		}
		start := i
		for i < len(s) && s[i] > ' ' {
			i++
		}
		if i-start > maxChunk {
			r.long(l, s[start:i])
		} else if c := l.chunks[s[start:i]]; c != nil && c.changed == r.x.atoms.changed {
			r.chunk(c)
		} else {
			r.unknown = append(r.unknown, unknown{lex: l, s: s[start:i]})
		}
	}
}

// long reads a chunk that is not kept, word by word.
func (r *reader) long(l *lexicon, s string) {
	for t := range text.Scan(s, l.lang) {
		w := s[t.Start:t.End]
		if c := l.words[w]; c != nil && c.changed == r.x.atoms.changed {
			r.chunk(c)
			continue
		}
		t.Span = text.Span{Start: 0, End: len(w)}
		r.unknown = append(r.unknown, unknown{lex: l, s: w, long: true, toks: []text.Token{t}})
	}
}

func (r *reader) chunk(c *chunk) {
	for _, p := range c.atoms {
		r.word += p.word
		r.see(p.atom)
		r.word -= p.word
	}
	r.word += uint32(len(c.words))
}

// see notes an atom at the current word.
func (r *reader) see(atom uint32) {
	if r.first[atom] == 0 {
		r.present = append(r.present, atom)
		r.has[atom/64] |= 1 << (atom % 64)
	}
	r.seen = append(r.seen, sighting{r.word, r.first[atom]})
	r.first[atom] = uint32(len(r.seen))
}

// values notes the atoms of language and site.
func (r *reader) values() {
	known := r.x.atoms.known
	of := func(f field, s string) {
		if atom, ok := known[atomKind{field: f}][s]; ok && r.first[atom] == 0 {
			r.see(atom)
		}
	}
	of(fieldLang, r.doc.lang)
	if len(known[atomKind{field: fieldSite}]) == 0 {
		return
	}
	for rest := r.doc.site; rest != ""; {
		of(fieldSite, rest)
		var label string
		label, rest, _ = strings.Cut(rest, ".")
		of(fieldSite, label)
	}
}

// learn makes known what read did not know.
func (r *reader) learn() {
	for _, l := range r.x.lexicons {
		if l.full() {
			l.reset()
		}
	}
	for _, u := range r.unknown {
		l, in := u.lex, map[string]*chunk(nil)
		switch {
		case l == nil:
			if r.x.lexicon(u.key.field, u.key.lang) == nil {
				r.x.newLexicon(u.key)
			}
			continue
		case u.long:
			in = l.words
		default:
			in = l.chunks
			u.toks = text.Tokens(u.s, l.lang)
		}
		r.x.learn(l, in, u.s, u.toks)
	}
}

// match collects the ids of the queries that the article answers.
func (r *reader) match() []int64 {
	r.hits.grow(len(r.x.ids))
	for _, atom := range r.present {
		f := &r.x.files[atom]
		for _, slot := range f.alone {
			r.hits.add(slot)
		}
		for i := range f.postings {
			p := &f.postings[i]
			if r.in(p.need[0])&r.in(p.need[1]) != 0 && r.shaped(p, atom) {
				r.hits.add(p.slot)
			}
		}
	}
	if r.hits.n == 0 {
		return nil
	}
	ids := r.hits.drain(make([]int64, 0, r.hits.n), r.x.ids)
	if !slices.IsSorted(ids) {
		slices.Sort(ids)
	}
	return ids
}

// in is 1 if an atom is in the article, or not if it is to be absent.
func (r *reader) in(atom uint32) uint64 {
	a := atom &^ absent
	return (r.has[a/64]>>(a%64) ^ uint64(atom>>31)) & 1
}

// A set holds alerts and gives them in order.
type set struct {
	n     int      // at least how many there are
	words []uint64 // a bit an alert
	some  []uint64 // a bit a word that has one
}

func (s *set) grow(n int) {
	if n > 64*len(s.words) {
		s.words = make([]uint64, (n+n/8)/64+1)
		s.some = make([]uint64, len(s.words)/64+1)
	}
}

func (s *set) add(i uint32) {
	s.n++
	s.words[i/64] |= 1 << (i % 64)
	s.some[i/64/64] |= 1 << (i / 64 % 64)
}

// drain empties the set and appends what its members stand for, in order.
func (s *set) drain(out, values []int64) []int64 {
	for i, some := range s.some {
		for ; some != 0; some &= some - 1 {
			j := i*64 + bits.TrailingZeros64(some)
			for word := s.words[j]; word != 0; word &= word - 1 {
				out = append(out, values[j*64+bits.TrailingZeros64(word)])
			}
			s.words[j] = 0
		}
		s.some[i] = 0
	}
	s.n = 0
	return out
}
