package hashtag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const mostTags = 5

func (d *document) tags(categories []string) []string {
	var out []string
	seen := map[string]bool{}
	add := func(s string) {
		tag := camel(s)
		if key := strings.ToLower(tag); tag != "" && !seen[key] && len(out) < mostTags {
			seen[key] = true
			out = append(out, tag)
		}
	}
	for _, p := range d.phrases() {
		if len(out) >= 3 && len(categories) > 0 {
			break
		}
		if p.names > 0 || p.count > 1 {
			add(p.text)
		}
	}
	for _, c := range categories {
		add(c)
	}
	return out
}

// camel writes a phrase as a hashtag: the words without what stands between
// them, each with a capital; "" when nothing but digits is left.
func camel(s string) string {
	var b strings.Builder
	b.WriteByte('#')
	letters := false
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		r, n := utf8.DecodeRuneInString(w)
		b.WriteRune(unicode.ToTitle(r))
		b.WriteString(w[n:])
		letters = letters || unicode.IsLetter(r)
	}
	if !letters {
		return ""
	}
	return b.String()
}
