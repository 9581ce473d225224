package match

import (
	"math"
	"slices"
)

// A file has the alerts that cannot do without an atom and are looked at when
// an article has it.
type file struct {
	alone list // of alerts that ask for nothing else
	more  list // of those that ask for one or two literals more
	hard  list // of the others
}

// files are by atom, with what their lists hold.
type files struct {
	of    []file
	alone lists[short]
	more  lists[more]
	hard  lists[hard]
}

// A more is an alert with two literals that must hold too.
type more uint64

func newMore(id short, a, b code) more { return more(uint32(id))<<32 | more(b)<<16 | more(a) }

func (m more) id() short             { return short(m >> 32) }
func (m more) literals() (a, b code) { return code(m), code(m >> 16) }

// A hard is an alert with two literals that must hold, and what else it takes.
type hard struct {
	a, b literal
	ref  ref
}

// A ref is an alert that is filed as a hard one: its slot and shape.
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
			c.post(key, 0, 0, s)
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
	c.post(n.all[0], two[0], two[1], s)
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
	c.post(atoms[own], two[0], two[1], s)
}

func (c *compiler) rarer(a, b uint32) int {
	return int(c.x.atoms.list[a].uses) - int(c.x.atoms.list[b].uses)
}

func (c *compiler) post(key uint32, a, b literal, s shape) {
	x := c.x
	c.keys = append(c.keys, key)
	f, id := &x.files.of[key], x.short(c.id, c.slot)
	first, known := x.codes.code(a)
	second, both := x.codes.code(b)
	switch {
	case s != shape{} || !known || !both:
		x.files.hard.push(&f.hard, hard{a, b, s.ref(c.slot)})
	case a != 0:
		x.files.more.push(&f.more, newMore(id, first, second))
	default:
		x.files.alone.push(&f.alone, id)
	}
}

// unfile takes an alert out of a file.
func (x *Index) unfile(key uint32, id short, slot uint32) {
	f, files := &x.files.of[key], &x.files
	if i := slices.Index(files.alone.of(f.alone), id); i >= 0 {
		files.alone.cut(&f.alone, i)
		return
	}
	if i := slices.IndexFunc(files.more.of(f.more), func(m more) bool { return m.id() == id }); i >= 0 {
		files.more.cut(&f.more, i)
		return
	}
	for i := int(f.hard.n) - 1; i >= 0; i-- {
		if files.hard.of(f.hard)[i].ref.slot() == slot {
			files.hard.cut(&f.hard, i)
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
