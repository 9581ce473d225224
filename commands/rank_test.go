package commands

import (
	"testing"
	"time"

	"newshound/sources"
)

func TestRankPutsTheWorthiestFirst(t *testing.T) {
	told := func(title string, ago time.Duration, by ...int64) (s story) {
		for _, source := range by {
			s = append(s, sources.Article{Title: title, Source: source, Seen: noon.Add(-ago)})
		}
		return s
	}
	stories := []story{
		told("alone, fresh", time.Hour, 1),
		told("one source three times", time.Hour, 1, 1, 1),
		told("four sources, last night", 16*time.Hour, 1, 2, 3, 4),
		told("three sources, this morning", 4*time.Hour, 1, 2, 3),
		told("two sources, fresh", time.Hour, 1, 2),
		told("ten sources, last week", 7*24*time.Hour, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
	}
	rank(stories, noon)
	for i, want := range []string{
		"three sources, this morning", "two sources, fresh", "four sources, last night",
		"alone, fresh", "one source three times", "ten sources, last week",
	} {
		if got := stories[i][0].Title; got != want {
			t.Errorf("%d is %q, want %q", i+1, got, want)
		}
	}
}
