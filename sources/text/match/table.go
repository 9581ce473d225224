package match

import "math/rand/v2"

// A table is a hash table of keys to values that lie beside them, so that a
// look costs one cache line: linear probing, at most half full, deletion by
// shifting back (Knuth, The Art of Computer Programming 3, 6.4, algorithm R).
// Key 0 is not in it. The hash is multiplicative, with a multiplier that
// nobody outside can know.
type table[V any] struct {
	mul   uint64
	shift uint8
	n     int
	slots []slot[V]
}

type slot[V any] struct {
	key   uint64
	value V
}

func newTable[V any]() *table[V] {
	const bits = 4
	return &table[V]{mul: rand.Uint64() | 1, shift: 64 - bits, slots: make([]slot[V], 1<<bits)}
}

func (t *table[V]) home(k uint64) int { return int(k * t.mul >> t.shift) }

// find returns the slot that has the key, or the free one where it would be.
func (t *table[V]) find(k uint64) *slot[V] {
	mask := len(t.slots) - 1
	for i := t.home(k); ; i++ {
		s := &t.slots[i&mask]
		if s.key == k || s.key == 0 {
			return s
		}
	}
}

func (t *table[V]) put(k uint64, v V) {
	if t.n*2 >= len(t.slots) {
		t.grow()
	}
	s := t.find(k)
	if s.key == 0 {
		t.n++
	}
	*s = slot[V]{k, v}
}

func (t *table[V]) grow() {
	old := t.slots
	t.slots, t.shift = make([]slot[V], 2*len(old)), t.shift-1
	for _, s := range old {
		if s.key != 0 {
			*t.find(s.key) = s
		}
	}
}

func (t *table[V]) delete(k uint64) {
	mask := len(t.slots) - 1
	hole := t.home(k)
	for t.slots[hole&mask].key != k {
		if t.slots[hole&mask].key == 0 {
			return
		}
		hole++
	}
	t.n--
	for i := hole + 1; t.slots[i&mask].key != 0; i++ {
		if away := (i - t.home(t.slots[i&mask].key)) & mask; away >= (i-hole)&mask {
			t.slots[hole&mask] = t.slots[i&mask]
			hole = i
		}
	}
	t.slots[hole&mask] = slot[V]{}
}
