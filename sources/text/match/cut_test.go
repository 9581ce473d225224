package match

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCutIsFields(t *testing.T) {
	x := NewIndex()
	l := x.newLexicon(lexiconKey{})
	r := &reader{x: x}
	words := rapid.SampledFrom([]string{" ", "\n", "\x00", "a", "Ab.", "é", "\xff\x80", "eightby8", "ninebytes", "sixteenbytes-16b", "words of all lengths"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(words).Draw(t, "text"), "")
		r.cut(l, s)
		var got []string
		for _, p := range r.pieces {
			got = append(got, s[p.start:p.end])
			if n := int(p.end - p.start); (p.window == window{}) != (n > 15) || n < 16 && p.window != lastWindow([]byte(s[p.start:p.end])) {
				t.Fatalf("%q has window %x", s[p.start:p.end], p.window)
			}
		}
		want := strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(r rune) bool { return r <= ' ' })
		if strings.ToValidUTF8(s, "") == s && !slices.Equal(got, want) {
			t.Fatalf("%q is cut to %q, want %q", s, got, want)
		}
	})
}
