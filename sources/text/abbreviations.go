package text

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed abbreviations.txt
var abbreviationFile string

// A kind of abbreviation tells when its full stop ends a sentence.
type kind byte

const (
	none  kind = iota
	title      // never: a name or another word follows (Mr., e.g.)
	ref        // unless a number follows (No. 5)
	any_       // when the next word often starts a sentence (Inc., Dec.)
)

var kinds = map[string]kind{"title": title, "ref": ref, "any": any_}

// abbreviations are in lower case, without the last full stop, by language;
// each language also has those of "*". A line of the file is a language, a
// kind and the words; where a word is twice, the first kind counts.
var abbreviations = sync.OnceValue(func() map[string]map[string]kind {
	all := map[string]map[string]kind{}
	for line := range strings.Lines(abbreviationFile) {
		f := strings.Fields(line)
		if all[f[0]] == nil {
			all[f[0]] = map[string]kind{}
		}
		for _, w := range f[2:] {
			if all[f[0]][w] == none {
				all[f[0]][w] = kinds[f[1]]
			}
		}
	}
	for lang, own := range all {
		for w, k := range all["*"] {
			if own[w] == none && lang != "*" {
				own[w] = k
			}
		}
	}
	all["nb"], all["nn"] = all["no"], all["no"]
	return all
})

func abbreviationsOf(lang string) map[string]kind {
	if own := abbreviations()[lang]; own != nil {
		return own
	}
	return abbreviations()["*"]
}
