package match

// atoms numbers what the articles of a language are searched for: the stems
// and other forms of words that queries ask for, and phrases of them. A phrase
// is a pair: of all of its words but the last, and the last. Atom 0 is in every
// article.
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
	uses   int32 // how often programs have it
	longer int32 // how many pairs begin with it
	pair   pair  // or zero for a word
}

// A pair is a word or a phrase and the word right after it.
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
	a.list[p.first].longer++
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

// drop takes a use back. A pair without any goes, unless a longer one begins
// with it; then what it begins with may go too. gone is told of each.
func (a *atoms) drop(number uint32, gone func(uint32)) {
	a.list[number].uses--
	for t := &a.list[number]; t.uses == 0 && t.longer == 0 && t.pair != (pair{}); t = &a.list[number] {
		gone(number)
		a.pairs.delete(t.pair.key())
		a.free = append(a.free, number)
		if a.stale++; a.stale > pairBits/16 {
			a.remark()
		}
		number, t.pair = t.pair.first, pair{}
		a.list[number].longer--
	}
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
