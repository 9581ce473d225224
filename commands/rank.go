package commands

import (
	"cmp"
	"math"
	"slices"
	"time"

	"newshound/sources"
	"newshound/storage"
)

// A story is what a place has of one event, oldest article first.
type story []sources.Article

// lead is the article that stands for the story: the first that has a summary
// and is in the reader's language, else in any, else the first.
func (s story) lead(lang string) sources.Article {
	for _, fits := range []func(sources.Article) bool{
		func(a sources.Article) bool { return len(a.Summary) > 0 && a.Lang == cmp.Or(lang, English) },
		func(a sources.Article) bool { return len(a.Summary) > 0 },
	} {
		if i := slices.IndexFunc(s, fits); i >= 0 {
			return s[i]
		}
	}
	return s[0]
}

func (s story) latest() time.Time { return s[len(s)-1].Seen }

// worth is what a story is worth in a digest of a period, at a time. Every
// further source adds; half of the worth is gone after half of the period. What
// the place's own alerts and follows ask for is worth more, and of a story that
// was told before only what other sources have said since.
func worth(h storage.StoryHead, now time.Time, period time.Duration) float64 {
	const (
		forAlerts  = 0.5  // more, when an alert fired on it
		forFollows = 0.25 // more, when it is followed
		toldBefore = 0.5  // of what is new
	)
	w := 1 + 2*math.Log(float64(h.Sources))
	w *= math.Exp2(-2 * now.Sub(h.Latest).Hours() / period.Hours())
	if h.Alerts > 0 {
		w *= 1 + forAlerts
	}
	if h.Followed {
		w *= 1 + forFollows
	}
	if h.Told {
		w *= toldBefore * float64(h.New) / float64(h.Sources)
	}
	return w
}

// rank orders stories by their worth, and leaves those out that have none.
func rank(heads []storage.StoryHead, now time.Time, period time.Duration) []storage.StoryHead {
	heads = slices.DeleteFunc(heads, func(h storage.StoryHead) bool { return worth(h, now, period) == 0 })
	slices.SortStableFunc(heads, func(a, b storage.StoryHead) int {
		return cmp.Compare(worth(b, now, period), worth(a, now, period))
	})
	return heads
}
