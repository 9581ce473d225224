package match

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

func newFiles() files {
	return files{of: make([]file, 1), alone: newLists[short](), more: newLists[more](), hard: newLists[hard]()}
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
