package story

import (
	"cmp"
	"slices"
)

const (
	relatedOdds = -3.0 // log odds from which a story is related
	maxAlso     = 50
	maxRelated  = 3
	maxCompared = 200 // latest articles of a story that are compared one by one
)

// also returns the articles of a story, the most like n first.
func (x *index) also(n *probe, s *story) []int64 {
	return x.ranked(n, s.members, maxAlso)
}

// ranked returns the IDs of the members most like n, the likest first.
func (x *index) ranked(n *probe, members []*article, limit int) []int64 {
	type scored struct {
		id   int64
		odds float64
	}
	members = members[max(0, len(members)-maxCompared):]
	all := make([]scored, len(members))
	for i, m := range members {
		all[i] = scored{m.id, x.odds(n, m)}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.odds, a.odds) })
	ids := make([]int64, min(limit, len(all)))
	for i := range ids {
		ids[i] = all[i].id
	}
	return ids
}

// related returns an article of each of the other stories that an article may
// belong to or that are about its subject, the likest first.
func (x *index) related(n *probe, s *story, found []match) (ids []int64) {
	for _, m := range found {
		if m.story != s && m.best >= relatedOdds && len(ids) < maxRelated {
			ids = append(ids, x.ranked(n, m.story.members, 1)...)
		}
	}
	return ids
}
