package summary

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"newshound/sources/text"
)

//go:embed openers.txt
var openersFile string

//go:embed furniture.txt
var furnitureFile string

//go:embed hollow.txt
var hollowFile string

// A phraseSet holds phrases of folded words by the last of them.
type phraseSet map[string][][]string

func (set phraseSet) add(p []string) {
	end := p[len(p)-1]
	set[end] = append(set[end], p)
}

// openers are, by language, the phrases that lean on the sentence before when
// they open one.
var openers = sync.OnceValue(func() map[string]phraseSet { return byLanguage(openersFile, ",") })

// hollows are, by language, the words that tell who said something, and on which
// day, without saying it.
var hollows = sync.OnceValue(func() map[string]phraseSet { return byLanguage(hollowFile, " ") })

// byLanguage reads lines of a language and its phrases, parted by sep.
func byLanguage(file, sep string) map[string]phraseSet {
	all := map[string]phraseSet{}
	for line := range strings.Lines(file) {
		lang, phrases, _ := strings.Cut(line, " ")
		all[lang] = phraseSet{}
		for p := range strings.SplitSeq(phrases, sep) {
			all[lang].add(folds(p, lang))
		}
	}
	return all
}

type furniturePhrases struct{ anywhere, opening phraseSet }

// furnitures are phrases that pages carry and articles do not, in any
// language: those that do so anywhere in a sentence and those that do so when
// they open one, marked with ^ in the file.
var furnitures = sync.OnceValue(func() (sets furniturePhrases) {
	sets.anywhere, sets.opening = phraseSet{}, phraseSet{}
	for p := range strings.Lines(furnitureFile) {
		if p[0] == '^' {
			sets.opening.add(folds(p, ""))
		} else {
			sets.anywhere.add(folds(p, ""))
		}
	}
	return sets
})

func folds(s, lang string) []string {
	var out []string
	for t := range text.Scan(s, lang) {
		out = append(out, strings.Clone(t.Fold))
	}
	return out
}

// longest is how many words a phrase may have.
const longest = 4

// A window holds the words of a sentence met last.
type window struct {
	words [longest]string
	n     int
}

func (w *window) add(fold string) {
	copy(w.words[:], w.words[1:])
	w.words[longest-1] = fold
	w.n++
}

// end reports whether the words met last are one of the phrases.
func (w *window) end(set phraseSet) bool {
	for _, p := range set[w.words[longest-1]] {
		if len(p) <= w.n && slices.Equal(p, w.words[longest-len(p):]) {
			return true
		}
	}
	return false
}

// are reports whether all the words met are one of the phrases.
func (w *window) are(set phraseSet) bool {
	if w.n > longest {
		return false
	}
	for _, p := range set[w.words[longest-1]] {
		if len(p) == w.n && slices.Equal(p, w.words[longest-len(p):]) {
			return true
		}
	}
	return false
}
