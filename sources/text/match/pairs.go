package match

// A head is a word or a phrase that the article has, of which longer phrases
// may begin.
type head struct {
	atom uint32
	word uint32 // where it begins
	last uint32 // the index in seen of its last word
}

// A likely is a head that there may be, by its pair.
type likely struct {
	key        uint64
	word, last uint32
}

// phrases notes the phrases of the words seen: those of two words, then those
// that begin with one of them, until there are no longer ones.
func (r *reader) phrases() {
	known := r.t.atoms.pairs
	if known.n == 0 {
		return
	}
	r.heads = r.heads[:0]
	for i, s := range r.seen {
		r.heads = append(r.heads, head{s.atom, s.word, uint32(i)})
	}
	words := r.seen
	for len(r.heads) > 0 {
		r.findLikely(words)
		r.heads = r.heads[:0]
		for _, l := range r.likely {
			if atom := known.find(l.key).value; atom != 0 {
				r.heads = append(r.heads, head{atom, l.word, l.last})
				r.seen = append(r.seen, sighting{atom, l.word})
			}
		}
	}
}

// findLikely looks for the pairs that there may be of the heads. It does not
// branch on what it finds, which nothing could predict.
func (r *reader) findLikely(words []sighting) {
	n, room := 0, r.likely[:cap(r.likely)]
	for _, h := range r.heads {
		here := words[h.last].word
		for i := h.last + 1; int(i) < len(words) && words[i].word <= here+1; i++ {
			if words[i].word == here {
				continue
			}
			if n == len(room) {
				room = append(room, make([]likely, n+64)...)
			}
			key := pair{h.atom, words[i].atom}.key()
			room[n] = likely{key, h.word, i}
			n += r.t.atoms.likely(key)
		}
	}
	r.likely = room[:n]
}
