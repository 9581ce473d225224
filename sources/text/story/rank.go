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
// article, but not of its story: best first, one a story, at most three. The
// candidates may be older than the window; how much a word tells is what it
// tells in the window.
func (g *Groups) Rank(a Article, story int64, candidates []Candidate) []int64 {
	x := &g.index
	n := x.probe(newArticle(a))
	type ranked struct {
		Candidate
		odds float64
	}
	var near []ranked
	for _, c := range candidates {
		if odds := x.odds(n, newArticle(c.Article)); c.Story != story && odds >= relatedOdds {
			near = append(near, ranked{c, odds})
		}
	}
	slices.SortStableFunc(near, func(a, b ranked) int { return cmp.Compare(b.odds, a.odds) })
	var ids []int64
	told := map[int64]bool{}
	for _, c := range near {
		if !told[c.Story] && len(ids) < maxRelated {
			told[c.Story] = true
			ids = append(ids, c.ID)
		}
	}
	return ids
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
	common := backgroundOf(a.Lang)
	for term, w := range c.words {
		share := common.share(term)
		e := entry{term: term, mark: commonness(share)}
		all = append(all, ranked{w, c.weigh(w, share) * g.index.info(e, len(c.words))})
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
