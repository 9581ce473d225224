package story

import (
	"cmp"
	"slices"
)

// correct puts right what a new article shows to have been wrong: stories that
// are one, or an article that another story took.
func (g *Groups) correct(n *probe, found []match) []Move {
	x := &g.index
	if stories := x.repeated(n.article, found); len(stories) > 0 {
		return g.merge(stories)
	}
	if stories := x.one(n, found); len(stories) > 0 {
		return g.merge(stories)
	}
	if m := x.misplaced(n, found); m != nil {
		move := Move{m.id, m.id}
		g.Move(move)
		return []Move{move}
	}
	return nil
}

// one are two stories that a new article could join either of, and whose
// latest articles could each join the other, the oldest first.
func (x *index) one(n *probe, found []match) []*story {
	for i, m := range found {
		if i == 0 || m.odds < m.bar || templated(n, m.by) || templated(n, found[0].by) {
			continue
		}
		a, b := found[0].story, m.story
		if x.couldJoin(a, b) && x.couldJoin(b, a) {
			both := []*story{a, b}
			slices.SortFunc(both, func(a, b *story) int { return cmp.Compare(a.first, b.first) })
			return both
		}
	}
	return nil
}

// couldJoin reports whether a story's latest article could join another story.
// Where one source has told of both, they are two events to it.
func (x *index) couldJoin(s, other *story) bool {
	latest := s.members[len(s.members)-1]
	m := x.match(x.probe(latest), other)
	return m.odds >= m.bar && !slices.ContainsFunc(s.members, func(a *article) bool { return other.latestOf(a.source) != nil })
}

// misplaced is the article of the likeliest story that alone vouches for a new
// one, and that the rest of the story would not take today: it was joined
// wrongly. The first of a story stays, since posts are about it.
func (x *index) misplaced(n *probe, found []match) *article {
	if len(found) == 0 || len(found[0].story.members) < 3 {
		return nil
	}
	s, m := found[0].story, found[0].by
	if alone := x.match(n, &story{members: []*article{m}}); m == s.members[0] || alone.odds < alone.bar {
		return nil
	}
	rest := &story{members: slices.DeleteFunc(slices.Clone(s.members), func(o *article) bool { return o == m })}
	if x.match(n, rest).odds < splitOdds && x.match(x.probe(m), rest).odds < splitOdds {
		return m
	}
	return nil
}

// splitOdds are the log odds below which an article is not of a story's event.
const splitOdds = -2.0
