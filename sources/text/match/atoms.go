package match

// atoms numbers what the articles of a language are searched for: the stems
// and other forms of words that queries ask for, and the pairs of them that
// stand side by side in phrases. Atom 0 is in every article.
type atoms struct {
	known [fieldSite + 1][prefixWord + 1]map[string]uint32
	pairs *table[uint32]
	maybe [pairBits / 64]uint64 // a bit for what a pair hashes to
	stale int                   // how many pairs are gone whose bits are not
	list  []atom
	free  []uint32
	// changed counts the new words, so that what was found out about an
	// article's words before can be told from what still holds.
	changed uint32
}

// An atom is what is known of one.
type atom struct {
	uses int32 // how often programs have it
	pair pair  // or zero for a word
}

// A pair is two words, the second right after the first.
type pair struct{ first, second uint32 }

const pairBits = 1 << 21

func (p pair) key() uint64 { return uint64(p.first)<<32 | uint64(p.second) }

// hash is where a pair's bit is (Fibonacci hashing, Knuth 6.4).
func hash(pair uint64) uint64 { return pair * 0x9E3779B97F4A7C15 >> 43 }

func newAtoms() atoms { return atoms{pairs: newTable[uint32](), list: make([]atom, 1)} }

// word returns the atom of a form.
func (a *atoms) word(f field, k wordKind, form string) uint32 {
	of := a.known[f][k]
	if number, ok := of[form]; ok {
		return number
	}
	if of == nil {
		of = map[string]uint32{}
		a.known[f][k] = of
	}
	of[form] = a.add(atom{})
	a.changed++
	return of[form]
}

// together returns the atom of a pair.
func (a *atoms) together(p pair) uint32 {
	if number := a.pairs.find(p.key()).value; number != 0 {
		return number
	}
	number := a.add(atom{pair: p})
	a.pairs.put(p.key(), number)
	a.mark(p.key())
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

func (a *atoms) mark(pair uint64) { a.maybe[hash(pair)/64] |= 1 << (hash(pair) % 64) }

// likely is 1 if there may be an atom of a pair, else 0.
func (a *atoms) likely(pair uint64) int {
	h := hash(pair)
	return int(a.maybe[h/64] >> (h % 64) & 1)
}

// drop takes a use back; a pair without any goes, and drop says so.
func (a *atoms) drop(number uint32) (gone bool) {
	t := &a.list[number]
	if t.uses--; t.uses > 0 || t.pair == (pair{}) {
		return false
	}
	a.pairs.delete(t.pair.key())
	a.free = append(a.free, number)
	if a.stale++; a.stale > pairBits/16 {
		a.remark()
	}
	return true
}

// remark leaves only the bits of pairs that there are.
func (a *atoms) remark() {
	a.stale = 0
	clear(a.maybe[:])
	for _, s := range a.pairs.slots {
		if s.key != 0 {
			a.mark(s.key)
		}
	}
}
