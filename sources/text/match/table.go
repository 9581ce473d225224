package match

import "math/rand/v2"

// A key is up to sixteen bytes, then zeros.
type key [2]uint64

// A table is a hash table of keys to values that lie beside them, so that a
// look costs one cache line: linear probing, at most half full, deletion by
// shifting back (Knuth, The Art of Computer Programming 3, 6.4, algorithm R).
// The zero key is not in it. The hash is multiplicative, with multipliers that
// nobody outside can know.
type table[V any] struct {
	mul   key
	shift uint8
	n     int
	slots []slot[V]
}

type slot[V any] struct {
	key   key
	value V
}

func newTable[V any]() *table[V] {
	const bits = 4
	return &table[V]{mul: key{rand.Uint64() | 1, rand.Uint64() | 1}, shift: 64 - bits, slots: make([]slot[V], 1<<bits)}
}

func (t *table[V]) home(k key) int { return int((k[0]*t.mul[0] + k[1]*t.mul[1]) >> t.shift) }

// find returns the slot that has the key, or the free one where it would be.
func (t *table[V]) find(k key) *slot[V] {
	mask := len(t.slots) - 1
	for i := t.home(k); ; i++ {
		s := &t.slots[i&mask]
		if s.key == k || s.key == (key{}) {
			return s
		}
	}
}

func (t *table[V]) put(k key, v V) {
	if t.n*2 >= len(t.slots) {
		t.grow()
	}
	s := t.find(k)
	if s.key == (key{}) {
		t.n++
	}
	*s = slot[V]{k, v}
}

func (t *table[V]) grow() {
	old := t.slots
	t.slots, t.shift = make([]slot[V], 2*len(old)), t.shift-1
	for _, s := range old {
		if s.key != (key{}) {
			*t.find(s.key) = s
		}
	}
}

func (t *table[V]) delete(k key) {
	mask := len(t.slots) - 1
	hole := t.home(k)
	for t.slots[hole&mask].key != k {
		if t.slots[hole&mask].key == (key{}) {
			return
		}
		hole++
	}
	t.n--
	for i := hole + 1; t.slots[i&mask].key != (key{}); i++ {
		if away := (i - t.home(t.slots[i&mask].key)) & mask; away >= (i-hole)&mask {
			t.slots[hole&mask] = t.slots[i&mask]
			hole = i
		}
	}
	t.slots[hole&mask] = slot[V]{}
}
