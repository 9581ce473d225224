package match

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"newshound/sources/text"
)

type field uint8

// The fields, in the order of fieldNames.
const (
	fieldAny field = iota // title or text
	fieldTitle
	fieldSource
	fieldAuthor
	fieldTag
	fieldLang
	fieldSite
)

var fieldNames = [...]string{"", "title", "source", "author", "tag", "lang", "site"}

func fieldNamed(name string) (field, bool) {
	for i, n := range fieldNames {
		if n != "" && strings.EqualFold(n, name) {
			return field(i), true
		}
	}
	return 0, false
}

// A term is one thing to look for in one field.
type term struct {
	field field
	text  string // as people read it: the phrase, the expression, the code or host
	words []word // in order; none for an expression, lang and site
	near  int    // how far the words may stand from each other in any order, 0 for a phrase
	exact bool
	re    *regexp.Regexp
	fold  bool // the expression ignores case
}

type wordKind uint8

// The kinds of word, the strictest first.
const (
	exactWord   wordKind = iota
	initialWord          // U.S. is not the pronoun us, but it is US
	stemWord
	prefixWord
)

// A word is one word of a term: folded, or for exactWord in exactForm.
type word struct {
	kind wordKind
	form string
}

func (t *term) print(b *strings.Builder) {
	if t.field != fieldAny {
		b.WriteString(fieldNames[t.field])
		b.WriteByte(':')
	}
	if t.re != nil {
		printExpression(b, t.text, t.fold)
		return
	}
	if t.exact {
		b.WriteByte('=')
	}
	if t.near == 0 && bare(t.text) {
		b.WriteString(t.text)
		return
	}
	b.WriteString(`"` + t.text + `"`)
	if t.near > 0 {
		b.WriteString("~" + strconv.Itoa(t.near))
	}
}

func printExpression(b *strings.Builder, s string, fold bool) {
	b.WriteByte('/')
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			b.WriteByte('\\')
			i++
		case s[i] == '/':
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	b.WriteByte('/')
	if fold {
		b.WriteByte('i')
	}
}

// bare reports whether a term's text reads the same without quotes.
func bare(s string) bool {
	switch s {
	case "AND", "OR", "NOT":
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return !strings.ContainsFunc(s, func(r rune) bool { return delimits(r) || r == ':' || r == '~' }) &&
		!isDash(first) && !strings.ContainsRune("=/'‘", first)
}

// read splits one piece of a term, what stands between two spaces, into its
// words and the text that shows them.
func read(piece string, exact bool) ([]word, string) {
	if !exact && letters(piece) {
		fold := strings.ToLower(piece)
		return []word{{stemWord, fold}}, fold
	}
	s, prefix := strings.CutSuffix(piece, "*")
	toks := text.Tokens(s, "")
	if len(toks) == 0 {
		return nil, ""
	}
	ws := make([]word, len(toks))
	for i, t := range toks {
		raw := s[t.Start:t.End]
		switch {
		case exact:
			ws[i] = word{exactWord, exactForm(raw)}
		case strings.Contains(raw, ".") && !strings.Contains(t.Fold, "."):
			ws[i] = word{initialWord, t.Fold}
		default:
			ws[i] = word{stemWord, t.Fold}
		}
	}
	shown := shorten(s, toks, exact)
	if prefix {
		ws[len(ws)-1].kind = prefixWord
		shown += "*"
	}
	return ws, shown
}

// letters reports whether s is a word without further ado.
func letters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

// shorten drops what does not change how s is read: case, and what stands
// around its words.
func shorten(s string, toks []text.Token, exact bool) string {
	inner := s[toks[0].Start:toks[len(toks)-1].End]
	tries := []string{strings.ToLower(inner), strings.ToLower(s), inner}
	if exact {
		tries = tries[2:]
	}
	for _, try := range tries {
		if sameWords(text.Tokens(try, ""), toks) {
			return try
		}
	}
	return s
}

func sameWords(a, b []text.Token) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Fold != b[i].Fold {
			return false
		}
	}
	return true
}

// exactForm is what exact words are compared in: composed characters, and one
// kind of apostrophe.
func exactForm(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.ReplaceAll(norm.NFC.String(s), "’", "'")
		}
	}
	return s
}

// initials reports whether a word is written as an abbreviation: with dots or
// without small letters.
func initials(s string) bool {
	return strings.Contains(s, ".") || !strings.ContainsFunc(s, unicode.IsLower)
}
