package hashtag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newshound/sources/text"
)

// Tag writes a phrase as a hashtag in CamelCase, in its language's way with
// capitals, or with a _ between words that have none; "" where it has no
// letter.
func Tag(phrase, lang string) string {
	if strings.ContainsRune(phrase, ' ') && phrase == strings.ToUpper(phrase) && len(phrase) > shoutedLen {
		phrase = inCase(unicode.ToLower, unicode.TurkishCase.ToLower, phrase, lang)
	}
	var b strings.Builder
	b.WriteByte('#')
	for w := range strings.FieldsFuncSeq(phrase, apart) {
		r, n := utf8.DecodeRuneInString(w)
		if b.Len() > 1 && unicode.IsLetter(r) && unicode.ToTitle(r) == unicode.ToLower(r) {
			b.WriteByte('_')
		}
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
// accents and endings, and for few others: see Form.
func Key(tag, lang string) string {
	return text.Stem(text.Fold(strings.TrimPrefix(tag, "#")), lang)
}

// ending is how many letters may differ at the end of a subject's forms.
const ending = 2

// Form returns the form of a hashtag that a corpus has most often. The forms
// are those of the corpus with the tag's key, the commonest first; one that
// differs by more than its ending is of another subject, as #University is to
// #Universal.
func Form(tag string, forms []string) string {
	own := []rune(text.Fold(strings.TrimPrefix(tag, "#")))
	for _, f := range forms {
		other := []rune(text.Fold(strings.TrimPrefix(f, "#")))
		same := 0
		for same < min(len(own), len(other)) && own[same] == other[same] {
			same++
		}
		if max(len(own), len(other))-same <= ending {
			return f
		}
	}
	return tag
}
