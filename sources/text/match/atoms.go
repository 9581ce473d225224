package match

// atoms numbers the words that queries ask for, and the pairs of words that
// stand side by side in their phrases. Atom 0 is in every article. A word
// keeps its number for good: the words of people's queries are few.
type atoms struct {
	// known has the words by field, fieldAny standing for the title too, and
	// by kind of word, which for lang and site is 0.
	known [fieldSite + 1][prefixWord + 1]map[string]uint32
	pairs *table[uint32]
	maybe [pairBits / 64]uint64 // a bit for what a pair hashes to
	list  []atom
	free  []uint32
	// changed counts the new words, so that what was found out about an
	// article's words before can be told from what still holds.
	changed uint32
}

// An atom is what is known of one.
type atom struct {
	uses uint32 // how many programs have it
	pair pair   // or zero for a word
}

// A pair is two words, the second right after the first.
type pair struct{ first, second uint32 }

const pairBits = 1 << 21

func (p pair) key() uint64 { return uint64(p.first)<<32 | uint64(p.second) }

// bit is what a pair hashes to (Fibonacci hashing, Knuth 6.4).
func (p pair) bit() uint32 {
	return uint32(p.key() * 0x9E3779B97F4A7C15 >> 43)
}

func newAtoms() atoms { return atoms{pairs: newTable[uint32](), list: make([]atom, 1)} }

// word returns the atom of a word, and whether it is a new one.
func (a *atoms) word(f field, w word) (number uint32, fresh bool) {
	of := a.known[f][w.kind]
	if number, ok := of[w.form]; ok {
		return number, false
	}
	if of == nil {
		of = map[string]uint32{}
		a.known[f][w.kind] = of
	}
	number = a.add(atom{})
	of[w.form] = number
	a.changed++
	return number, true
}

// together returns the atom of a pair.
func (a *atoms) together(p pair) uint32 {
	if number := a.pairs.find(p.key()).value; number != 0 {
		return number
	}
	number := a.add(atom{pair: p})
	a.pairs.put(p.key(), number)
	a.maybe[p.bit()/64] |= 1 << (p.bit() % 64)
	return number
}

func (a *atoms) add(t atom) uint32 {
	if n := len(a.free); n > 0 {
		number := a.free[n-1]
		a.free = a.free[:n-1]
		a.list[number] = t
		return number
	}
	a.list = append(a.list, t)
	return uint32(len(a.list) - 1)
}

// likely is 1 if there may be an atom of a pair, else 0.
func (a *atoms) likely(p pair) int {
	bit := p.bit()
	return int(a.maybe[bit/64] >> (bit % 64) & 1)
}

func (a *atoms) use(number uint32) { a.list[number].uses++ }

// drop takes a use back; a pair without any goes, and drop says so.
func (a *atoms) drop(number uint32) (gone bool) {
	t := &a.list[number]
	if t.uses--; t.uses > 0 || t.pair == (pair{}) {
		return false
	}
	a.pairs.delete(t.pair.key())
	a.free = append(a.free, number)
	return true
}
