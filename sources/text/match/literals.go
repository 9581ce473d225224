package match

// A literal is an atom that must be in the article, or must not. Literal 0
// always holds.
type literal uint32

func has(atom uint32) literal    { return literal(2 * atom) }
func hasNot(atom uint32) literal { return literal(2*atom + 1) }

func (l literal) atom() uint32 { return uint32(l / 2) }

// A code is the short number of a literal that alerts ask for, so that two of
// them and an id fit into eight bytes, and what holds of them all into the
// fastest cache.
type code uint16

// Code 0 is of what always holds, and code 1 of what nobody asks for.
const (
	always code = iota
	unasked
	firstCode
)

// codes are the codes of literals.
type codes struct {
	of   [][2]code // by atom: that it is there, and that it is not
	next int
	free []code
	bare truths // what holds in an article without a word
}

// truths has 1 for each code that holds, else 0.
type truths [1 << 16]byte

func (t *truths) set(c code)   { t[c] = 1 }
func (t *truths) unset(c code) { t[c] = 0 }

func newCodes() codes {
	c := codes{next: int(firstCode)}
	c.bare.set(always)
	c.add()
	return c
}

// add makes room for an atom.
func (c *codes) add() { c.of = append(c.of, [2]code{always, unasked}) }

// code returns a literal's code; ok is false when all are taken.
func (c *codes) code(l literal) (number code, ok bool) {
	if l == 0 {
		return always, true
	}
	at := &c.of[l.atom()][l%2]
	if *at >= firstCode {
		return *at, true
	}
	if n := len(c.free); n > 0 {
		*at, c.free = c.free[n-1], c.free[:n-1]
	} else if c.next < 1<<16 {
		*at = code(c.next)
		c.next++
	} else {
		return 0, false
	}
	if l%2 == 1 {
		c.bare.set(*at)
	}
	return *at, true
}

// drop takes an atom's codes back.
func (c *codes) drop(atom uint32) {
	for _, number := range c.of[atom] {
		if number >= firstCode {
			c.free = append(c.free, number)
			c.bare.unset(number)
		}
	}
	c.of[atom] = [2]code{always, unasked}
}
