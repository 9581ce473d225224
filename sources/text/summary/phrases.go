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
type phraseSet struct {
	by   map[string][][]string
	last *[1 << 12]bool // by the hash of a last word; most words are none
}

func newPhraseSet() phraseSet { return phraseSet{map[string][][]string{}, new([1 << 12]bool)} }

func hash(w string) int {
	return (len(w) + int(w[0])*7 + int(w[len(w)-1])*61 + int(w[len(w)/2])*509) & (1<<12 - 1)
}

func (set phraseSet) add(p []string) {
	w := p[len(p)-1]
	set.by[w] = append(set.by[w], p)
	set.last[hash(w)] = true
}

// with returns the phrases that end with a word.
func (set phraseSet) with(w string) [][]string {
	if w == "" || set.last == nil || !set.last[hash(w)] {
		return nil
	}
	return set.by[w]
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
		all[lang] = newPhraseSet()
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
	sets.anywhere, sets.opening = newPhraseSet(), newPhraseSet()
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

// endOf reports whether the words end with one of the phrases.
func (set phraseSet) endOf(words []string) bool {
	for _, p := range set.with(words[len(words)-1]) {
		if len(p) <= len(words) && slices.Equal(p, words[len(words)-len(p):]) {
			return true
		}
	}
	return false
}

// has reports whether the words are one of the phrases.
func (set phraseSet) has(words []string) bool {
	for _, p := range set.with(words[len(words)-1]) {
		if slices.Equal(p, words) {
			return true
		}
	}
	return false
}

// longest is how many words a phrase that opens a sentence may have.
const longest = 4
