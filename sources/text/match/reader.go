package match

import (
	"encoding/binary"
	"slices"
	"strings"

	"newshound/sources/text"
)

// A reader matches one article at a time against a tongue: it finds which
// atoms the article has and where, then what is filed under them. What it
// holds is only to be used again.
type reader struct {
	x       *Index
	t       *tongue
	doc     *Prepared
	text    []byte     // the zone that is read
	edges   []uint32   // where its chunks begin and end
	short   []named    // its chunks of up to 8 bytes
	longer  []uint32   // the others, by number
	says    []reading  // by chunk
	seen    []sighting // all places of all atoms
	heads   []head     // of which phrases may begin
	likely  []likely   // phrases that there may be
	present []uint32   // atoms of the article, each once
	has     []byte     // by atom: 1 if it is present
	holds   truths     // by the codes of literals
	chained bool       // first and before are filled in
	first   []uint32   // by atom: 1 + the index in seen of its last place, 0 for none
	before  []uint32   // by index in seen: the same of the place before
	touched uint64     // what touching memory ahead of its use adds up to
	title   uint32     // where the title ends
	word    uint32     // where the next word is
	unknown []unknown
	several []int64  // alerts met that are filed under several atoms
	atoms   []uint32 // of the words of one operator
}

// A named chunk is its window's first half, and its number in the zone.
type named struct {
	key    uint64
	number uint32
}

// A sighting is a place of an atom.
type sighting struct{ atom, word uint32 }

// An unknown is something that the index has to learn before it can read the
// article.
type unknown struct {
	lex  *lexicon
	s    string
	toks []text.Token // of a single word of a long chunk
}

// maxChunk is how many bytes a chunk has that is kept; longer ones seldom
// repeat, and are read word by word.
const (
	maxChunk           = 48
	wordByWord reading = 1<<32 - 1
)

// read finds the atoms of an article. It fails when there is something
// unknown, and leaves that to learn.
func (r *reader) read(d *Prepared) bool {
	r.clear()
	r.doc = d
	r.seen = append(r.seen, sighting{})
	r.zone(fieldAny, d.doc.Title)
	r.title = r.word
	r.word += maxNear + 1
	r.zone(fieldAny, d.doc.Text)
	r.zone(fieldSource, d.doc.Source)
	r.zone(fieldAuthor, d.doc.Author)
	for _, tag := range d.doc.Tags {
		r.zone(fieldTag, tag)
		r.word++
	}
	if len(r.unknown) > 0 {
		return false
	}
	r.phrases()
	r.values()
	r.tally()
	return true
}

func (r *reader) clear() {
	for _, a := range r.present {
		r.has[a] = 0
	}
	if r.chained {
		for _, a := range r.present {
			r.first[a] = 0
		}
	}
	r.present, r.seen, r.unknown = r.present[:0], r.seen[:0], r.unknown[:0]
	r.word, r.chained = 0, false
	if n := len(r.t.atoms.list); n > len(r.first) {
		r.first = make([]uint32, n+n/8)
		r.has = make([]byte, len(r.first))
	}
}

// zone reads a stretch of text: cuts it into chunks, looks them up, and notes
// the atoms that they are.
func (r *reader) zone(f field, s string) {
	if len(s) == 0 {
		return
	}
	l := r.t.lexicons[f]
	r.cut(s)
	r.sort()
	for _, c := range r.short {
		found := l.short.find(c.key)
		r.says[c.number] = found.value.reading
		if found.key == 0 || found.value.changed != r.t.atoms.changed {
			r.miss(l, r.chunk(s, c.number))
		}
	}
	for _, i := range r.longer {
		r.says[i] = r.lookLonger(l, i, s)
	}
	r.see(l, s)
}

// sort parts the short chunks from the others. It does not branch on which
// they are, which nothing could predict.
func (r *reader) sort() {
	n := len(r.edges) / 2
	r.says = slices.Grow(r.says[:0], n)[:n]
	r.short = slices.Grow(r.short[:0], n)[:n]
	r.longer = slices.Grow(r.longer[:0], n)[:n]
	short, longer := 0, 0
	for i := range n {
		start, end := r.edges[2*i], r.edges[2*i+1]
		size := end - start
		first := binary.LittleEndian.Uint64(r.text[start:]) & lowest[min(size, 8)]
		r.short[short] = named{first, uint32(i)}
		r.longer[longer] = uint32(i)
		isLonger := int((8 - int64(size)) >> 63 & 1)
		longer += isLonger
		short += 1 - isLonger
	}
	r.short, r.longer = r.short[:short], r.longer[:longer]
}

