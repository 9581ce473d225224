package story

import (
	"cmp"
	"slices"
)

// A Move is an article that belongs to another story than was said of it.
type Move struct{ Article, Story int64 }

// Move keeps that an article belongs to another story than was said of it, as
// another's Add has found. One that the window has passed stays where it was.
func (g *Groups) Move(m Move) {
	x := &g.index
	i, known := slices.BinarySearchFunc(x.queue, m.Article, func(a *article, id int64) int { return cmp.Compare(a.id, id) })
	if !known || x.queue[i].story.first == m.Story {
		return
	}
	a := x.queue[i]
	x.leave(a)
	x.join(a, x.byFirst[m.Story], m.Story)
}

// repeated are the stories of which an article repeats one of the articles,
// the oldest first: a text that stands in several shows that they are one.
func (x *index) repeated(n *article, found []match) []*story {
	var out []*story
	if m := x.atAddress(n); m != nil {
		out = append(out, m.story)
	}
	for _, f := range found {
		if !slices.Contains(out, f.story) && duplicate(n, []match{f}) != nil {
			out = append(out, f.story)
		}
	}
	slices.SortFunc(out, func(a, b *story) int { return cmp.Compare(a.first, b.first) })
	return out
}

// merge moves the articles of all stories to that of the first.
func (g *Groups) merge(stories []*story) (moved []Move) {
	for _, s := range stories[min(1, len(stories)):] {
		for _, a := range slices.Clone(s.members) {
			m := Move{a.id, stories[0].first}
			g.Move(m)
			moved = append(moved, m)
		}
	}
	return moved
}
