package story

import (
	"regexp"
	"testing"
	"time"
)

// An article joins an earlier one of its own source only when it updates
// that: here, where at least half of the longer title's words are the other's.
// A copy of another source's article goes where that is.
func TestEvalOneSource(t *testing.T) {
	for name, articles := range map[string][]Article{"feed-replay": replayedArticles(t), "headlines": headlines(t, 60_000)} {
		g := New(Options{})
		bySource := map[int64]map[int64][]Article{} // by source and story
		var joined, wrong int
		for _, a := range articles {
			v := g.Add(a)
			s := v.Story
			of := bySource[a.Source]
			if of == nil {
				of = map[int64][]Article{}
				bySource[a.Source] = of
			}
			if best := alike(a, of[s]); len(of[s]) > 0 {
				joined++
				if best < .5 && v.DuplicateOf == 0 {
					wrong++
				}
			}
			of[s] = append(of[s], a)
		}
		per := func(n int) float64 { return 1000 * float64(n) / float64(len(articles)) }
		t.Logf("%s: of 1,000 articles %.1f join an earlier one of their source, %.1f with less than half of its title", name, per(joined), per(wrong))
		if per(joined) > 60 || per(wrong) > 2 {
			t.Errorf("%s: articles of one source are merged that update nothing", name)
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// replayedArticles returns the captured feeds' items, once each.
func replayedArticles(t testing.TB) (articles []Article) {
	sources, items := feedReplay(t)
	for n, source := range sources {
		seen := map[string]bool{}
		for _, it := range items[source] {
			at, err := time.Parse(time.RFC1123, it.PubDate)
			if err != nil {
				t.Fatal(err)
			}
			if !seen[it.GUID] {
				seen[it.GUID] = true
				articles = append(articles, Article{
					ID: int64(len(articles) + 1), Source: int64(n + 1), Canonical: it.Link,
					Title: it.Title, Text: tags.ReplaceAllString(it.Description, ""), Lang: "en", Time: at,
				})
			}
		}
	}
	return articles
}

// alike is the share of the longer title's words that the closest of the
// earlier articles has as well.
func alike(a Article, earlier []Article) (best float64) {
	title := newArticle(Article{Title: a.Title, Lang: a.Lang}).title()
	for _, e := range earlier {
		same, other := 0, newArticle(Article{Title: e.Title, Lang: e.Lang}).title()
		for _, w := range other {
			for _, v := range title {
				if v == w {
					same++
				}
			}
		}
		best = max(best, float64(same)/float64(max(len(title), len(other), 1)))
	}
	return best
}
