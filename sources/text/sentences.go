package text

import "strings"

// Sentences splits a text into sentences, in order, without the space
// around them.
func Sentences(s, lang string) []Span {
	var out []Span
	start := 0
	cut := func(end int) {
		for start < end && strings.IndexByte(" \t\r\n", s[start]) >= 0 {
			start++
		}
		e := end
		for e > start && strings.IndexByte(" \t\r\n", s[e-1]) >= 0 {
			e--
		}
		if e > start {
			out = append(out, Span{start, e})
		}
		start = end
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\n' && strings.HasPrefix(s[i+1:], "\n"):
			cut(i)
		case (c == '.' || c == '!' || c == '?') && i+2 < len(s) && s[i+1] == ' ' && (s[i+2] < 'a' || s[i+2] > 'z'):
			cut(i + 1)
		}
	}
	cut(len(s))
	return out
}
