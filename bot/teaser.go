package bot

import (
	"strings"
	"unicode/utf8"

	"newshound/sources"
	"newshound/sources/text"
)

const (
	short = 600  // bytes; a feed that carries less carries a teaser
	long  = 1500 // bytes; one that carries more does not, even if that is cut off

	// What a page says of its own article holds nearly all words of the teaser,
	// other texts hold a tenth; this parts them best on the pages of the
	// evaluation.
	leastTold = .4
	leastSaid = 4 // words of a teaser that says something
)

// teaser reports whether a text is only meant to be clicked.
func teaser(text string) bool {
	if len(text) < short || len(text) > long {
		return len(text) < short
	}
	end := strings.ToLower(strings.TrimRight(text[len(text)-100:], " \n.»>])→"))
	for _, cut := range []string{"…", "[", "read more", "continue reading", "read the full story", "weiterlesen", "lire la suite", "leer más", "läs mer"} {
		if strings.HasSuffix(end, cut) {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimRight(text, " \n])"), "...")
}

// covers reports whether a full text tells what an article's teaser says. The
// page of an article may hold something else, such as an offer to subscribe.
// If the teaser says nothing ("Comments", "submitted by ..."), the text must
// be about the article's title. The hint is the language of the text.
func covers(full string, a sources.Article, hint string) bool {
	lang := text.Language(a.Title+"\n"+a.Text, a.Lang, hint)
	said := map[string]bool{}
	for _, span := range text.Sentences(a.Text, lang) {
		sentence := strings.TrimSpace(a.Text[span.Start:span.End])
		if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(sentence, "\"'”’»)]")); strings.ContainsRune(".!?…。!?", last) {
			addWords(said, sentence, lang)
		}
	}
	if len(said) < leastSaid {
		said = map[string]bool{}
		addWords(said, a.Title, lang)
	}
	told := map[string]bool{}
	addWords(told, full, lang)
	n := 0
	for word := range said {
		if told[word] {
			n++
		}
	}
	return float64(n) >= leastTold*float64(len(said))
}

// addWords adds the stems of a text's words to a set, without stop words. In
// scripts without spaces it adds pairs of characters.
func addWords(set map[string]bool, s, lang string) {
	before := ""
	for t := range text.Scan(s, lang) {
		switch {
		case t.Part:
			set[before+t.Stem] = true
			before = t.Stem
		case !t.Stop:
			set[t.Stem] = true
			before = ""
		}
	}
}
