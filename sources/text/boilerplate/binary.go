package boilerplate

import (
	"encoding/binary"
	"math"
)

// Stored habits are a version, the items, and each table of counters: how
// many, and each one's hash and count.
const (
	version = 1
	number  = 4 // bytes
)

// Bytes are the habits as Parse reads them, at most 4 KB.
func (h *Habits) Bytes() []byte {
	if h.items == 0 {
		return nil
	}
	out := binary.LittleEndian.AppendUint32([]byte{version}, math.Float32bits(h.items))
	for _, c := range []counters{h.sentences, h.stems} {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(c)))
		for _, id := range c.sorted() {
			out = binary.LittleEndian.AppendUint32(out, id)
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(c[id]))
		}
	}
	return out
}

// Parse reads what Bytes wrote. Of anything else it makes habits that know
// nothing: they are soon learned again.
func Parse(b []byte) *Habits {
	if len(b) == 0 || b[0] != version {
		return &Habits{}
	}
	r := reader{b[1:], true}
	h := &Habits{items: math.Float32frombits(r.next())}
	for _, c := range []*counters{&h.sentences, &h.stems} {
		*c = counters{}
		for range r.next() {
			if !r.ok {
				break
			}
			id := r.next()
			(*c)[id] = math.Float32frombits(r.next())
		}
	}
	if !r.ok {
		return &Habits{}
	}
	return h
}

type reader struct {
	rest []byte
	ok   bool // nothing was missing so far
}

func (r *reader) next() (n uint32) {
	if len(r.rest) < number {
		r.ok = false
		return 0
	}
	n, r.rest = binary.LittleEndian.Uint32(r.rest), r.rest[number:]
	return n
}
