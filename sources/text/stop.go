package text

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed stop.txt
var stopFile string

// stopWords are the stop words by language: a line of the file each.
var stopWords = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for line := range strings.Lines(stopFile) {
		lang, words, _ := strings.Cut(line, " ")
		all[lang] = map[string]bool{}
		for _, w := range strings.Fields(words) {
			all[lang][Fold(w)] = true
		}
	}
	return all
})

// stopLanguages are the languages of each stop word; Norwegian counts once.
var stopLanguages = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for lang, words := range stopWords() {
		for w := range words {
			if lang != "nb" && lang != "nn" {
				all[w] = append(all[w], lang)
			}
		}
	}
	return all
})

// IsStop reports whether a folded word is a stop word of the language.
func IsStop(fold, lang string) bool { return stopWords()[lang][fold] }
