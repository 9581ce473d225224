package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes a word the way words are compared: lower case, without
// accents, widths and ligatures (Unicode's NFKC, and NFKD without its marks in
// Latin and Greek), without the English possessive, the apostrophe of a name, the
// dots of an abbreviation and the commas between thousands. Marks that make
// another letter (й, が, the vowels of Hindi and Thai) stay.
func Fold(s string) string {
	if lower(s) {
		return s
	}
	if f := strings.ToLower(s); len(f) == len(s) && lower(f) {
		return f
	}
	f := []rune(stripped(s))
	if !plain(f) {
		f = dots(apostrophes(f))
	}
	return string(f)
}

// lower reports whether s is nothing but small ASCII letters and digits.
func lower(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || ascii[c] != inWord {
			return false
		}
	}
	return true
}

func plain(f []rune) bool {
	for _, r := range f {
		if r == '\'' || r == '.' || r == ',' {
			return false
		}
	}
	return true
}

// letters are those that no decomposition takes apart.
var letters = map[rune]string{
	'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th",
	'ı': "i", 'ħ': "h", 'ŋ': "n", 'ſ': "s", 'ς': "σ", 'ё': "е", 'ѐ': "е", 'ѝ': "и",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ى': "ي", 'ة': "ه", 'ک': "ك", 'ی': "ي",
	'’': "'", 'ʼ': "'", '`': "'",
}

// stripped returns s in lower case, without accents.
func stripped(s string) string {
	if !norm.NFKC.IsNormalString(s) {
		s = norm.NFKC.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r >= utf8.RuneSelf {
			foldRune(&b, unicode.ToLower(r))
		} else if 'A' <= r && r <= 'Z' {
			b.WriteByte(byte(r) + 'a' - 'A')
		} else {
			b.WriteByte(byte(r))
		}
	}
	return b.String()
}

func foldRune(b *strings.Builder, r rune) {
	if l, ok := letters[r]; ok {
		b.WriteString(l)
		return
	}
	if invisible(r) || accent(r) || r == variation || 0x1F3FB <= r && r <= 0x1F3FF {
		return
	}
	if !decomposes(r) {
		b.WriteRune(r)
		return
	}
	for _, d := range norm.NFD.String(string(r)) {
		if !accent(d) {
			b.WriteRune(d)
		}
	}
}

// decomposes reports whether a rune is of a block where a decomposition
// leaves the same letter: Latin and Greek.
func decomposes(r rune) bool { return r < 0x0400 || 0x1E00 <= r && r < 0x2000 }

// accent reports whether a rune is a mark that words are compared without:
// combining accents, Hebrew points, Arabic vowel signs and the tatweel.
func accent(r rune) bool {
	return 0x300 <= r && r < 0x370 || 0x591 <= r && r < 0x5C8 && r != 0x5BE ||
		0x64B <= r && r < 0x660 || r == 0x640 || r == 0x670
}

// apostrophes drops the possessive 's and the apostrophes of names, and keeps
// those of contractions.
func apostrophes(f []rune) []rune {
	if n := len(f) - 2; n > 0 && f[n] == '\'' && f[n+1] == 's' {
		f = f[:n]
	}
	out := f[:0]
	for i, r := range f {
		if r == '\'' && !contraction(string(f[i+1:])) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// dots drops the dots between and after single letters, and the commas
// between thousands.
func dots(f []rune) []rune {
	out := f[:0]
	for i, r := range f {
		switch {
		case r == '.' && i > 0 && unicode.IsLetter(f[i-1]):
		case r == ',' && thousands(f[i+1:]):
		default:
			out = append(out, r)
		}
	}
	return out
}

func thousands(f []rune) bool {
	return len(f) == 3 || len(f) > 3 && (f[3] == ',' || f[3] == '.')
}
