package match

import (
	"newshound/sources/text"
)

// A compiler makes the programs of queries and files them.
type compiler struct {
	x    *Index
	id   int64
	slot uint32
	keys []uint32 // the atoms that the query is filed under, after their number
	code []uint32 // its program
}

// compile returns where the query's code is.
func (c *compiler) compile(id int64, slot uint32, n *node) uint32 {
	c.id, c.slot = id, slot
	c.keys, c.code = append(c.keys[:0], 0), c.code[:0]
	c.emit(n)
	eachAtom(c.code, c.x.atoms.use)
	c.file(c.code)
	c.keys[0] = uint32(len(c.keys) - 1)
	return c.x.code.add(append(c.keys, c.code...))
}

// emit appends a node's program.
func (c *compiler) emit(n *node) {
	start := len(c.code)
	switch n.op {
	case opTerm:
		c.emitTerm(n.term)
		return
	case opAnd:
		c.code = append(c.code, doAll)
	case opOr:
		c.code = append(c.code, doAny)
	case opNot:
		c.code = append(c.code, doNot)
	}
	for _, k := range n.kids {
		c.emit(k)
	}
	c.code[start] |= uint32(len(c.code) - start)
}

func (c *compiler) emitTerm(t *term) {
	title := uint32(0)
	if t.field == fieldTitle {
		title = inTitle
	}
	start := len(c.code)
	switch {
	case t.re != nil:
		c.code = append(c.code, doRegexp|2, uint32(len(c.x.regexps[c.slot])))
		c.x.regexps[c.slot] = append(c.x.regexps[c.slot], t)
		return
	case t.near > 0:
		c.code = append(c.code, doNear|title, uint32(t.near))
		for _, w := range t.words {
			c.code = append(c.code, c.x.atom(t.field, w))
		}
	default:
		c.code = append(c.code, doPhrase|title)
		c.phrase(t)
		if len(c.code) == start+2 && title == 0 {
			c.code = append(c.code[:start], c.code[start+1])
			return
		}
	}
	c.code[start] |= uint32(len(c.code) - start)
}

// phrase appends the atoms of a term's words, or of their pairs where there
// are several, which says all of their order but that the pairs overlap.
func (c *compiler) phrase(t *term) {
	if len(t.words) == 0 {
		c.code = append(c.code, c.x.atom(t.field, word{form: t.text}))
		return
	}
	last := c.x.atom(t.field, t.words[0])
	if len(t.words) == 1 {
		c.code = append(c.code, last)
	}
	for _, w := range t.words[1:] {
		next := c.x.atom(t.field, w)
		c.code = append(c.code, c.x.pair(pair{last, next}))
		last = next
	}
}

// atom numbers a word, and tells the lexicons of a new one.
func (x *Index) atom(f field, w word) uint32 {
	if f == fieldTitle {
		f = fieldAny
	}
	number, fresh := x.atoms.word(f, w)
	if !fresh {
		return number
	}
	x.file(number)
	if w.kind == stemWord {
		for _, l := range x.lexicons {
			if l.field == f {
				l.add(text.Stem(w.form, l.lang), number)
			}
		}
	}
	return number
}

// pair numbers two words side by side.
func (x *Index) pair(p pair) uint32 {
	number := x.atoms.together(p)
	x.file(number)
	return number
}

// file makes sure that an atom has a file.
func (x *Index) file(number uint32) {
	if int(number) == len(x.files.of) {
		x.files.of = append(x.files.of, file{})
		x.codes.add()
	}
}

// drop takes a use of an atom back.
func (x *Index) drop(number uint32) {
	if x.atoms.drop(number) {
		x.codes.drop(number)
	}
}
