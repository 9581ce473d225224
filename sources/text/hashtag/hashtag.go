// Package hashtag finds what an article is about: its key phrases and its
// hashtags.
package hashtag

// Keyphrases returns the n phrases that say best what an article is about,
// as they stand in it, best first; fewer where it has fewer.
func Keyphrases(title, body, lang string, n int) []string {
	d := read(title, body, lang)
	w := general
	if lang == "en" {
		w = english
	}
	phrases := d.phrases(w)
	out := make([]string, min(n, len(phrases)))
	for i := range out {
		out[i] = d.text(&phrases[i])
	}
	return out
}

// Tags returns three to five hashtags of an article, fewer where it has
// little to say, with their #. The categories are the source's own.
func Tags(title, body, lang string, categories []string) []string {
	d := read(title, body, lang)
	return d.tags(categories)
}
