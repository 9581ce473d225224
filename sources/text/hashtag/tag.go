package hashtag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newshound/sources/text"
)

// Tag writes a phrase as a hashtag in CamelCase, in its language's way with
// capitals; "" where it has no letter.
func Tag(phrase, lang string) string {
	if strings.ContainsRune(phrase, ' ') && phrase == strings.ToUpper(phrase) && len(phrase) > shoutedLen {
		phrase = inCase(unicode.ToLower, unicode.TurkishCase.ToLower, phrase, lang)
	}
	var b strings.Builder
	b.WriteByte('#')
	for w := range strings.FieldsFuncSeq(phrase, apart) {
		_, n := utf8.DecodeRuneInString(w)
		if strings.IndexFunc(w[n:], unicode.IsUpper) < 0 {
			b.WriteString(inCase(unicode.ToTitle, unicode.TurkishCase.ToTitle, w[:n], lang))
		} else {
			b.WriteString(w[:n])
		}
		b.WriteString(w[n:])
	}
	if strings.IndexFunc(b.String(), unicode.IsLetter) < 0 {
		return ""
	}
	return b.String()
}

// shoutedLen is how long a phrase in capitals may be and stay so.
const shoutedLen = 8

func inCase(usual, turkish func(rune) rune, s, lang string) string {
	if lang == "tr" || lang == "az" {
		usual = turkish
	}
	return strings.Map(usual, s)
}

func apart(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// Key is the same for the hashtags of one subject, whatever their case,
// accents and endings: of tags with one key, the one that a corpus has most
// often serves for all.
func Key(tag, lang string) string {
	return text.Stem(text.Fold(strings.TrimPrefix(tag, "#")), lang)
}
