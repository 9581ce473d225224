package match

import (
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
	several []int64 // alerts met that are filed under several atoms
}

// A sighting is a place of an atom, with the index in seen of the one before.
type sighting struct{ atom, word, before uint32 }

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
	r.see(0, 0)
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
	r.pairs()
	r.values()
	return len(r.unknown) == 0
}

func (r *reader) clear() {
	for _, a := range r.present {
		r.first[a] = 0
		r.has[a/64] = 0
	}
	r.present, r.seen, r.unknown, r.word = r.present[:0], r.seen[:0], r.unknown[:0], 0
	if n := len(r.x.atoms.list); n > len(r.first) {
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
		} else if c, ok := l.chunk(s, start, i); ok && c.changed == r.x.atoms.changed {
			r.chunk(l, c)
		} else {
			r.unknown = append(r.unknown, unknown{lex: l, s: s[start:i]})
		}
	}
}

// long reads a chunk that is not kept, word by word.
func (r *reader) long(l *lexicon, s string) {
	for t := range text.Scan(s, l.lang) {
		w := s[t.Start:t.End]
		if c, ok := l.words[w]; ok && c.changed == r.x.atoms.changed {
			r.chunk(l, c)
			continue
		}
		t.Span = text.Span{Start: 0, End: len(w)}
		r.unknown = append(r.unknown, unknown{lex: l, s: w, long: true, toks: []text.Token{t}})
	}
}

func (r *reader) chunk(l *lexicon, c chunk) {
	switch c.atoms {
	case 0:
	case inMany:
		for _, p := range l.many[c.first[0]] {
			r.see(p.atom, r.word+p.word)
		}
	case 2:
		r.see(c.first[1], r.word)
		fallthrough
	default:
		r.see(c.first[0], r.word)
	}
	r.word += uint32(c.words)
}

// see notes an atom at a word.
func (r *reader) see(atom, word uint32) {
	before := r.first[atom]
	if before == 0 {
		r.present = append(r.present, atom)
		r.has[atom/64] |= 1 << (atom % 64)
	}
	r.seen = append(r.seen, sighting{atom, word, before})
	r.first[atom] = uint32(len(r.seen))
}

// pairs notes the pairs of words seen so far.
func (r *reader) pairs() {
	if r.x.atoms.pairs.n == 0 {
		return
	}
	all := r.seen
	var last []sighting // those at the word before
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].word == all[i].word {
			j++
		}
		if len(last) > 0 && last[0].word+1 == all[i].word {
			r.pairsOf(last, all[i:j])
		}
		last, i = all[i:j], j
	}
}

func (r *reader) pairsOf(left, right []sighting) {
	for _, a := range left {
		for _, b := range right {
			if both := r.x.atoms.paired(pair{a.atom, b.atom}); both != 0 {
				r.see(both, a.word)
			}
		}
	}
}

// values notes the atoms of language and site.
func (r *reader) values() {
	known := &r.x.atoms.known
	of := func(f field, s string) {
		if atom, ok := known[f][0][s]; ok && r.first[atom] == 0 {
			r.see(atom, r.word)
		}
	}
	of(fieldLang, r.doc.lang)
	if len(known[fieldSite][0]) == 0 {
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
		if l.full(r.x.maxChunks) {
			l.reset()
		}
	}
	for _, u := range r.unknown {
		switch {
		case u.lex == nil:
			if r.x.lexicons[u.key] == nil {
				r.x.newLexicon(u.key)
			}
		case u.long:
			u.lex.words[strings.Clone(u.s)] = r.x.look(u.lex, u.s, u.toks)
		default:
			u.lex.keep(u.s, r.x.look(u.lex, u.s, text.Tokens(u.s, u.lex.lang)))
		}
	}
}

// match appends the ids of the queries that the article answers, in no order.
func (r *reader) match(ids []int64) []int64 {
	r.several = r.several[:0]
	for _, atom := range r.present {
		f := &r.x.files[atom]
		ids = append(ids, f.alone...)
		if f.more != nil {
			ids = r.filed(ids, atom, f.more)
		}
	}
	slices.Sort(r.several)
	return append(ids, slices.Compact(r.several)...)
}

// filed appends those of the alerts filed under an atom that the article
// answers.
func (r *reader) filed(ids []int64, atom uint32, f *filed) []int64 {
	for i, need := range f.needs {
		if r.in(need[0])&r.in(need[1]) == 0 {
			continue
		}
		p := &f.postings[i]
		switch {
		case p.shape != shape{} && !r.shaped(p, need, atom):
		case p.shape.several:
			r.several = append(r.several, p.id)
		default:
			ids = append(ids, p.id)
		}
	}
	return ids
}

// in is 1 if an atom is in the article, or not if it is to be absent.
func (r *reader) in(atom uint32) uint64 {
	a := atom &^ absent
	return (r.has[a/64]>>(a%64) ^ uint64(atom>>31)) & 1
}
