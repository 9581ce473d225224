package story

import "math"

// staleness is what each doubling of the days since a story's latest article
// takes off the odds: what is told of the same things later is mostly of the
// next event.
const staleness = 0.7

// choose returns the story that an article joins, or nil. Where it is in
// doubt, the article opens a story of its own.
func (x *index) choose(n *probe, found []match) *story {
	for _, m := range found {
		if m.odds < m.bar || templated(n, m.by) {
			continue
		}
		if own := m.story.latestOf(n.source); own == nil || continues(n, own) {
			return m.story
		}
	}
	return nil
}

// latestOf is the latest article of a source in a story, nil without one or
// where the source is not known.
func (s *story) latestOf(source int64) *article {
	if source == 0 {
		return nil
	}
	for i := len(s.members) - 1; i >= 0; i-- {
		if s.members[i].source == source {
			return s.members[i]
		}
	}
	return nil
}

// stale is what time takes off the odds between a story's latest article and a
// new one.
func stale(n *article, s *story) float64 {
	days := math.Abs(float64(n.time)-float64(s.members[len(s.members)-1].time)) / (24 * 60 * 60)
	return staleness * math.Log2(1+days)
}
