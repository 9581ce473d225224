package match

// A likely is a pair of an article that the index may know.
type likely struct {
	key  uint64
	word uint32
}

// pairs notes the pairs of words seen so far.
func (r *reader) pairs() {
	known := r.t.atoms.pairs
	if known.n == 0 {
		return
	}
	r.findLikely()
	for _, l := range r.likely {
		if both := known.find(l.key).value; both != 0 {
			r.seen = append(r.seen, sighting{both, l.word})
		}
	}
}

// findLikely looks for the pairs that the index may know. It does not branch
// on what it finds, which nothing could predict.
func (r *reader) findLikely() {
	n, room := 0, r.likely[:cap(r.likely)]
	for i, first := range r.seen {
		for _, second := range r.seen[i+1:] {
			if second.word > first.word+1 {
				break
			}
			if second.word == first.word {
				continue
			}
			if n == len(room) {
				room = append(room, make([]likely, n+64)...)
			}
			key := pair{first.atom, second.atom}.key()
			room[n] = likely{key, first.word}
			n += r.t.atoms.likely(key)
		}
	}
	r.likely = room[:n]
}
