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

// barred are the flaws that keep a sentence out.
const barred = furniture | titled | question | unclosed | empty

// fewTerms is how many a sentence has that says something.
const fewTerms = 4

// judge adds the flaws that a sentence's marks and words show. The title has
// so many terms.
func (d *document) judge(s *sentence, titleTerms int) {
	if titleTerms > 0 && d.repeatsTitle(s, titleTerms) {
		s.flaws |= titled
	}
	switch last(s.text) {
	case '?', '？', '؟', '\u037e':
		if !lostMarks(s.text) {
			s.flaws |= question
		}
	case '.', '!', '…', '。', '！', '।', '۔', '։', '።':
	case ',', ':', ';':
		s.flaws |= unclosed
	default:
		s.flaws |= fragment
	}
}

// repeatsTitle reports whether a sentence says nearly all of the title and
// nearly nothing else.
func (d *document) repeatsTitle(s *sentence, titleTerms int) bool {
	n := 0
	for _, t := range s.terms {
		if d.terms[t].inTitle {
			n++
		}
	}
	return 10*n >= 9*len(s.terms) && 10*n >= 7*titleTerms
}

// last returns a sentence's last character, before the marks that close.
func last(s string) rune {
	s = strings.TrimRight(s, "\"'”’»)]）」』 ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// lostMarks reports whether the question marks are what a bad conversion
// left of quotation marks ("the ?rich man?", "he said.?").
func lostMarks(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] != '?' {
			continue
		}
		if i == 0 || strings.IndexByte(" (", s[i-1]) >= 0 && i+1 < len(s) && s[i+1] > ' ' || strings.IndexByte(".,", s[i-1]) >= 0 {
			return true
		}
	}
	return false
}
