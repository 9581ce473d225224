package story

import (
	"cmp"
	"math"
	"slices"
	"time"
)

const (
	// decay is the age at which a story counts half: most of an event is told
	// within a day, and what is told of the same things later is of the next.
	decay = 24 * time.Hour

	before = 210 // stories that count as told before the first

	maxVisits  = 20_000 // postings looked at for an article
	maxStories = 16     // stories compared in full
)

// A match is a story like a new article.
type match struct {
	story *story
	score float64 // 1 where it is just enough to join
}

// idf is how much a term tells: less the more stories have it. Stories are
// counted, not articles, so that a much covered event does not make its own
// words common.
//
// Counting starts as if stories without the term had been told before: among
// the first few, being in one or in two says little of a term.
func (x *index) idf(term uint32) float64 {
	return math.Log(1 + float64(x.size()+before)/float64(x.postings.count(term)+1))
}

// size is how many stories there are.
func (x *index) size() int { return len(x.stories) - len(x.free) }

// search returns the stories most like a new article, best first.
func (x *index) search(n *article) []match {
	slots := x.candidates(n)
	alone := x.part([]*article{n}, n.terms)
	found := make([]match, 0, len(slots))
	for _, slot := range slots {
		s := x.stories[slot]
		score := x.likeness(alone, x.part(s.members, s.sum)) * fading(s.members[0], n)
		found = append(found, match{s, score})
	}
	slices.SortFunc(found, byScore)
	return found
}

// fading is how much likeness counts between two articles that came apart.
func fading(a, b *article) float64 {
	apart := math.Abs(float64(a.time) - float64(b.time))
	return 1 / (1 + apart/decay.Seconds())
}

func byScore(a, b match) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.story.first, b.story.first))
}

// candidates returns the slots of the stories that share the rarest terms
// with an article. Its time is bounded whatever the window holds: the rarest
// terms come first, and the commonest are not looked at.
func (x *index) candidates(n *article) []uint32 {
	type rare struct {
		list []uint32
		gain float32
	}
	lists := make([]rare, 0, len(n.terms))
	for _, e := range n.terms {
		if list := x.postings.slots(e.term); len(list) > 0 {
			idf := x.idf(e.term)
			lists = append(lists, rare{list, float32(float64(e.weight) * idf * idf)})
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
			x.scores[slot] += r.gain / float32(math.Sqrt(float64(len(x.stories[slot].sum))))
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
		return cmp.Or(cmp.Compare(x.scores[b], x.scores[a]), cmp.Compare(x.stories[a].first, x.stories[b].first))
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

func (x *index) dot(a, b vector) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	sum := 0.0
	for _, e := range a {
		if w, ok := b.find(e.term); ok {
			idf := x.idf(e.term)
			sum += float64(e.weight) * float64(w) * idf * idf
		}
	}
	return sum
}

// cosine is the likeness of two articles.
func (x *index) cosine(a, b *article) float64 {
	return x.dot(a.terms, b.terms) / a.terms.length(x.idf) / b.terms.length(x.idf)
}
