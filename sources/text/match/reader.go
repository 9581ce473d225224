package match

import (
	"strings"

	"newshound/sources/text"
)

// A reader matches one article at a time against an index: it finds which
// atoms the article has and where, then runs the programs that these call
// for. What it holds is only to be used again.
type reader struct {
	x       *Index
	doc     *Prepared
	pieces  []piece    // chunks of the zone that is read
	present []uint32   // atoms of the article, each once
	has     []bool     // by atom
	holds   truths     // by the codes of literals
	seen    []sighting // all places of all atoms
	likely  []likely   // pairs that the index may know
	chained bool       // first and before are filled in
	first   []uint32   // by atom: 1 + the index in seen of its last place, 0 for none
	before  []uint32   // by index in seen: the same of the place before
	touched uint64     // what touching memory ahead of its use adds up to
	title   uint32     // where the title ends
	word    uint32     // where the next word is
	unknown []unknown
	several []int64 // alerts met that are filed under several atoms
}

// A sighting is a place of an atom.
type sighting struct{ atom, word uint32 }

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
		r.has[a] = false
	}
	if r.chained {
		for _, a := range r.present {
			r.first[a] = 0
		}
	}
	copy(r.holds[:r.x.codes.next], r.x.codes.bare[:])
	r.present, r.seen, r.unknown = r.present[:0], r.seen[:0], r.unknown[:0]
	r.word, r.chained = 0, false
	if n := len(r.x.atoms.list); n > len(r.first) {
		r.first = make([]uint32, n+n/8)
		r.has = make([]bool, len(r.first))
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
	r.cut(l, s)
	for i := range r.pieces {
		p := &r.pieces[i]
		c, ok := l.chunk(p, s)
		switch {
		case ok && c.changed == r.x.atoms.changed:
			r.chunk(l, c)
		case p.end-p.start > maxChunk:
			r.long(l, s[p.start:p.end])
		default:
			r.unknown = append(r.unknown, unknown{lex: l, s: s[p.start:p.end]})
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
	head := l.said[c.reading]
	for _, s := range l.said[c.reading+1:][:head%(1<<placeShift)] {
		r.see(s%(1<<placeShift), r.word+s>>placeShift)
	}
	r.word += head >> placeShift
}

// see notes an atom at a word.
func (r *reader) see(atom, word uint32) {
	if !r.has[atom] {
		r.has[atom] = true
		r.present = append(r.present, atom)
		of := r.x.codes.of[atom]
		r.holds.set(of[0])
		r.holds.unset(of[1])
	}
	r.seen = append(r.seen, sighting{atom, word})
}

// values notes the atoms of language and site.
func (r *reader) values() {
	known := &r.x.atoms.known
	of := func(f field, s string) {
		if atom, ok := known[f][0][s]; ok && !r.in(atom) {
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

// in reports whether the article has an atom.
func (r *reader) in(atom uint32) bool { return r.has[atom] }

// is reports whether a literal holds.
func (r *reader) is(l literal) bool { return r.has[l.atom()] == (l%2 == 0) }
