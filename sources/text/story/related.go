package story

import (
	"cmp"
	"slices"
)

const (
	relatedAt = 0.9 // share of what joins a story from which one is related
	relatedBy = 0.8 // and share of the best one's likeness

	// From doubtAt of what joins a story, and from doubtBy of the likeness to
	// the story that it joined, an article may be of the same event after all.
	doubtAt = 0.5
	doubtBy = 0.5

	maxAlso     = 50
	maxRelated  = 3
	maxCompared = 200 // latest articles of a story that are compared one by one
)

// also returns the articles of a story, the most like n first.
func (x *index) also(n *article, s *story) []int64 {
	return x.ranked(n, s.members, maxAlso)
}

func (x *index) ranked(n *article, members []*article, limit int) []int64 {
	type scored struct {
		id    int64
		score float64
	}
	members = members[max(0, len(members)-maxCompared):]
	all := make([]scored, len(members))
	for i, m := range members {
		all[i] = scored{m.id, x.cosine(n, m)}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	ids := make([]int64, min(limit, len(all)))
	for i := range ids {
		ids[i] = all[i].id
	}
	return ids
}

// related returns an article of each of the other stories on the subject of
// an article and its story s.
func (x *index) related(n *article, s *story, found []match) []int64 {
	subject := n.terms
	if s != nil {
		subject = subject.plus(s.sum)
	}
	length := subject.length(x.idf)
	doubt := doubtful(s, found)
	var near []match
	for _, m := range found {
		if m.story == s || m.score >= doubt && x.open(n, m.story) {
			continue
		}
		cosine := x.dot(subject, m.story.sum) / length / m.story.sum.length(x.idf)
		if cosine >= relatedAt*x.bar(n.length(), float64(n.shared)) {
			near = append(near, match{m.story, cosine})
		}
	}
	slices.SortFunc(near, byScore)
	var ids []int64
	for _, m := range near[:min(len(near), maxRelated)] {
		if m.score < relatedBy*near[0].score {
			break
		}
		ids = append(ids, x.ranked(n, m.story.members, 1)...)
	}
	return ids
}

// doubtful is the score from which another story than s may be of its event.
func doubtful(s *story, found []match) float64 {
	for _, m := range found {
		if m.story == s {
			return max(doubtAt, doubtBy*m.score)
		}
	}
	return doubtAt
}
