// Package hashtag finds what an article is about: its key phrases and its
// hashtags.
package hashtag

import "strings"

// Keyphrases returns the n phrases that say best what an article is about,
// as they stand in it, best first; fewer where it has fewer.
func Keyphrases(title, body, lang string, n int) []string {
	d := read(title, body, lang)
	defer d.done()
	w := &general
	if lang == "en" {
		w = &english
	}
	phrases := d.phrases(w, func(*phrase) bool { return true })
	out := make([]string, min(n, len(phrases)))
	for i := range out {
		out[i] = d.text(phrases[i].phrase)
	}
	return out
}

// head is how many bytes of a text its hashtags come from: news names its
// subjects early, and later names are asides.
const head = 2000

// Tags returns three to five hashtags of an article, fewer where it has
// little to say, with their #. The categories are the source's own.
func Tags(title, body, lang string, categories []string) []string {
	if len(body) > head {
		end := strings.LastIndexAny(body[:head], " \n")
		if end < 0 {
			end = head
		}
		body = strings.ToValidUTF8(body[:end], "")
	}
	d := read(title, body, lang)
	defer d.done()
	return d.tags(categories)
}
