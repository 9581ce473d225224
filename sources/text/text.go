// Package text tells what the words of a text say: its words and their
// stems, its sentences, its language. Pure functions: no network, no disk,
// no clock.
package text

import (
	"strings"
	"unicode"
)

// A Span is a half-open range of byte offsets.
type Span struct{ Start, End int }

// A Token is one word of a text.
type Token struct {
	Span
	Fold string // lower case, without accents
	Stem string // of Fold, in the text's language
}

// Tokens splits a text into its words. lang is a BCP 47 base tag, "" when
// unknown.
func Tokens(s, lang string) []Token {
	var out []Token
	start := -1
	for i, r := range s + " " {
		in := unicode.IsLetter(r) || unicode.IsDigit(r)
		if in && start < 0 {
			start = i
		}
		if !in && start >= 0 {
			f := Fold(s[start:i])
			out = append(out, Token{Span{start, i}, f, Stem(f, lang)})
			start = -1
		}
	}
	return out
}

// Fold removes case and accents.
func Fold(s string) string { return strings.ToLower(s) }

// Stem returns the stem of a folded word.
func Stem(fold, lang string) string { return fold }

// IsStop reports whether a folded word is a stop word of the language.
func IsStop(fold, lang string) bool { return false }

// Sentences splits a text into sentences, in order, without the space
// around them.
func Sentences(s, lang string) []Span { return nil }

// Language guesses a text's language as a BCP 47 base tag, "" when unsure.
// Hints are what the feed, the page and the site say, most trusted first.
func Language(s string, hints ...string) string { return "" }
