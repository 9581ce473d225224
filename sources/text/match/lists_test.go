package match

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestListsAreSlices pushes and cuts words of several lists at once, then
// takes all out, and their places serve again.
func TestListsAreSlices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lists := newLists[int64]()
		var at [3]list
		var want [3][]int64
		for i := range rapid.Int64Range(1, 100).Draw(t, "steps") {
			k := rapid.IntRange(0, 2).Draw(t, "list")
			if n := len(want[k]); n > 0 && rapid.IntRange(0, 2).Draw(t, "step") == 0 {
				cut := rapid.IntRange(0, n-1).Draw(t, "word")
				want[k][cut] = want[k][n-1]
				want[k] = want[k][:n-1]
				lists.cut(&at[k], cut)
			} else {
				want[k] = append(want[k], i)
				lists.push(&at[k], i)
			}
			if got := lists.of(at[k]); !slices.Equal(got, want[k]) {
				t.Fatalf("list %d is %v, want %v", k, got, want[k])
			}
		}
		for k := range at {
			for at[k].n > 0 {
				lists.cut(&at[k], 0)
			}
		}
		size := len(lists.words)
		lists.push(&at[0], 1)
		if len(lists.words) != size {
			t.Fatalf("%d words became %d though all places were free", size, len(lists.words))
		}
	})
}
