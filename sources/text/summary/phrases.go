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

// A word is a folded one, and its hash.
type word struct {
	fold string
	hash uint32
}

// A phraseSet holds phrases by the last of their words.
type phraseSet struct {
	lists [][][]word
	at    *[1 << 12]uint16 // by a last word's hash: its list, plus one
}

func newPhraseSet() *phraseSet { return &phraseSet{at: new([1 << 12]uint16)} }

func (set *phraseSet) add(p []word) {
	at := &set.at[p[len(p)-1].hash%(1<<12)]
	if *at == 0 {
		set.lists = append(set.lists, nil)
		*at = uint16(len(set.lists))
	}
	set.lists[*at-1] = append(set.lists[*at-1], p)
}

// with returns the phrases that end with a word, and perhaps others.
func (set *phraseSet) with(w word) [][]word {
	if set == nil {
		return nil
	}
	if at := set.at[w.hash%(1<<12)]; at > 0 {
		return set.lists[at-1]
	}
	return nil
}

// openers are, by language, the phrases that lean on the sentence before when
// they open one.
var openers = sync.OnceValue(func() map[string]*phraseSet { return byLanguage(openersFile, ",") })

// hollows are, by language, the words that tell who said something, and on which
// day, without saying it.
var hollows = sync.OnceValue(func() map[string]*phraseSet { return byLanguage(hollowFile, " ") })

// byLanguage reads lines of a language and its phrases, parted by sep.
func byLanguage(file, sep string) map[string]*phraseSet {
	all := map[string]*phraseSet{}
	for line := range strings.Lines(file) {
		lang, phrases, _ := strings.Cut(line, " ")
		all[lang] = newPhraseSet()
		for p := range strings.SplitSeq(phrases, sep) {
			all[lang].add(folds(p, lang))
		}
	}
	return all
}

type furniturePhrases struct{ anywhere, opening, whole *phraseSet }

// furnitures are phrases that pages carry and articles do not, in any
// language: those that do so anywhere in a sentence, those that do so when
// they open one, marked with ^ in the file, and those that do so alone, with =.
var furnitures = sync.OnceValue(func() (sets furniturePhrases) {
	sets.anywhere, sets.opening, sets.whole = newPhraseSet(), newPhraseSet(), newPhraseSet()
	for p := range strings.Lines(furnitureFile) {
		set := sets.anywhere
		switch p[0] {
		case '^':
			set = sets.opening
		case '=':
			set = sets.whole
		}
		set.add(folds(p, ""))
	}
	return sets
})

func folds(s, lang string) []word {
	var out []word
	for t := range text.Scan(s, lang) {
		out = append(out, word{strings.Clone(t.Fold), t.FoldHash})
	}
	return out
}

// endOf reports whether the words end with one of the phrases.
func (set *phraseSet) endOf(words []word) bool {
	for _, p := range set.with(words[len(words)-1]) {
		if len(p) <= len(words) && slices.Equal(p, words[len(words)-len(p):]) {
			return true
		}
	}
	return false
}

// has reports whether the words are one of the phrases.
func (set *phraseSet) has(words []word) bool {
	for _, p := range set.with(words[len(words)-1]) {
		if slices.Equal(p, words) {
			return true
		}
	}
	return false
}

// longest is how many words a phrase that opens a sentence may have.
const longest = 4
