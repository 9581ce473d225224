package webpage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// letters is what is left of a text for comparing: its letters and digits in
// lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// keep reports whether a block of the article's element is the article's, by
// itself and the blocks after it.
func keep(b block, after []block) bool {
	switch {
	case 2*b.linked > len(b.text), label(b.text):
		return false
	case heading(b) && b.prose() == 0:
		return introduces(after)
	case b.owner.DataAtom == atom.P, b.owner.DataAtom == atom.Li, b.owner.DataAtom == atom.Td, b.owner.DataAtom == atom.Dd, b.owner.DataAtom == atom.Dt, b.owner.DataAtom == atom.Blockquote, b.owner.DataAtom == atom.Pre:
		return true
	}
	return b.prose() > 0 || utf8.RuneCountInString(b.text) >= 25
}

func heading(b block) bool {
	switch b.owner.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// introduces reports whether text follows a heading, and not another heading,
// links or the end.
func introduces(after []block) bool {
	for i, b := range after {
		if i == 3 {
			break
		}
		if 2*b.linked > len(b.text) {
			return false
		}
		if !heading(b) {
			return true
		}
	}
	return false
}
