package story

import (
	"cmp"
	"slices"
)

// A Candidate is an article that may be on the same subject as another.
type Candidate struct {
	Article
	Story int64
}

// Rank returns the IDs of those candidates that are on the subject of an
// article and of its story, but not of its event: best first, one a story, at
// most three. The candidates may be older than the window; how much a word
// tells is what it tells in the window.
func (g *Groups) Rank(a Article, story int64, candidates []Candidate) []int64 {
	x := &g.index
	n := newArticle(a)
	subject := n.terms
	if s := x.byFirst[story]; s != nil {
		subject = subject.plus(s.sum)
	}
	bar, length := x.bar(n.length(), float64(n.shared)), subject.length(x.idf)
	var near []candidate
	for _, c := range candidates {
		m := newArticle(c.Article)
		if c.Story == story || g.sameEvent(n, m, bar) {
			continue
		}
		if likeness := x.dot(subject, m.terms) / length / m.terms.length(x.idf); likeness >= rankedAt*bar {
			near = append(near, candidate{c, likeness})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(b.likeness, a.likeness) })
	return bestOf(near)
}

type candidate struct {
	Candidate
	likeness float64
}

// bestOf are the IDs of the best, one a story, but for those far behind.
func bestOf(near []candidate) []int64 {
	var ids []int64
	told := map[int64]bool{}
	for _, c := range near {
		if len(ids) == maxRelated || c.likeness < relatedBy*near[0].likeness {
			break
		}
		if !told[c.Story] {
			told[c.Story] = true
			ids = append(ids, c.ID)
		}
	}
	return ids
}

const (
	rankedAt = 0.8 // share of what joins an article from which one of the whole history is related
	sameFrom = 0.6 // and share from which it may be of the same event
)

// sameEvent reports whether an earlier article may be of the same event: they
// could be joined, and are so like each other that they nearly are.
func (g *Groups) sameEvent(n, m *article, bar float64) bool {
	pause := max(0, float64(n.time)-float64(m.time))
	return pause < g.options.Window.Seconds() && g.index.cosine(n, m)*fading(m, n) >= sameFrom*bar
}

// Subject returns the stems of the n words that tell most of what an article
// is about, best first.
func (g *Groups) Subject(a Article, n int) []string {
	c := counter{lang: a.Lang, words: map[uint32]*word{}}
	c.article(a)
	type ranked struct {
		*word
		worth float64
	}
	var all []ranked
	for term, w := range c.words {
		all = append(all, ranked{w, c.weigh(w) * g.index.idf(term)})
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.order, b.order))
	})
	var stems []string
	for _, r := range all[:min(n, len(all))] {
		stems = append(stems, r.stem)
	}
	return stems
}
