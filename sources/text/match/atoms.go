package match

// An atomKind is where an atom is looked for, and how; the field is fieldAny
// for the title too. lang and site have no kind of word.
type atomKind struct {
	field field
	kind  wordKind
}

// atoms numbers the words that queries ask for. Atom 0 is in every article.
// A word keeps its number for good: the words of people's queries are few.
type atoms struct {
	known map[atomKind]map[string]uint32
	uses  []uint32 // by atom: how many programs have it
	// changed counts the new atoms, so that what was found out about an
	// article's words before can be told from what still holds.
	changed uint32
}

// number returns the atom of a word, and whether it is a new one.
func (a *atoms) number(k atomKind, form string) (atom uint32, fresh bool) {
	of := a.known[k]
	if of == nil {
		of = map[string]uint32{}
		a.known[k] = of
	}
	if atom, ok := of[form]; ok {
		return atom, false
	}
	atom = uint32(len(a.uses))
	of[form] = atom
	a.uses = append(a.uses, 0)
	a.changed++
	return atom, true
}

// forget takes a program's uses of atoms back.
func (a *atoms) forget(program []uint32) {
	eachAtom(program, func(atom uint32) { a.uses[atom]-- })
}
