package commands

import "slices"

const mostLate = 5 // cards that a digest tells of although they are no news

// A Late is a story that was to be posted but waited too long, and its card.
type Late struct {
	Story int64
	Card  Card
}

// WithLate adds to a digest of stories, a card each, what is late, and says so.
// Each story is told once; it returns which they are then.
func WithLate(digest Reply, told []int64, late []Late) (Reply, []int64) {
	if len(late) == 0 {
		return digest, told
	}
	note := Say("Should have come earlier.")
	was := len(told)
	stories := map[int64]bool{}
	for _, l := range late {
		stories[l.Story] = true
		if i := slices.Index(told, l.Story); i >= 0 {
			digest.Cards[min(i, len(digest.Cards)-1)].Note = note
			continue
		}
		told = append(told, l.Story)
		if len(told)-was <= mostLate {
			l.Card.Mentions, l.Card.Note = nil, note
			digest.Cards = append(digest.Cards, small(l.Card))
		}
	}
	line := Say("%v waited too long to be posted:", plural(len(stories), "story", "stories"))
	if len(digest.Text) > 0 {
		line = lines(digest.Text, line)
	}
	digest.Text, digest.Later = line, true
	return digest, told
}