func (r *reader) chunk(s string, number uint32) string {
	return s[r.edges[2*number]:r.edges[2*number+1]]
}

// miss notes a chunk that the lexicon does not know.
func (r *reader) miss(l *lexicon, s string) { r.unknown = append(r.unknown, unknown{lex: l, s: s}) }

// lookLonger is what a chunk of more than 8 bytes says.
func (r *reader) lookLonger(l *lexicon, number uint32, s string) reading {
	at := r.text[r.edges[2*number]:]
	s = r.chunk(s, number)
	w := window{binary.LittleEndian.Uint64(at), binary.LittleEndian.Uint64(at[8:]) & lowest[max(min(len(s), 16)-8, 0)]}
	c, ok := l.find(w, s)
	switch {
	case ok && c.changed == r.t.atoms.changed:
	case len(s) > maxChunk:
		return wordByWord
	default:
		r.miss(l, s)
	}
	return c.reading
}

// see notes the atoms of a zone's chunks at their words.
func (r *reader) see(l *lexicon, s string) {
	n := len(r.seen)
	seen := slices.Grow(r.seen, len(r.says)+1)
	seen = seen[:cap(seen)]
	word := r.word
	for i, say := range r.says {
		if say < elsewhere {
			seen[n] = sighting{uint32(say), word}
			n += int(-say >> 31) // unless it is 0
			word++
			continue
		}
		r.seen, r.word = seen[:n], word
		if say == wordByWord {
			r.long(l, r.chunk(s, uint32(i)))
		} else {
			r.said(l, say)
		}
		n, word = len(r.seen), r.word
		seen = slices.Grow(r.seen, len(r.says)-i)
		seen = seen[:cap(seen)]
	}
	r.seen, r.word = seen[:n], word
}

// long reads a chunk that is not kept, word by word.
func (r *reader) long(l *lexicon, s string) {
	for t := range text.Scan(s, l.lang) {
		w := s[t.Start:t.End]
		if c, ok := l.words[w]; ok && c.changed == r.t.atoms.changed {
			r.said(l, c.reading)
			continue
		}
		t.Span = text.Span{Start: 0, End: len(w)}
		r.unknown = append(r.unknown, unknown{l, w, []text.Token{t}})
	}
}

// said notes the atoms of one chunk.
func (r *reader) said(l *lexicon, say reading) {
	if say < elsewhere {
		if say != 0 {
			r.seen = append(r.seen, sighting{uint32(say), r.word})
		}
		r.word++
		return
	}
	said := l.said[say&^elsewhere:]
	for _, a := range said[1:][:said[0]%(1<<placeShift)] {
		r.seen = append(r.seen, sighting{a % (1 << placeShift), r.word + a>>placeShift})
	}
	r.word += said[0] >> placeShift
}

// values notes the atoms of language and site.
func (r *reader) values() {
	known := &r.t.atoms.known
	of := func(f field, s string) {
		if atom, ok := known[f][0][s]; ok {
			r.seen = append(r.seen, sighting{atom, r.word})
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

// tally notes which atoms are present, and what literals hold then.
func (r *reader) tally() {
	n := 0
	present := slices.Grow(r.present, len(r.seen))[:len(r.seen)]
	for _, s := range r.seen {
		present[n] = s.atom
		n += int(1 - r.has[s.atom])
		r.has[s.atom] = 1
	}
	r.present = present[:n]
	codes := &r.t.codes
	copy(r.holds[:codes.next], codes.bare[:])
	for _, atom := range r.present {
		of := codes.of[atom]
		r.holds.set(of[0])
		r.holds.unset(of[1])
	}
}

// learn makes known what read did not know.
func (r *reader) learn() {
	for _, l := range r.t.lexicons {
		if l.full(r.x.maxChunks) {
			l.reset()
		}
	}
	for _, u := range r.unknown {
		if u.toks != nil {
			u.lex.words[strings.Clone(u.s)] = r.t.look(u.lex, u.s, u.toks)
		} else {
			u.lex.keep(u.s, r.t.look(u.lex, u.s, text.Tokens(u.s, u.lex.lang)))
		}
	}
}

// in reports whether the article has an atom.
func (r *reader) in(atom uint32) bool { return r.has[atom] != 0 }

// is reports whether a literal holds.
func (r *reader) is(l literal) bool { return r.in(l.atom()) == (l%2 == 0) }
