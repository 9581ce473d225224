// Package hashtag finds what an article is about: its key phrases and its
// hashtags.
package hashtag

// Keyphrases returns the n phrases that say best what an article is about,
// as they stand in it, best first.
func Keyphrases(title, body, lang string, n int) []string {
	d := read(title, body, lang)
	ps := d.phrases()
	out := make([]string, 0, n)
	for _, p := range ps {
		if len(out) == n {
			break
		}
		out = append(out, p.text)
	}
	return out
}

// Tags returns three to five hashtags of an article, fewer where it has
// little to say, with their #. The categories are the source's own.
func Tags(title, body, lang string, categories []string) []string {
	d := read(title, body, lang)
	return d.tags(categories)
}
