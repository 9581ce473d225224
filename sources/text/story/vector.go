package story

import (
	"math"
	"slices"
)

// An entry is the weight of a term in an article or a story, in units of
// 1/one. Whole numbers add up to the same in any order.
type entry struct {
	term   uint32 // hash of a stem
	weight uint32
}

const one = 1 << 15

// A vector is sorted by term.
type vector []entry

// list returns the terms.
func (v vector) list() []uint32 {
	terms := make([]uint32, len(v))
	for i, e := range v {
		terms[i] = e.term
	}
	return terms
}

// length is the Euclidean length of a vector whose terms weigh as given. It
// is never 0.
func (v vector) length(weigh func(term uint32) float64) float64 {
	sum := 0.0
	for _, e := range v {
		x := float64(e.weight) * weigh(e.term)
		sum += x * x
	}
	return max(math.Sqrt(sum), 1)
}

// plus returns the sum of two vectors.
func (v vector) plus(o vector) vector {
	out := make(vector, 0, len(v)+len(o)-v.common(o))
	for len(v) > 0 && len(o) > 0 {
		switch {
		case v[0].term < o[0].term:
			out, v = append(out, v[0]), v[1:]
		case v[0].term > o[0].term:
			out, o = append(out, o[0]), o[1:]
		default:
			out = append(out, entry{v[0].term, v[0].weight + o[0].weight})
			v, o = v[1:], o[1:]
		}
	}
	return append(append(out, v...), o...)
}

// common is how many terms two vectors both have.
func (v vector) common(o vector) (n int) {
	for len(v) > 0 && len(o) > 0 {
		switch {
		case v[0].term < o[0].term:
			v = v[1:]
		case v[0].term > o[0].term:
			o = o[1:]
		default:
			v, o, n = v[1:], o[1:], n+1
		}
	}
	return n
}

// minus returns v without what plus added of o, in place.
func (v vector) minus(o vector) vector {
	out := v[:0]
	for _, e := range v {
		if len(o) > 0 && o[0].term == e.term {
			e.weight -= o[0].weight
			o = o[1:]
		}
		if e.weight > 0 {
			out = append(out, e)
		}
	}
	return out
}

// find returns the weight of a term.
func (v vector) find(term uint32) (weight uint32, ok bool) {
	i, ok := slices.BinarySearchFunc(v, term, func(e entry, t uint32) int {
		switch {
		case e.term < t:
			return -1
		case e.term > t:
			return 1
		}
		return 0
	})
	if !ok {
		return 0, false
	}
	return v[i].weight, true
}
