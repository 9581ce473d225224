// Package text tells what the words of a text say: its words and their
// stems, its sentences, its language. Pure functions: no network, no disk,
// no clock.
//
// Languages are BCP 47 base tags ("en", "pt"), "" when unknown; an unknown
// language has no stems and no stop words.
package text

// A Span is a half-open range of byte offsets.
type Span struct{ Start, End int }

// A Token is one word of a text, with all of its text in Span. A script
// written without spaces has a token for each character, so that a run of
// adjacent tokens is a substring of the text.
type Token struct {
	Span
	Fold string // lower case, without accents
	Stem string // of Fold, in the text's language
	Stop bool   // Fold is a stop word, and the word is not US, U.S. or the like
	Part bool   // a character of a script written without spaces

	FoldHash, StemHash uint32
}
