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
type ref uint64

// A shape says what it takes beyond the literals.
type shape struct {
	verify  bool // what only the program tells
	several bool // nothing, but it is filed under several atoms, so it may be met twice
}

func (s shape) ref(slot uint32) ref {
	r := ref(slot)
	for i, set := range [...]bool{s.verify, s.several} {
		if set {
			r |= 1 << (32 + i)
		}
	}
	return r
}

func (r ref) slot() uint32 { return uint32(r) }

func (r ref) shape() shape { return shape{r>>32&1 != 0, r>>33&1 != 0} }
