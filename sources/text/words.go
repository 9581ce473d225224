package text

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tokens splits a text into its words; see Scan for what a word is, and for
// a way that allocates nothing.
func Tokens(s, lang string) []Token {
	out := make([]Token, 0, len(s)/5+1)
	for t := range Scan(s, lang) {
		out = append(out, t)
	}
	return out
}

// Scan goes through the words of a text: runs of letters and digits, cut the
// same way in every language so that a query and an article agree.
//
//   - One word each: O'Brien, don't, U.S., AT&T, C++, C#, .NET, 5G, 3.14,
//     1,000, an emoji.
//   - Cut apart: covid-19, snake_case, example.com, and after an elided
//     article (l'Europe, dell'Italia).
//   - The signs of #tag, @name and $TSLA are not part of the word.
func Scan(s, lang string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		m := memos.Get().(memo)
		defer memos.Put(m)
		lex := m.lexicon(lang)
		for start, end := 0, 0; ; {
			var part bool
			start, end, part = nextWord(s, end)
			if start == len(s) || !yield(lex.token(s, start, end, part)) {
				return
			}
		}
	}
}

// nextWord returns the first word at or after i; start is len(s) when there
// is none.
func nextWord(s string, i int) (start, end int, part bool) {
	for i < len(s) {
		c := s[i]
		switch {
		case ascii[c] == inWord:
			return i, wordEnd(s, i), false
		case c == '.' && dotNet(s, i):
			return i, i + len(".net"), false
		case c < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case unspaced(r) && wordRune(r):
				return i, clusterEnd(s, i+n), true
			case wordRune(r) && !unicode.IsMark(r):
				return i, wordEnd(s, i), false
			case emoji(r):
				return i, emojiEnd(s, i+n), false
			}
			i += n
		}
	}
	return len(s), len(s), false
}

// wordEnd returns the end of the word that starts at start.
func wordEnd(s string, start int) int {
	end := runEnd(s, start)
	if end < len(s) && s[end] == ' ' {
		return end
	}
	if end < len(s) && s[end] == '.' {
		if e := dottedEnd(s, start); e > 0 {
			return e
		}
	}
	for end < len(s) {
		next := joinEnd(s, start, end)
		if next == end {
			break
		}
		end = next
	}
	return end
}

// runEnd returns the end of the letters, digits and marks at i.
func runEnd(s string, i int) int {
	for i < len(s) {
		if s[i] < utf8.RuneSelf {
			if ascii[s[i]] != inWord {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) && !invisible(r) || unspaced(r) {
			return i
		}
		i += n
	}
	return i
}

// joinEnd returns the end of s[start:end] with the next part that belongs to
// it, or end when none does.
func joinEnd(s string, start, end int) int {
	mark, n := utf8.DecodeRuneInString(s[end:])
	after := end + n
	next, _ := utf8.DecodeRuneInString(s[after:])
	switch mark {
	case '\'', '’':
		if !unicode.IsLetter(next) || unspaced(next) {
			return end
		}
		if e := runEnd(s, after); !elided(s[start:end], s[after:e]) {
			return e
		}
	case '.', ',':
		if digit(s[end-1]) && next < utf8.RuneSelf && digit(byte(next)) {
			return runEnd(s, after)
		}
	case '&':
		if e := runEnd(s, after); unicode.IsLetter(next) && min(end-start, e-after) <= 2 {
			return e
		}
	case '#':
		if end-start == 1 && !wordRune(next) {
			return after
		}
	case '+':
		if next == '+' && (after+1 == len(s) || ascii[s[after+1]] != inWord) {
			return after + 1
		}
	}
	return end
}

// dottedEnd returns the end of an abbreviation of single letters at i, such
// as "U.S." or "e.g.", or 0.
func dottedEnd(s string, i int) int {
	end, letters := 0, 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) || unspaced(r) {
			break
		}
		after := i + n
		if after < len(s) && s[after] == '.' {
			letters, end, i = letters+1, after+1, after+1
			continue
		}
		if runEnd(s, i) == after {
			letters, end = letters+1, after
		}
		break
	}
	if letters < 2 {
		return 0
	}
	return end
}

func dotNet(s string, i int) bool {
	end := i + len(".net")
	return end <= len(s) && strings.EqualFold(s[i:end], ".net") && runEnd(s, end) == end &&
		(i == 0 || s[i-1] != '.' && ascii[s[i-1]] != inWord)
}

// elided reports whether before' is a French, Italian or Catalan article or
// the like, a word of its own.
func elided(before, after string) bool {
	const elisions = " c d j l m n s t qu jusqu lorsqu puisqu quoiqu all dall dell nell sull coll un quest quell sant "
	if len(before) > 6 || contraction(after) || after == "s" || after == "S" {
		return false
	}
	return strings.Contains(elisions, " "+strings.ToLower(before)+" ")
}

// contraction reports whether a word may end with an apostrophe and this, as
// in don't and we're.
func contraction(after string) bool {
	switch after {
	case "t", "re", "ve", "ll", "d", "m", "T", "RE", "VE", "LL", "D", "M":
		return true
	}
	return false
}
