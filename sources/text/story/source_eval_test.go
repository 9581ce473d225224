package story

import (
	"regexp"
	"testing"
	"time"
)

// An article joins an earlier one of its own source only when it updates that
// or goes on with its story, which few do. The feed of one newspaper is the
// harder test: on a front page that aggregates, an event's second headline is
// often the first one's correction. Both come at the times at which they came.
func TestEvalOneSource(t *testing.T) {
	for _, stream := range []struct {
		name     string
		articles []Article
		most     float64 // of 1,000
	}{{"feed-replay", replayedArticles(t), 20}, {"headlines", seen(t)[:20_000], 100}} {
		g := New(Options{})
		type telling struct{ source, story int64 }
		told := map[telling]bool{}
		joined := 0
		for _, a := range stream.articles {
			this := telling{a.Source, g.Add(a).Story}
			if told[this] && a.Source != 0 {
				joined++
			}
			told[this] = true
		}
		share := 1000 * float64(joined) / float64(len(stream.articles))
		t.Logf("%s: of 1,000 articles %.1f join an earlier one of their source", stream.name, share)
		if share > stream.most {
			t.Errorf("%s: want at most %.0f", stream.name, stream.most)
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
