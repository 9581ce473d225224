package match

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestIndexWhileMatching adds and removes queries, some with words never met
// before, while others match: what stays in the index is always found, and
// what was taken out before is not.
func TestIndexWhileMatching(t *testing.T) {
	x := NewIndex()
	for i, s := range []string{"north korea", `"north korea"`, "korea -south", "kor*", "title:korea OR north"} {
		x.Add(int64(i), mustParse(t, s))
	}
	x.Add(5, mustParse(t, "north"))
	x.Remove(5)
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 300 {
				id := int64(1000*(g+1) + i)
				x.Add(id, mustParse(t, fmt.Sprintf(`word%d-%d "never met%d"`, g, i, i)))
				d := Doc{Text: fmt.Sprintf("North Korea has met%d others in word%d-%d", i, g, i), Lang: "en"}
				if got, want := x.Match(Prepare(d)), []int64{0, 1, 2, 3, 4}; !slices.Equal(got, want) {
					t.Errorf("found %v, want %v", got, want)
				}
				x.Remove(id)
			}
		})
	}
	wg.Wait()
	if x.Len() != 5 {
		t.Errorf("%d queries left, want 5", x.Len())
	}
}

// TestIndexForgets holds what an index keeps when queries come and go.
func TestIndexForgets(t *testing.T) {
	x := NewIndex()
	for i := range 1000 {
		x.Add(1, mustParse(t, fmt.Sprintf(`"new%d york city" OR "new%d york" OR "los angeles%d" OR /x%d/`, i%7, i%7, i, i)))
		x.Add(2, mustParse(t, `"los angeles" -york`))
		x.Match(Prepare(Doc{Text: "york", Lang: "en"}))
	}
	en := x.tongues["en"]
	if n := en.atoms.pairs.n; n != 4 {
		t.Errorf("%d pairs, want those of the last queries", n)
	}
	if len(x.alerts) != 2 || len(x.regexps) != 1 || len(x.code.pages) != 1 {
		t.Errorf("%d places, %d expressions, %d pages; want 2, 1, 1", len(x.alerts), len(x.regexps), len(x.code.pages))
	}
	x.Add(2, Query{})
	x.Remove(1)
	x.Remove(1)
	if x.Len() != 0 || en.atoms.pairs.n != 0 {
		t.Errorf("%d queries and %d pairs are left", x.Len(), en.atoms.pairs.n)
	}
}

// TestLongTexts reads a text with more words than a lexicon keeps, and one
// without any space.
func TestLongTexts(t *testing.T) {
	x := NewIndex()
	x.maxChunks = 100
	x.Add(1, mustParse(t, "last"))
	x.Add(2, mustParse(t, "大学"))
	var b strings.Builder
	for i := range 2 * x.maxChunks {
		fmt.Fprintf(&b, "w%d ", i)
	}
	for range 2 {
		d := Doc{Text: b.String() + "last " + strings.Repeat("在北京大学读书", 20), Lang: "en"}
		if got := x.Match(Prepare(d)); !slices.Equal(got, []int64{1, 2}) {
			t.Errorf("found %v, want both", got)
		}
	}
}
