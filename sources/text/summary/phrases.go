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

// A phraseSet holds phrases of folded words by the last of them.
type phraseSet map[string][][]string

func (set phraseSet) add(p []string) {
	end := p[len(p)-1]
	set[end] = append(set[end], p)
}

// openers are, by language, the words that lean on the sentence before when
// they open one. A line of the file has a language and its phrases, parted by
// commas.
var openers = sync.OnceValue(func() map[string]phraseSet {
	all := map[string]phraseSet{}
	for line := range strings.Lines(openersFile) {
		lang, phrases, _ := strings.Cut(line, " ")
		set := all[lang]
		if set == nil {
			set = phraseSet{}
			all[lang] = set
		}
		for p := range strings.SplitSeq(phrases, ",") {
			set.add(folds(p, lang))
		}
	}
	return all
})

// furnitures are phrases that pages carry and articles do not, in any
// language, one a line.
var furnitures = sync.OnceValue(func() phraseSet {
	set := phraseSet{}
	for p := range strings.Lines(furnitureFile) {
		set.add(folds(p, ""))
	}
	return set
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

// ends reports whether the words met last are one of the phrases.
func (w *window) ends(set phraseSet) bool {
	for _, p := range set[w.words[longest-1]] {
		if len(p) <= w.n && slices.Equal(p, w.words[longest-len(p):]) {
			return true
		}
	}
	return false
}

// are reports whether all the words met are one of the phrases.
func (w *window) are(set phraseSet) bool {
	for _, p := range set[w.words[longest-1]] {
		if len(p) == w.n && slices.Equal(p, w.words[longest-len(p):]) {
			return true
		}
	}
	return false
}
