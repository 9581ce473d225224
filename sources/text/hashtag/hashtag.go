// Package hashtag finds what an article is about: its key phrases and its
// hashtags.
package hashtag

import (
	"slices"
	"strings"

	"newshound/sources/text"
)

// head is how many bytes of a text its hashtags come from: news names its
// subjects early, and later names are asides.
const head = 2000

// Of returns three to five hashtags of an article, fewer where it has little
// to say, with their #, and the n phrases that say best what it is about, as
// they stand in it, best first. The categories are the source's own. What
// consists of stems that the source repeats in most of its items is left out
// while there is anything else; repeated may be nil.
func Of(title, body, lang string, categories []string, n int, repeated func(stem string) bool) (tags, keyphrases []string) {
	if n == 0 {
		body = clip(body, head)
	}
	d := read(title, body, lang)
	defer d.done()
	if n > 0 {
		keyphrases = d.own(d.keyphrases(n), repeated)
	}
	d.cut(d.title + head)
	return d.tags(categories, repeated), keyphrases
}

// own is the phrases that have a word that is not repeated, or all if none
// has.
func (d *document) own(phrases []string, repeated func(stem string) bool) []string {
	if repeated == nil {
		return phrases
	}
	own := slices.DeleteFunc(slices.Clone(phrases), func(phrase string) bool {
		for w := range text.Scan(phrase, d.lang) {
			if !w.Stop && !repeated(w.Stem) {
				return false
			}
		}
		return true
	})
	if len(own) == 0 {
		return phrases
	}
	return own
}

// clip returns the first n bytes and the rest of the last word.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if rest := strings.IndexAny(s[n:], " \n"); rest >= 0 {
		return s[:n+rest]
	}
	return s
}

func (d *document) keyphrases(n int) []string {
	w := &general
	if d.lang == "en" {
		w = &english
	}
	phrases := d.phrases(w, func(*phrase) bool { return true })
	out := make([]string, min(n, len(phrases)))
	for i := range out {
		out[i] = d.text(phrases[i].phrase)
	}
	return out
}

// cut forgets the words that end after so many bytes.
func (d *document) cut(end int) {
	for len(d.units) > 0 && d.units[len(d.units)-1].End > end {
		d.units = d.units[:len(d.units)-1]
	}
	clear(d.grams)
}
