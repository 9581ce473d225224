package story

import (
	"cmp"
	"testing"
	"time"

	"newshound/sources/text"
)

// seen returns real headlines of 2,600 sources in two languages, when each was
// first seen on a news aggregator's front page.
func seen(t testing.TB) (out []Article) {
	sources := map[string]int64{"": 0}
	evalLines(t, "headlines.jsonl.gz", func(l struct {
		Title, Source string
		FirstSeen     string `json:"first_seen"`
	}) {
		at, err := time.Parse("2006-01-02T15:04", l.FirstSeen)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := sources[l.Source]; !ok {
			sources[l.Source] = int64(len(sources))
		}
		lang := cmp.Or(text.Language(l.Title), "en")
		out = append(out, Article{ID: int64(len(out) + 1), Source: sources[l.Source], Title: l.Title, Lang: lang, Time: at})
	})
	return out
}

// What is told of the same few people and places day after day is not one
// story that never ends and takes in its neighbours, whether or not the
// sources are known.
func TestEvalGrowth(t *testing.T) {
	articles := seen(t)[:8_000]
	for _, named := range []bool{true, false} {
		g, of := New(Options{}), map[int64]int64{}
		for _, a := range articles {
			if !named {
				a.Source = 0
			}
			v := g.Add(a)
			of[a.ID] = v.Story
			for _, m := range v.Moved {
				of[m.Article] = m.Story
			}
		}
		size := map[int64]int{}
		largest := 0
		for _, s := range of {
			size[s]++
			largest = max(largest, size[s])
		}
		t.Logf("%d headlines of three weeks, sources named %t: %d stories, the largest of %d", len(articles), named, len(size), largest)
		if largest > len(articles)/20 {
			t.Errorf("a story of %d headlines swallows its neighbours", largest)
		}
	}
}
