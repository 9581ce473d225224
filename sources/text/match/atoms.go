package match

// atoms numbers the words that queries ask for. Atom 0 is in every article.
// A word keeps its number for good: the words of people's queries are few.
type atoms struct {
	// known has them by field, fieldAny standing for the title too, and by
	// kind of word, which for lang and site is 0.
	known [fieldSite + 1][prefixWord + 1]map[string]uint32
	uses  []uint32 // by atom: how many programs have it
	// changed counts the new atoms, so that what was found out about an
	// article's words before can be told from what still holds.
	changed uint32
}

// number returns the atom of a word, and whether it is a new one.
func (a *atoms) number(f field, w word) (atom uint32, fresh bool) {
	of := a.known[f][w.kind]
	if atom, ok := of[w.form]; ok {
		return atom, false
	}
	if of == nil {
		of = map[string]uint32{}
		a.known[f][w.kind] = of
	}
	atom = uint32(len(a.uses))
	of[w.form] = atom
	a.uses = append(a.uses, 0)
	a.changed++
	return atom, true
}

// forget takes a program's uses of atoms back.
func (a *atoms) forget(program []uint32) {
	eachAtom(program, func(atom uint32) { a.uses[atom]-- })
}
