package story

import (
	"math"
	"time"
)

// Two items of one source are two articles, however alike: episodes, releases
// and reports from a template share most of their words. They are of one story
// only where the later one continues the earlier one.
const (
	continueWithin = 24 * time.Hour // after the source's last article on the story
	continueThings = 2              // rare and independent things that both titles name
)

// continues reports whether an article that is like a story goes on with what
// its own source told of it last.
func continues(n *probe, last *article) bool {
	since := time.Duration(int64(n.time)-int64(last.time)) * time.Second
	if since > continueWithin {
		return false
	}
	return rareThings(n, last, inTitle) >= continueThings && titleShare(n, last) < templateShare && !numbersDiffer(n.article, last)
}

// rareThings is how many things that are rare in news in general two articles
// share, independent of each other, where both have a mark. Numbers do not
// count.
func rareThings(n *probe, m *article, both mark) (rare int) {
	var shared []common
	for _, e := range n.terms {
		if at, ok := m.terms.find(e.term); ok && e.mark&at.mark&both == both && e.mark&isNumber == 0 {
			shared = append(shared, common{e.mark.place(), at.mark.place(), -math.Log(e.expected(fewestTerms))})
		}
	}
	for _, unit := range unitsOf(shared) {
		if unit >= rareInfo {
			rare++
		}
	}
	return rare
}
