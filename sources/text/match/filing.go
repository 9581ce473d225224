package match

import (
	"math"
	"slices"
)

// A file has the alerts that cannot do without an atom and are looked at when
// an article has it.
type file struct {
	alone []int64 // ids of alerts that ask for nothing else
	more  *filed  // nil for none
}

// A filed is what a file has of alerts that ask for more.
type filed struct {
	needs    [][2]uint32 // atoms that must be there too, or with absent must not; 0 for none
	postings []posting   // the alerts with these needs
}

// A posting is an alert that asks for more than the atom that it is filed
// under.
type posting struct {
	id    int64
	slot  uint32
	shape shape
}

// absent marks an atom that must not be there.
const absent uint32 = 1 << 31

// A shape says what it takes beyond the atoms: nothing; or that they stand
// side by side, each so far behind the one that the alert is filed under; or
// what only the program tells.
type shape struct {
	verify  bool
	phrase  bool
	several bool // it is filed under several atoms, so it may be met twice
	behind  [2]int8
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
			c.post(key, [2]uint32{}, s)
		}
		return
	}
	slices.SortFunc(n.all, c.rarer)
	key, rest := n.all[0], append(n.all[1:], n.none...)
	s.verify = n.more || len(rest) > 2
	var two [2]uint32
	copy(two[:], rest)
	c.post(key, two, s)
}

func (c *compiler) filePhrase(atoms []uint32, s shape) {
	own := 0
	for i := range atoms {
		if c.rarer(atoms[i], atoms[own]) < 0 {
			own = i
		}
	}
	s.phrase = true
	var need [2]uint32
	k := 0
	for i, a := range atoms {
		if i != own {
			need[k], s.behind[k] = a, int8(i-own)
			k++
		}
	}
	c.post(atoms[own], need, s)
}

func (c *compiler) rarer(a, b uint32) int {
	return int(c.x.atoms.list[a].uses) - int(c.x.atoms.list[b].uses)
}

func (c *compiler) post(key uint32, need [2]uint32, s shape) {
	f := &c.x.files[key]
	c.keys = append(c.keys, key)
	if need == [2]uint32{} && s == (shape{}) {
		f.alone = append(f.alone, c.id)
		return
	}
	if f.more == nil {
		f.more = &filed{}
	}
	f.more.needs = append(f.more.needs, need)
	f.more.postings = append(f.more.postings, posting{c.id, c.slot, s})
}

// unfile takes an alert out of a file.
func (f *file) unfile(id int64) {
	if i := slices.Index(f.alone, id); i >= 0 {
		f.alone = cutOut(f.alone, i)
	}
	m := f.more
	if m == nil {
		return
	}
	for i := len(m.postings) - 1; i >= 0; i-- {
		if m.postings[i].id == id {
			m.needs, m.postings = cutOut(m.needs, i), cutOut(m.postings, i)
		}
	}
	if len(m.postings) == 0 {
		f.more = nil
	}
}

// cutOut removes s[i] by moving the last in its place.
func cutOut[T any](s []T, i int) []T {
	last := len(s) - 1
	s[i] = s[last]
	return s[:last]
}

// needs are the atoms that a program cannot do without, those, marked absent,
// that it cannot do with, and whether there is more to it.
type needs struct {
	all, none []uint32
	more      bool
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
			return needs{none: []uint32{code[1] | absent}}
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
