package commands

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"newshound/sources"
	"newshound/storage"
)

// A story is what a place has of one event, oldest article first.
type story []sources.Article

// lead is the article that stands for the story: the first that has a
// summary, else the first.
func (s story) lead() sources.Article {
	for _, a := range s {
		if len(a.Summary) > 0 {
			return a
		}
	}
	return s[0]
}

func (s story) latest() time.Time { return s[len(s)-1].Seen }

// storiesSince are the stories that a place's sources added to since a time
// and after an article, the latest first.
func storiesSince(ctx context.Context, r storage.Reads, place string, since time.Time, after int64) ([]story, error) {
	const most = 2000 // articles
	articles, err := r.Stories(ctx, place, since, after, most)
	if err != nil {
		return nil, err
	}
	var out []story
	for _, a := range articles {
		if n := len(out); n > 0 && out[n-1][0].Story == a.Story {
			out[n-1] = append(out[n-1], a)
		} else {
			out = append(out, story{a})
		}
	}
	slices.SortStableFunc(out, func(a, b story) int { return b.latest().Compare(a.latest()) })
	return out, nil
}

// rank orders stories by what they are worth at a time: every further source
// adds, and half of the worth is gone after half a day.
func rank(stories []story, now time.Time) {
	const halfLife = 12 * time.Hour
	worth := func(s story) float64 {
		age := now.Sub(s.latest()).Hours() / halfLife.Hours()
		return (1 + 2*math.Log(float64(countSources(s)))) * math.Exp2(-age)
	}
	slices.SortStableFunc(stories, func(a, b story) int { return cmp.Compare(worth(b), worth(a)) })
}
