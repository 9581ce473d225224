package story

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"newshound/sources/text"
)

const (
	titleWeight = 3.0
	storyAt     = 0.30 // similarity from which an article joins a story
	sameAt      = 0.90 // similarity from which it is the same article
	relatedAt   = 0.10
	decay       = 4 * 24 * time.Hour // age at which similarity has halved
)

type article struct {
	id, source, story int64
	url               string
	time              time.Time
	terms             map[string]float64 // weight before IDF
}

type match struct {
	article *article
	score   float64
}

func newArticle(a Article) *article {
	n := &article{id: a.ID, source: a.Source, url: a.Canonical, time: a.Time, terms: map[string]float64{}}
	count(n.terms, a.Title, a.Lang, titleWeight)
	count(n.terms, a.Text, a.Lang, 1)
	for t, c := range n.terms {
		n.terms[t] = 1 + math.Log(c)
	}
	return n
}

func count(terms map[string]float64, s, lang string, weight float64) {
	for _, t := range text.Tokens(s, lang) {
		if !text.IsStop(t.Fold, lang) {
			terms[strings.Clone(t.Stem)] += weight
		}
	}
}

func (g *Groups) idf(term string) float64 {
	return math.Log((float64(len(g.articles)) + 1000) / (float64(len(g.postings[term])) + 1))
}

// nearest returns the articles like a new one, best first, by the cosine of
// their TF-IDF vectors.
func (g *Groups) nearest(n *article) []match {
	dots := map[*article]float64{}
	for t, w := range n.terms {
		idf := g.idf(t)
		for _, old := range g.postings[t] {
			dots[old] += w * old.terms[t] * idf * idf
		}
	}
	found := make([]match, 0, len(dots))
	norm := g.norm(n)
	for old, dot := range dots {
		found = append(found, match{old, dot / norm / g.norm(old)})
	}
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.article.id, b.article.id))
	})
	return found
}

func (g *Groups) norm(n *article) float64 {
	sum := 0.0
	for t, w := range n.terms {
		sum += w * w * g.idf(t) * g.idf(t)
	}
	return math.Sqrt(sum)
}

func (g *Groups) duplicate(n *article, found []match) *article {
	if old := g.byURL[n.url]; old != nil {
		return old
	}
	if len(found) > 0 && found[0].score >= sameAt {
		return found[0].article
	}
	return nil
}

// best returns the story whose articles are on average most like a new one,
// or the article's own ID.
func (g *Groups) best(n *article, found []match) int64 {
	sums := map[int64]float64{}
	best, bestScore := n.id, storyAt
	for _, m := range found {
		s := m.article.story
		if n.source != 0 && m.article.source == n.source && m.score < 2*storyAt {
			continue
		}
		age := n.time.Sub(m.article.time)
		sums[s] += m.score * math.Exp2(-float64(age)/float64(decay))
		size := float64(len(g.stories[s]))
		if score := sums[s] / size; score > bestScore {
			best, bestScore = s, score
		}
	}
	return best
}
