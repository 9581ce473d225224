package story

import (
	"cmp"
	"slices"
)

const (
	mergeText, mergeHeadline = 1.3, 3.3 // likeness from which two stories are one
	splitAt                  = 0.7      // likeness below which a story's parts are two
	maxParted                = 8        // articles that are parted from a story at once
	splitFrom                = 0.5      // score of a story with an article that may part it
)

// correct puts right what an article shows to have been wrong: stories that
// are one, or a story that is two.
func (g *Groups) correct(n *article, found []match) []Move {
	x := &g.index
	if stories := x.repeated(n, found); len(stories) > 0 {
		return g.merge(stories)
	}
	if len(found) == 0 || found[0].score < splitFrom {
		return nil
	}
	if parted := x.two(n, found[0].story); len(parted) > 0 {
		return g.split(found[0].story, parted)
	}
	return g.merge(x.one(found))
}

// one are two stories that a new article could join either of, and that are so
// like each other that they are one, the oldest first.
func (x *index) one(found []match) []*story {
	best := found[0].story
	for _, m := range found[1:] {
		if m.score < 1 {
			break
		}
		if x.alike(best, m.story) {
			both := []*story{best, m.story}
			slices.SortFunc(both, func(a, b *story) int { return cmp.Compare(a.first, b.first) })
			return both
		}
	}
	return nil
}

// alike reports whether two stories are one. Two that one source has told both
// of must be as like as what goes on with a story.
func (x *index) alike(a, b *story) bool {
	p, q := x.part(a.members, a.sum), x.part(b.members, b.sum)
	enough := between(mergeHeadline, mergeText, max(p.text, q.text))
	if !disjoint(a, b) {
		enough = max(enough, goesOn)
	}
	return x.likeness(p, q)*fading(a.members[0], b.members[0]) >= enough
}

// disjoint reports whether no source has told both of two stories.
func disjoint(a, b *story) bool {
	told := map[int64]bool{0: false}
	for _, m := range a.members {
		told[m.source] = m.source != 0
	}
	return !slices.ContainsFunc(b.members, func(m *article) bool { return told[m.source] })
}

// two returns the articles of a story that with a new one are another story:
// those most like the new one, when the rest are far less like them than each
// other. It tells texts only; headlines share too little.
func (x *index) two(n *article, s *story) []*article {
	if n.length() < 1 || len(s.members) < 2 {
		return nil
	}
	near := x.nearest(n, s)
	with, rest := n.terms, slices.Clone(s.sum)
	worst, parted := splitAt, 0
	for k := range min(maxParted, len(near), len(s.members)-1) {
		with = with.plus(near[k].terms)
		rest = rest.minus(near[k].terms)
		a := x.part(append([]*article{n}, near[:k+1]...), with)
		b := x.part(without(s.members, near[:k+1]), rest)
		if l := x.likeness(a, b); l < worst {
			worst, parted = l, k+1
		}
	}
	return near[:parted]
}

// nearest are the latest of a story's articles, the most like n first.
func (x *index) nearest(n *article, s *story) []*article {
	latest := s.members[max(0, len(s.members)-64):]
	cosines := map[*article]float64{}
	for _, m := range latest {
		cosines[m] = x.cosine(n, m)
	}
	return slices.SortedStableFunc(slices.Values(latest), func(a, b *article) int { return cmp.Compare(cosines[b], cosines[a]) })
}

func without(articles, some []*article) []*article {
	return slices.DeleteFunc(slices.Clone(articles), func(a *article) bool { return slices.Contains(some, a) })
}

// split makes two stories of one. The part with the oldest article keeps the
// ID, and the other has that of its first.
func (g *Groups) split(s *story, parted []*article) (moved []Move) {
	rest := without(s.members, parted)
	parted = without(s.members, rest)
	if parted[0].id < rest[0].id {
		parted, rest = rest, parted
	}
	for _, a := range parted {
		m := Move{a.id, parted[0].id}
		g.Move(m)
		moved = append(moved, m)
	}
	return moved
}
