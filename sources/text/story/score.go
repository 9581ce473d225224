package story

import (
	"cmp"
	"math"
	"slices"
)

const (
	maxVisits  = 20_000 // postings looked at for an article
	maxStories = 16     // stories compared in full
	maxVouch   = 12     // members of a story that are compared, the latest
	leastOdds  = -6.0   // that one member counts for
	hopeless   = -2.0   // log odds of the best member from which the forest is asked
	sureOdds   = 0.7    // above the bar, of articles that say nearly the same
)

// A match is a story like a new article.
type match struct {
	story *story
	odds  float64 // log odds that the article is of its event
	bar   float64 // from which it joins
	best  float64 // log odds by the member alone that vouches most
	by    *article
}

// search returns the stories most like a new article, the likeliest first.
func (x *index) search(n *probe) []match {
	slots := x.candidates(n)
	found := make([]match, 0, len(slots))
	for _, slot := range slots {
		found = append(found, x.match(n, x.stories[slot]))
	}
	slices.SortFunc(found, byOdds)
	return found
}

func byOdds(a, b match) int {
	return cmp.Or(cmp.Compare(b.odds, a.odds), cmp.Compare(a.story.first, b.story.first))
}

// match compares an article with a story's latest members, who vouch for it
// together: what is like one of them alone joins them by a common subject.
func (x *index) match(n *probe, s *story) match {
	v, by := x.vouch(n, s)
	bar := x.model.bar(v[textShare])
	if v[bestOdds] < hopeless { // as most candidates are: they share a word or two
		return match{s, leastOdds, bar, v[bestOdds], by}
	}
	odds := x.model.stories.odds(v)
	if len(n.terms) >= fewestTerms && evidence(v[storyFeatures:]).nearlySame() {
		odds = max(odds, bar+sureOdds)
	}
	return match{s, odds - stale(n.article, s), bar, v[bestOdds], by}
}

// What the forest knows of an article and a story: these, and the evidence of
// the member that vouches most.
const (
	bestOdds = iota
	meanOdds
	secondOdds
	storySize
	meanCosine
	coveredByAny  // share of what the article tells that some member tells
	coveredByHalf // and that half of the members tell
	textShare
	articleTerms
	storyFeatures
)

// vouch is what a story's members say of an article, and the one of them that
// vouches most.
func (x *index) vouch(n *probe, s *story) (v []float64, by *article) {
	members := s.members[max(0, len(s.members)-maxVouch):]
	v = make([]float64, storyFeatures, storyFeatures+features)
	v[bestOdds], v[secondOdds] = math.Inf(-1), leastOdds
	var best evidence
	each := 1 / float64(len(members))
	for _, m := range members {
		e, text := x.compare(n, m), textual(n.article, m)
		odds := x.model.pair(e, text)
		if odds > v[bestOdds] {
			v[secondOdds] = max(v[bestOdds], leastOdds)
			v[bestOdds], best, by = odds, e, m
		} else {
			v[secondOdds] = max(v[secondOdds], odds)
		}
		v[meanOdds] += max(odds, leastOdds) * each
		v[meanCosine] += e[cosineAt] * each
		v[textShare] += text * each
	}
	v[storySize], v[articleTerms] = float64(len(s.members)), float64(len(n.terms))
	if v[bestOdds] >= hopeless {
		v[coveredByAny], v[coveredByHalf] = cover(n, members)
	}
	return append(v, best[:]...), by
}

// cover is the share of what an article tells that any of some others tells,
// and that half of them tell.
func cover(n *probe, others []*article) (any, half float64) {
	for i, e := range n.terms {
		have := 0
		for _, m := range others {
			if m.terms.has(e.term) {
				have++
			}
		}
		if have > 0 {
			any += n.info[i]
		}
		if 2*have >= len(others) {
			half += n.info[i]
		}
	}
	return share(any, n.total), share(half, n.total)
}

// candidates returns the slots of the stories that share the rarest terms
// with an article. Its time is bounded whatever the window holds: the rarest
// terms come first, and the commonest are not looked at.
func (x *index) candidates(n *probe) []uint32 {
	type rare struct {
		list []uint32
		gain float32
	}
	lists := make([]rare, 0, len(n.terms))
	for i, e := range n.terms {
		if list := x.postings.slots(e.term); len(list) > 0 {
			lists = append(lists, rare{list, float32(float64(e.weight) * n.info[i] * n.info[i])})
		}
	}
	slices.SortStableFunc(lists, func(a, b rare) int { return cmp.Compare(len(a.list), len(b.list)) })
	var touched []uint32
	left := maxVisits
	for _, r := range lists {
		if left -= len(r.list); left < 0 {
			break
		}
		for _, slot := range r.list {
			if x.scores[slot] == 0 {
				touched = append(touched, slot)
			}
			x.scores[slot] += r.gain
		}
	}
	best := x.top(touched)
	for _, slot := range touched {
		x.scores[slot] = 0
	}
	return best
}

// top returns the best of the slots by their scores.
func (x *index) top(slots []uint32) []uint32 {
	better := func(a, b uint32) int {
		if c := cmp.Compare(x.scores[b], x.scores[a]); c != 0 {
			return c // mostly: a look at the stories themselves takes longer
		}
		return cmp.Compare(x.stories[a].first, x.stories[b].first)
	}
	best := make([]uint32, 0, maxStories+1)
	for _, slot := range slots {
		if len(best) == maxStories && better(best[maxStories-1], slot) <= 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(best, slot, better)
		if best = slices.Insert(best, i, slot); len(best) > maxStories {
			best = best[:maxStories]
		}
	}
	return best
}
