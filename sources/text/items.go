package text

import "unicode/utf8"

// An item is the mark that opens an item of a list: "1.", "2.)", "b)", "(c)",
// after a bullet or not. Its number is 1 for a.
type item struct {
	start, end int
	number     int
	style      string // what stands after the number, with "A" or "a" for a letter
}

// follows reports whether m is the next item of a list; A. and B. may be the
// initials of people.
func (m item) follows(before item) bool {
	return m.end > 0 && m.style == before.style && m.number == before.number+1 && m.style != "A."
}

// itemAt returns the mark at i, the zero item where none is.
func itemAt(s string, i int) item {
	start := i
	if r, n := utf8.DecodeRuneInString(s[i:]); bullet(r) {
		i = skipSpace(s, i+n)
	}
	if i < len(s) && s[i] == '(' {
		i++
	}
	end, number, letter := itemNumber(s, i)
	if number == 0 {
		return item{}
	}
	style := ""
	for end < len(s) && (s[end] == '.' || s[end] == ')') && len(style) < 2 {
		style += s[end : end+1]
		end++
	}
	if style == "" || end < len(s) && s[end] != ' ' && s[end] != '\t' {
		return item{}
	}
	if letter != 0 {
		style = string(rune(letter&0x20+'A')) + style
	}
	return item{start, end, number, style}
}

// itemNumber reads up to three digits or one letter.
func itemNumber(s string, i int) (end, number int, letter byte) {
	for end = i; end < len(s) && digit(s[end]) && end < i+3; end++ {
		number = 10*number + int(s[end]-'0')
	}
	if end == i && i < len(s) && ascii[s[i]] == inWord {
		return i + 1, int(s[i]|0x20-'a') + 1, s[i]
	}
	return end, number, 0
}

// itemBefore returns the mark that ends s, after a space.
func itemBefore(s string) item {
	i := len(s)
	for i > 0 && s[i-1] != ' ' && s[i-1] != '\n' && len(s)-i < 6 {
		i--
	}
	m := itemAt(s, i)
	if i == 0 || m.end != len(s) {
		return item{}
	}
	return m
}
