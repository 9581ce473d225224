package match

import (
	"maps"
	"testing"

	"pgregory.net/rapid"
)

func TestTableIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table, want := newTable[int](), map[uint64]int{}
		for i := range rapid.IntRange(0, 300).Draw(t, "steps") {
			k := rapid.Uint64Range(1, 60).Draw(t, "key")
			if rapid.IntRange(0, 2).Draw(t, "step") == 0 {
				table.delete(k)
				delete(want, k)
				continue
			}
			table.put(k, i)
			want[k] = i
		}
		got := map[uint64]int{}
		for k := range uint64(61) {
			if s := table.find(k); k > 0 && s.key == k {
				got[s.key] = s.value
			}
		}
		if !maps.Equal(got, want) || table.n != len(want) {
			t.Fatalf("table has %v (n %d), want %v", got, table.n, want)
		}
	})
}

// TestWindowKeys holds that with the second half of a window its key tells
// the first.
func TestWindowKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := window{rapid.Uint64().Draw(t, "first"), rapid.Uint64().Draw(t, "second")}
		b := window{rapid.Uint64().Draw(t, "other"), a.second}
		if (a.key() == b.key()) != (a.first == b.first) {
			t.Fatalf("%x and %x have keys %x and %x", a, b, a.key(), b.key())
		}
	})
}
