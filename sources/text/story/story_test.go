package story

import (
	"slices"
	"testing"
	"time"
)

var day = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

func TestAddGroupsTheSameEvent(t *testing.T) {
	g := New(Options{})
	ferry := g.Add(Article{ID: 1, Source: 1, Lang: "en", Title: "Ferry runs aground off Tarn island", Time: day})
	again := g.Add(Article{ID: 2, Source: 2, Lang: "en", Title: "Tarn island ferry aground, passengers safe", Time: day.Add(time.Hour)})
	other := g.Add(Article{ID: 3, Source: 2, Lang: "en", Title: "Central bank holds its key rate", Time: day.Add(2 * time.Hour)})
	if ferry.Story != 1 || again.Story != 1 || other.Story != 3 {
		t.Errorf("stories %d, %d, %d, want 1, 1, 3", ferry.Story, again.Story, other.Story)
	}
	if !slices.Equal(again.Also, []int64{1}) {
		t.Errorf("also %v, want [1]", again.Also)
	}
}

func TestSameAddressIsADuplicate(t *testing.T) {
	g := New(Options{})
	g.Add(Article{ID: 1, Source: 1, Canonical: "https://a.example/x", Title: "One", Time: day})
	if v := g.Add(Article{ID: 2, Source: 1, Canonical: "https://a.example/x", Title: "Other words", Time: day}); v.DuplicateOf != 1 || v.Story != 1 {
		t.Errorf("got %+v, want a duplicate of 1", v)
	}
}
