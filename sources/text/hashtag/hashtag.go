// Package hashtag finds what an article is about: its key phrases and its
// hashtags.
package hashtag

import "strings"

// head is how many bytes of a text its hashtags come from: news names its
// subjects early, and later names are asides.
const head = 2000

// Of returns three to five hashtags of an article, fewer where it has little
// to say, with their #, and the n phrases that say best what it is about, as
// they stand in it, best first. The categories are the source's own.
func Of(title, body, lang string, categories []string, n int) (tags, keyphrases []string) {
	if n == 0 {
		body = clip(body, head)
	}
	d := read(title, body, lang)
	defer d.done()
	if n > 0 {
		keyphrases = d.keyphrases(n)
	}
	d.cut(d.title + head)
	return d.tags(categories), keyphrases
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
