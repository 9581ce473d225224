package commands

import "slices"

const mostLate = 5 // cards that a digest tells of although they are no news

// WithLate adds to a digest the cards that were to be posted but waited too
// long, and says so. A story that the digest tells anyway is not told twice.
func WithLate(digest Reply, late []Card) Reply {
	if len(late) == 0 {
		return digest
	}
	digest.Later = true
	line := Say("%v waited too long to be posted:", plural(len(late), "story", "stories"))
	if len(digest.Text) > 0 {
		line = lines(digest.Text, line)
	}
	digest.Text = line
	shown := 0
	for _, c := range late {
		if told := slices.ContainsFunc(digest.Cards, func(d Card) bool { return d.URL == c.URL }); told || shown == mostLate {
			continue
		}
		shown++
		c.Mentions = nil
		c.Note = Say("Should have come earlier.")
		digest.Cards = append(digest.Cards, small(c))
	}
	return digest
}
