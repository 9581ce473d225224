package story

import (
	"regexp"
	"testing"
	"time"
)

// TestEvalOneSource prints how many articles join an earlier one of their own
// source: few continue it, and fewer were published again. The feed of one
// newspaper is the harder test: on a front page that aggregates, an event's
// second headline is often the first one's correction.
func TestEvalOneSource(t *testing.T) {
	for _, stream := range []struct {
		name     string
		articles []Article
		most     float64 // of 1,000
	}{{"feed-replay", replayedArticles(t), 20}, {"headlines", seen(t)[:20_000], 100}} {
		g := New(Options{})
		type telling struct{ source, story int64 }
		told := map[telling]bool{}
		titles := map[int64]string{}
		joined, again := 0, 0
		for _, a := range stream.articles {
			v := g.Add(a)
			this := telling{a.Source, v.Story}
			if told[this] && a.Source != 0 {
				joined++
				if v.DuplicateOf != 0 {
					again++
				}
				if joined <= 20 {
					t.Logf("%q joins %q (again: %t)", a.Title, titles[v.Story], v.DuplicateOf != 0)
				}
			}
			told[this], titles[a.ID] = true, a.Title
		}
		of := func(n int) float64 { return 1000 * float64(n) / float64(len(stream.articles)) }
		t.Logf("%s: of 1,000 articles %.1f join an earlier one of their source, %.1f of them as published again", stream.name, of(joined), of(again))
		if of(joined) > stream.most {
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
