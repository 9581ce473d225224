package match

import "math"

// verify runs an alert's program on the article.
func (r *reader) verify(slot uint32) bool { return r.run(slot, r.x.program(slot)) }

func (r *reader) run(slot uint32, code []uint32) bool {
	switch code[0] & doMask {
	case doWord:
		return r.in(r.t.of[code[0]])
	case doNot:
		return !r.run(slot, code[1:])
	case doAll, doAny:
		any := code[0]&doMask == doAny
		for kids := code[1:size(code)]; len(kids) > 0; kids = kids[size(kids):] {
			if r.run(slot, kids) == any {
				return any
			}
		}
		return !any
	case doPhrase:
		return r.phrase(r.atomsOf(code[1:size(code)]), r.end(code[0]))
	case doNear:
		return r.near(r.atomsOf(code[2:size(code)]), code[1], r.end(code[0]))
	}
	return r.expression(r.x.regexps[slot][code[1]])
}

func (r *reader) atomsOf(words []uint32) []uint32 {
	r.atoms = r.atoms[:0]
	for _, w := range words {
		r.atoms = append(r.atoms, r.t.of[w])
	}
	return r.atoms
}

// end is where the words end that an operator looks at.
func (r *reader) end(op uint32) uint32 {
	if op&inTitle != 0 {
		return r.title
	}
	return math.MaxUint32
}

func (r *reader) expression(t *term) bool {
	return t.re.MatchString(r.doc.doc.Title) ||
		t.field == fieldAny && t.re.MatchString(r.doc.doc.Text)
}

// last returns 1 + the index in seen of an atom's last place, 0 for none.
func (r *reader) last(atom uint32) uint32 {
	if !r.chained {
		r.chained = true
		r.before = r.before[:0]
		for i, s := range r.seen {
			r.before = append(r.before, r.first[s.atom])
			r.first[s.atom] = uint32(i + 1)
		}
	}
	return r.first[atom]
}

// places goes through an atom's places, the last one first, while visit
// wants more.
func (r *reader) places(atom uint32, visit func(word uint32) bool) {
	for i := r.last(atom); i != 0; i = r.before[i-1] {
		if !visit(r.seen[i-1].word) {
			return
		}
	}
}

// at reports whether a word is the atom.
func (r *reader) at(atom, word uint32) bool {
	for i := r.last(atom); i != 0; i = r.before[i-1] {
		if r.seen[i-1].word <= word {
			return r.seen[i-1].word == word
		}
	}
	return false
}

// phrase reports whether the atoms stand side by side before the end.
func (r *reader) phrase(atoms []uint32, end uint32) (found bool) {
	r.places(atoms[0], func(word uint32) bool {
		found = word+uint32(len(atoms)) <= end
		for k := 1; found && k < len(atoms); k++ {
			found = r.at(atoms[k], word+uint32(k))
		}
		return !found
	})
	return found
}

// near reports whether the atoms stand in any order, each in a place of its
// own, none further than distance from another, before the end.
func (r *reader) near(atoms []uint32, distance, end uint32) (found bool) {
	for _, first := range atoms {
		r.places(first, func(word uint32) bool {
			found = r.within(atoms, word, min(word+distance+1, end))
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// within reports whether each of the atoms has a place from word on and
// before the end.
func (r *reader) within(atoms []uint32, word, end uint32) bool {
	var taken [maxWords]uint32
	for k, atom := range atoms {
		at := end
		r.places(atom, func(w uint32) bool {
			if w >= word && w < at && !contains(taken[:k], w) {
				at = w
			}
			return w > word
		})
		if at == end {
			return false
		}
		taken[k] = at
	}
	return true
}

func contains(words []uint32, w uint32) bool {
	for _, x := range words {
		if x == w {
			return true
		}
	}
	return false
}
