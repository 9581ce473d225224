package match

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestCutIsFields cuts texts, and holds the chunks, and how they are sorted by
// their length, to what strings makes of them.
func TestCutIsFields(t *testing.T) {
	r := &reader{}
	words := rapid.SampledFrom([]string{" ", "\n", "\x00", "a", "Ab.", "é", "\xff\x80", "eightby8", "ninebytes", "sixteenbytes-16b", "words of all lengths"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(words).Draw(t, "text"), "")
		r.cut(s)
		r.sort()
		var got []string
		for i := range len(r.edges) / 2 {
			got = append(got, r.chunk(s, uint32(i)))
		}
		space := func(c byte) bool { return c <= ' ' }
		if want := fields(s, space); !slices.Equal(got, want) {
			t.Fatalf("%q is cut into %q, want %q", s, got, want)
		}
		for _, c := range r.short {
			if w := windowOf(got[c.number]); len(got[c.number]) > 8 || w.first != c.key {
				t.Fatalf("%q has key %x", got[c.number], c.key)
			}
		}
		for _, i := range r.longer {
			if len(got[i]) <= 8 {
				t.Fatalf("%q is said to be long", got[i])
			}
		}
		if len(r.short)+len(r.longer) != len(got) {
			t.Fatalf("%q has %d chunks, %d short and %d others", s, len(got), len(r.short), len(r.longer))
		}
	})
}

// fields are the stretches of bytes that are no space.
func fields(s string, space func(byte) bool) []string {
	var out []string
	for i := 0; i < len(s); i++ {
		start := i
		for i < len(s) && !space(s[i]) {
			i++
		}
		if i > start {
			out = append(out, s[start:i])
		}
	}
	return out
}
