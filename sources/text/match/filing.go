package match

import (
	"math"
	"slices"
)

// A file has the alerts that cannot do without an atom and are looked at when
// an article has it.
type file struct {
	alone list // ids of alerts that ask for nothing else
	more  list // needed and id of each that asks for more, and no more than that
	hard  list // needed and ref of each other
}

// A needed is two literals that must hold too.
type needed int64

// A literal is an atom that must be in the article, or must not. Literal 0
// always holds.
type literal uint32

func has(atom uint32) literal    { return literal(2 * atom) }
func hasNot(atom uint32) literal { return literal(2*atom + 1) }

func (l literal) atom() uint32 { return uint32(l / 2) }

func both(a, b literal) needed            { return needed(a) | needed(b)<<32 }
func (n needed) literals() (a, b literal) { return literal(n), literal(n >> 32) }

// A ref is an alert whose literals are not all: its slot and shape.
type ref int64

// A shape says what it takes beyond the literals: nothing; or that they are
// atoms side by side, each so far behind the one that the alert is filed under; or
// what only the program tells.
type shape struct {
	verify  bool
	phrase  bool
	several bool // it is filed under several atoms, so it may be met twice
	behind  [2]int8
}

func (s shape) ref(slot uint32) ref {
	r := ref(slot) | ref(uint8(s.behind[0]))<<32 | ref(uint8(s.behind[1]))<<40
	for i, set := range [...]bool{s.verify, s.phrase, s.several} {
		if set {
			r |= 1 << (48 + i)
		}
	}
	return r
}

func (r ref) slot() uint32 { return uint32(r) }

func (r ref) shape() shape {
	return shape{r>>48&1 != 0, r>>49&1 != 0, r>>50&1 != 0, [2]int8{int8(r >> 32), int8(r >> 40)}}
}

// file puts the alert under the rarest atom that its program needs; where the
// program is an OR, under one of each side.
func (c *compiler) file(code []uint32) {
	if code[0]&doMask != doAny {
		c.fileOne(code, shape{})
		return
	}
	for kids := code[1:size(code)]; len(kids) > 0; kids = kids[size(kids):] {
		c.fileOne(kids[:size(kids)], shape{several: true})
	}
}

func (c *compiler) fileOne(code []uint32, s shape) {
	if n := len(code) - 1; code[0]&^lengthMask == doPhrase && n <= 3 {
		c.filePhrase(code[1:], s)
		return
	}
	n := need(code)
	if len(n.all) == 0 {
		s.verify, s.several = true, true
		keys, _ := c.anchors(code)
		for _, key := range keys {
			c.post(key, 0, s)
		}
		return
	}
	slices.SortFunc(n.all, c.rarer)
	var two [2]literal
	k := copy(two[:], n.none)
	for _, a := range n.all[1:] {
		if k < len(two) {
			two[k] = has(a)
		}
		k++
	}
	s.verify = n.more || len(n.none)+len(n.all) > 3
	c.post(n.all[0], both(two[0], two[1]), s)
}

func (c *compiler) filePhrase(atoms []uint32, s shape) {
	own := 0
	for i := range atoms {
		if c.rarer(atoms[i], atoms[own]) < 0 {
			own = i
		}
	}
	s.phrase = true
	var two [2]literal
	k := 0
	for i, a := range atoms {
		if i != own {
			two[k], s.behind[k] = has(a), int8(i-own)
			k++
		}
	}
	c.post(atoms[own], both(two[0], two[1]), s)
}

func (c *compiler) rarer(a, b uint32) int {
	return int(c.x.atoms.list[a].uses) - int(c.x.atoms.list[b].uses)
}

func (c *compiler) post(key uint32, n needed, s shape) {
	f, l := &c.x.files[key], &c.x.lists
	c.keys = append(c.keys, key)
	switch {
	case s != shape{}:
		l.push(&f.hard, int64(n), int64(s.ref(c.slot)))
	case n != 0:
		l.push(&f.more, int64(n), c.id)
	default:
		l.push(&f.alone, c.id)
	}
}

// unfile takes an alert out of a file.
func (x *Index) unfile(key uint32, id int64, slot uint32) {
	f, l := &x.files[key], &x.lists
	if i := slices.Index(l.of(f.alone), id); i >= 0 {
		l.cut(&f.alone, i, 1)
		return
	}
	for i := int(f.more.n) - 2; i >= 0; i -= 2 {
		if l.of(f.more)[i+1] == id {
			l.cut(&f.more, i, 2)
			return
		}
	}
	for i := int(f.hard.n) - 2; i >= 0; i -= 2 {
		if ref(l.of(f.hard)[i+1]).slot() == slot {
			l.cut(&f.hard, i, 2)
		}
	}
}

// needs are the atoms that a program cannot do without, that there are
// some that it cannot do with, and whether there is more to it.
type needs struct {
	all  []uint32
	none []literal
	more bool
}

func need(code []uint32) needs {
	switch code[0] & doMask {
	case doAtom:
		return needs{all: []uint32{code[0]}}
	case doPhrase:
		return needs{all: slices.Clone(code[1:size(code)]), more: true}
	case doNear:
		return needs{all: slices.Clone(code[2:size(code)]), more: true}
	case doNot:
		if code[1]&doMask == doAtom {
			return needs{none: []literal{hasNot(code[1])}}
		}
	case doAll:
		var n needs
		for kids := code[1:size(code)]; len(kids) > 0; kids = kids[size(kids):] {
			k := need(kids)
			n.all, n.none, n.more = append(n.all, k.all...), append(n.none, k.none...), n.more || k.more
		}
		return n
	}
	return needs{more: true}
}

// What anchors costs where there is no atom: more than any number of uses, and
// a program of many expressions still less than one without an anchor.
const (
	costRegexp = 1 << 34
	costNone   = 1 << 48
)

// anchors are atoms of which a program takes at least one, those with the
// fewest uses in all. An expression takes none, so it is tried on every
// article.
func (c *compiler) anchors(code []uint32) (keys []uint32, cost int) {
	switch code[0] & doMask {
	case doNot:
		return nil, costNone
	case doRegexp:
		return []uint32{0}, costRegexp
	case doAny:
		for kids := code[1:size(code)]; len(kids) > 0; kids = kids[size(kids):] {
			more, price := c.anchors(kids)
			keys, cost = append(keys, more...), cost+price
		}
		return keys, cost
	case doAll:
		cost = math.MaxInt
		for kids := code[1:size(code)]; len(kids) > 0; kids = kids[size(kids):] {
			if more, price := c.anchors(kids); price < cost {
				keys, cost = more, price
			}
		}
		return keys, cost
	}
	key := slices.MinFunc(need(code).all, c.rarer)
	return []uint32{key}, int(c.x.atoms.list[key].uses)
}
