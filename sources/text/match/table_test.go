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

func TestWindow(t *testing.T) {
	const s = "abcdefghijklmnopqrstuvwxyz äöü"
	seen := map[window]string{}
	for i := range len(s) {
		for j := i + 1; j <= min(len(s), i+16); j++ {
			k := windowOf([]byte(s[:j]), i)
			if before, ok := seen[k]; ok && before != s[i:j] {
				t.Fatalf("%q and %q have one key", before, s[i:j])
			}
			if alone := windowOf([]byte(s[i:j]), 0); alone != k {
				t.Fatalf("%q has key %x in a text and %x alone", s[i:j], k, alone)
			}
			seen[k] = s[i:j]
		}
	}
}
