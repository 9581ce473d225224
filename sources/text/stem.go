package text

import (
	"maps"
	"slices"
	"unicode/utf8"

	snowball "github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmers are Snowball's (snowballstem.org/algorithms), and one for Korean.
var stemmers = map[string]func(*snowball.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem,
	"fi": finnish.Stem, "fr": french.Stem, "ga": irish.Stem, "hu": hungarian.Stem, "it": italian.Stem,
	"ko": korean, "nb": norwegian.Stem, "nl": dutch.Stem, "nn": norwegian.Stem, "no": norwegian.Stem,
	"pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "sv": swedish.Stem,
	"ta": tamil.Stem, "tr": turkish.Stem,
}

// Stemmed lists the languages that have a stemmer, sorted.
func Stemmed() []string { return slices.Sorted(maps.Keys(stemmers)) }

// Stem returns the stem of a folded word: the word itself where its language
// has no stemmer, or where it holds a digit or a sign.
func Stem(fold, lang string) string {
	return stemWith(stemmers[lang], snowball.NewEnv(""), fold)
}

func stemWith(stem func(*snowball.Env) bool, env *snowball.Env, fold string) string {
	if stem == nil || !stemmable(fold) {
		return fold
	}
	env.SetCurrent(fold)
	stem(env)
	return env.Current()
}

func stemmable(fold string) bool {
	if len(fold) < 3 {
		return false
	}
	for i := range len(fold) {
		if c := fold[i]; c < utf8.RuneSelf && (c < 'a' || c > 'z') && c != '\'' {
			return false
		}
	}
	return true
}
