package summary

import (
	"strings"
	"unicode/utf8"
)

// A flaw is why a sentence does not stand alone.
type flaw uint8

const (
	furniture flaw = 1 << iota // the page's, not the article's
	titled                     // says the title again
	question
	unclosed // a quotation or a bracket is open
	fragment // no sentence: a headline, a caption
	empty    // says nothing
	leaning  // leans on the sentence before: opens with "he", "but"
)

// judge adds the flaws that a sentence's marks and words show.
func (d *document) judge(c *sentence, titleTerms int) {
	s := d.body[c.Start:c.End]
	if titleTerms > 0 && d.repeatsTitle(c, titleTerms) {
		c.flaws |= titled
	}
	switch last(s) {
	case '?', '？', '؟', '\u037e':
		c.flaws |= question
	case '.', '!', '…', '。', '！', '।', '۔', '։', '።':
	default:
		c.flaws |= fragment
	}
	if !closed(s) {
		c.flaws |= unclosed
	}
	if len(c.terms) < 3 {
		c.flaws |= empty
	}
}

// repeatsTitle reports whether a sentence says nearly all of the title and
// nearly nothing else.
func (d *document) repeatsTitle(c *sentence, titleTerms int) bool {
	n := 0
	for _, t := range c.terms {
		if d.inTitle[t] {
			n++
		}
	}
	return 10*n >= 9*len(c.terms) && 10*n >= 7*titleTerms
}

// last returns a sentence's last character, before the marks that close.
func last(s string) rune {
	s = strings.TrimRight(s, "\"'”’»)]）」』 ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// closed reports whether a sentence closes what it opens, and no more.
func closed(s string) bool {
	var open [4]int
	for i, r := range s {
		switch r {
		case '"':
			open[0] ^= 1
		case '(':
			open[1]++
		case ')':
			open[1]--
		case '“', '„':
			open[2]++
		case '”':
			open[2]--
		case '«':
			open[3]++
		case '»':
			open[3]--
		default:
			_ = i
		}
	}
	return open == [4]int{}
}
