package match

// A likely is a pair of an article that the index may know.
type likely struct {
	pair pair
	word uint32
}

// pairs notes the pairs of words seen so far.
func (r *reader) pairs() {
	if r.x.atoms.pairs.n == 0 {
		return
	}
	r.likely = r.likely[:0]
	all := r.seen
	var last []sighting // those at the word before
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].word == all[i].word {
			j++
		}
		if len(last) > 0 && last[0].word+1 == all[i].word {
			r.pairsOf(last, all[i:j])
		}
		last, i = all[i:j], j
	}
	for _, l := range r.likely {
		if both := r.x.atoms.pairs.find(l.pair.key()).value; both != 0 {
			r.see(both, l.word)
		}
	}
}

func (r *reader) pairsOf(left, right []sighting) {
	a := &r.x.atoms
	for _, first := range left {
		for _, second := range right {
			p := pair{first.atom, second.atom}
			if a.likely(p) {
				r.touched += a.pairs.touch(p.key())
				r.likely = append(r.likely, likely{p, first.word})
			}
		}
	}
}
