package match

import "slices"

// A likely is a pair of an article that the index may know.
type likely struct {
	key  uint64
	word uint32
}

// pairs notes the pairs of words seen so far.
func (r *reader) pairs() {
	known := r.x.atoms.pairs
	if known.n == 0 {
		return
	}
	r.findLikely()
	for _, l := range r.likely {
		r.touched += known.touch(l.key)
	}
	for _, l := range r.likely {
		if both := known.find(l.key).value; both != 0 {
			r.see(both, l.word)
		}
	}
}

// findLikely looks for the pairs that the index may know.
func (r *reader) findLikely() {
	r.likely = r.likely[:0]
	var last []sighting // those at the word before
	for all := r.seen; len(all) > 0; {
		n := 1
		for n < len(all) && all[n].word == all[0].word {
			n++
		}
		if len(last) > 0 && last[0].word+1 == all[0].word {
			r.likelyOf(last, all[:n])
		}
		last, all = all[:n], all[n:]
	}
}

// likelyOf does so at two words. It does not branch on what it finds, which
// nothing could predict.
func (r *reader) likelyOf(left, right []sighting) {
	n := len(r.likely)
	room := slices.Grow(r.likely, len(left)*len(right)+1)
	room = room[:cap(room)]
	for _, first := range left {
		for _, second := range right {
			p := pair{first.atom, second.atom}
			room[n] = likely{p.key(), first.word}
			n += r.x.atoms.likely(p)
		}
	}
	r.likely = room[:n]
}
