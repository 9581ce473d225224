package text

import (
	"unicode"
	"unicode/utf8"
)

const inWord = 1

// ascii tells letters and digits from the rest of the bytes.
var ascii = func() (t [256]byte) {
	for c := range utf8.RuneSelf {
		if unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) {
			t[c] = inWord
		}
	}
	return t
}()

func digit(c byte) bool { return '0' <= c && c <= '9' }

// wordRune reports whether a rune is a letter, a digit or a mark on one.
func wordRune(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return ascii[r] == inWord
	case 0xC0 <= r && r < 0x370:
		return r != '×' && r != '÷' && (r < 0x2B9 || r >= 0x300 || unicode.IsLetter(r))
	case 0x3A3 <= r && r < 0x482, 0x4E00 <= r && r < 0xA000, 0xAC00 <= r && r < 0xD7A4:
		return true
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd) && r != variation
}

// unspaced reports whether a rune's script is written without spaces.
func unspaced(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r < 0x0F00, // Thai, Lao
		0x1000 <= r && r < 0x10A0, 0x1780 <= r && r < 0x1800, // Burmese, Khmer
		0x2E80 <= r && r < 0x3100, 0x31F0 <= r && r < 0x3200, // kana
		0x3400 <= r && r < 0xA000, 0xF900 <= r && r < 0xFB00, // Han
		0xFF66 <= r && r < 0xFFA0, // halfwidth kana
		0x20000 <= r && r < 0x32000:
		return true
	}
	return false
}

// clusterEnd returns the end of the marks that follow a character at i.
func clusterEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsMark(r) && r != 0xFF9E && r != 0xFF9F { // halfwidth kana's marks
			break
		}
		i += n
	}
	return i
}

const (
	zwj       = '\u200D'
	variation = '\uFE0F'
)

// invisible reports whether a rune inside a word shows nothing: a soft
// hyphen, a joiner, a mark of direction.
func invisible(r rune) bool { return r == '\u00AD' || r == '\u200C' || r == zwj || r == '\u2060' }

func emoji(r rune) bool {
	return 0x1F000 <= r && r < 0x1FB00 || 0x2600 <= r && r < 0x27C0 || 0x2B05 <= r && r < 0x2B60
}

func regional(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }

// emojiEnd returns the end of an emoji whose first rune ends at i: with its
// variation, its skin tone, what is joined to it, or the other half of a flag.
func emojiEnd(s string, i int) int {
	first, _ := utf8.DecodeLastRuneInString(s[:i])
	if r, n := utf8.DecodeRuneInString(s[i:]); regional(first) && regional(r) {
		return i + n
	}
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == variation, 0x1F3FB <= r && r <= 0x1F3FF, 0xE0020 <= r && r < 0xE0080:
			i += n
		case r == zwj:
			if next, m := utf8.DecodeRuneInString(s[i+n:]); emoji(next) {
				i += n + m
				continue
			}
			return i
		default:
			return i
		}
	}
	return i
}
