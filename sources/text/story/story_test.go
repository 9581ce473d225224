package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var day = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

const ferry = "The ferry Solveig ran aground off Tarn island on Monday morning with eighty people on board. " +
	"The coast guard took all passengers ashore before noon, and nobody was hurt. " +
	"The shipping company said the steering had failed in strong wind; the harbour of Tarn stays closed until the ship is towed."

const harbour = "The council of Tarn wants a second harbour on the island's western shore. " +
	"Building would start in spring, cost four million and take three years, said the mayor. " +
	"Fishermen object that the quay would cover their best ground; the ferry's owners offered to pay a third."

const holed = "Divers have found a hole in the hull of the ferry Solveig, which ran aground off Tarn island on Monday morning with eighty people on board. " +
	"The coast guard had taken all passengers ashore. The shipping company still says that the steering failed in strong wind. " +
	"Until the ship is towed, the harbour of Tarn stays closed."

func TestAdd(t *testing.T) {
	cases := []struct {
		name     string
		articles []Article
		want     []Verdict
	}{
		{"another source tells the same event", []Article{
			{Source: 1, Title: "Ferry runs aground off Tarn island"},
			{Source: 2, Title: "Tarn island ferry aground, passengers safe"},
			{Source: 2, Title: "Central bank holds its key rate"},
		}, []Verdict{{Story: 1}, {Story: 1, Also: []int64{1}}, {Story: 3}}},
		{"one address, of several feeds", []Article{
			{Source: 1, Canonical: "https://a.example/x", Title: "Ferry runs aground"},
			{Source: 2, Canonical: "https://a.example/x", Title: "Everyone safe after mishap at sea"},
			{Source: 3, Canonical: "https://a.example/x", Title: "All safe"},
		}, []Verdict{{Story: 1}, {Story: 1, DuplicateOf: 1, Also: []int64{1}}, {Story: 1, DuplicateOf: 1, Also: []int64{2, 1}}}},
		{"an agency's text under another headline", []Article{
			{Source: 1, Title: "Ferry aground", Text: ferry},
			{Source: 2, Title: "Eighty rescued off Tarn", Text: "(agency) " + ferry + " More follows."},
		}, []Verdict{{Story: 1}, {Story: 1, DuplicateOf: 1, Also: []int64{1}}}},
		{"one source's next event on a subject", []Article{
			{Source: 1, Title: "Ferry aground", Text: ferry},
			{Source: 2, Title: "Tarn island ferry aground, passengers safe"},
			{Source: 1, Title: "Tarn to build a second harbour for its ferry", Text: harbour},
		}, []Verdict{{Story: 1}, {Story: 1, Also: []int64{1}}, {Story: 3, Related: []int64{2}}}},
		{"one source continues its story", []Article{
			{Source: 1, Title: "Ferry Solveig runs aground off Tarn island", Text: ferry},
			{Source: 2, Title: "Tarn island ferry aground, passengers safe", Text: ferry + " More follows."},
			{Source: 1, Title: "Hull of the ferry Solveig holed off Tarn, divers say", Text: holed},
		}, []Verdict{{Story: 1}, {Story: 1, DuplicateOf: 1, Also: []int64{1}}, {Story: 1, Also: []int64{1, 2}}}},
		{"one address, that a source gives to each of its items", []Article{
			{Source: 1, Canonical: "https://a.example/x", Title: "Forecast for Monday: storm"},
			{Source: 1, Canonical: "https://a.example/x", Title: "Forecast for Tuesday: calm"},
		}, []Verdict{{Story: 1}, {Story: 2}}},
		{"two items of one source that differ in one word", []Article{
			{Source: 1, Title: "Harbour gate: closed", Text: ferry},
			{Source: 1, Title: "Harbour gate: open", Text: ferry},
		}, []Verdict{{Story: 1}, {Story: 2, Related: []int64{1}}}},
		{"two programs with the same notes", []Article{
			{Source: 1, Title: "Tusky 25.1", Text: ferry},
			{Source: 2, Title: "Brannoc 6.8", Text: ferry},
		}, []Verdict{{Story: 1}, {Story: 2, Related: []int64{1}}}},
		{"two items of one source, from a template", []Article{
			{Source: 1, Title: "Ferry Solveig arrives at Tarn island at 8:30", Text: ferry},
			{Source: 1, Title: "Ferry Solveig arrives at Tarn island at 9:30", Text: ferry},
		}, []Verdict{{Story: 1}, {Story: 2, Related: []int64{1}}}},
		{"nothing to go by", []Article{{Title: ""}, {Title: ""}, {Title: "…"}},
			[]Verdict{{Story: 1}, {Story: 2}, {Story: 3}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := New(Options{})
			var got []Verdict
			for i, a := range c.articles {
				a.ID, a.Lang, a.Time = int64(i+1), "en", day.Add(time.Duration(i)*time.Hour)
				got = append(got, g.Add(a))
			}
			for i := range got {
				got[i].Memory = nil // TestMemoryComesBack
				got[i].Also, got[i].Related = slices.Clip(got[i].Also), slices.Clip(got[i].Related)
			}
			if d := cmp.Diff(c.want, got, cmp.Transformer("empty", func(ids []int64) []int64 { return append([]int64{0}, ids...) })); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestForget(t *testing.T) {
	g := New(Options{Window: 24 * time.Hour, Max: 3})
	add := func(id int64, title string, after time.Duration) int64 {
		return g.Add(Article{ID: id, Title: title, Lang: "en", Time: day.Add(after)}).Story
	}
	add(1, "Ferry Solveig runs aground off Tarn island with eighty aboard", 0)
	if s := add(2, "Tarn island: ferry Solveig aground, eighty aboard", 12*time.Hour); s != 1 {
		t.Errorf("within the window: story %d, want 1", s)
	}
	if s := add(3, "Ferry Solveig aground off Tarn island, eighty were aboard", 30*time.Hour); s != 1 {
		t.Errorf("the story goes on after its first article: story %d, want 1", s)
	}
	if s := add(4, "Ferry Solveig aground off Tarn island, eighty were aboard", 100*time.Hour); s != 4 {
		t.Errorf("after the window: story %d, want 4", s)
	}
	for id := range int64(10) {
		add(10+id, strings.Repeat("x", int(id)+2), 100*time.Hour)
	}
	if n := len(g.index.queue); n != 3 {
		t.Errorf("%d articles remembered, want 3", n)
	}
	for id := range int64(4) {
		add(30+id, "", 400*time.Hour)
	}
	if n := len(g.index.postings.of); n != 0 {
		t.Errorf("%d terms remembered of articles without words", n)
	}
}

// What is told on the day of an event is of it; what is told days later must
// be far more like it.
func TestStoriesAge(t *testing.T) {
	for _, c := range []struct {
		after time.Duration
		story int64
	}{{time.Hour, 1}, {4 * 24 * time.Hour, 2}} {
		g := New(Options{})
		g.Add(Article{ID: 1, Title: "Cargo ship Brannoc hits a pillar of the Ansel bridge", Lang: "en", Time: day})
		if v := g.Add(Article{ID: 2, Title: "Ansel bridge: ship Brannoc hits a pillar", Lang: "en", Time: day.Add(c.after)}); v.Story != c.story {
			t.Errorf("after %s: story %d, want %d", c.after, v.Story, c.story)
		}
	}
}

// What is decided depends on the articles in the window only: replaying
// those decides the same as having seen everything.
func TestRestoreGoesOn(t *testing.T) {
	words := strings.Fields("ferry island bank rate harbour strike prize minister storm vote court bridge")
	rapid.Check(t, func(t *rapid.T) {
		o := Options{Window: 10 * time.Hour}
		whole := New(o)
		var articles []Article
		var verdicts []Verdict
		of := map[int64]int64{} // the story of each, as it stands
		add := func() {
			a := Article{
				ID:     int64(len(articles) + 1),
				Source: rapid.Int64Range(0, 3).Draw(t, "source"),
				Title:  strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 5).Draw(t, "title"), " "),
				Lang:   "en",
				Time:   day.Add(time.Duration(len(articles)) * time.Hour),
			}
			if k := rapid.IntRange(0, 9).Draw(t, "address"); k < 4 {
				a.Canonical = words[k]
			}
			if k := rapid.IntRange(0, 9).Draw(t, "text"); k < 6 {
				a.Text = wordy(40*(k/2)/2, 40*(k/2)/2+60, rapid.IntRange(1, 7).Draw(t, "step"))
			}
			v := whole.Add(a)
			articles, verdicts = append(articles, a), append(verdicts, v)
			of[a.ID] = v.Story
			for _, m := range v.Moved {
				of[m.Article] = m.Story
			}
		}
		for range rapid.IntRange(0, 40).Draw(t, "before") {
			add()
		}
		again := New(o)
		kept := len(whole.index.queue)
		for i := len(articles) - kept; i < len(articles); i++ {
			a := articles[i]
			if rapid.Bool().Draw(t, "edited meanwhile") {
				a.Title, a.Memory = "something else", verdicts[i].Memory
			}
			again.Restore(a, of[a.ID], verdicts[i].DuplicateOf)
		}
		before := len(articles)
		for range 10 {
			add()
		}
		for _, a := range articles[before:] {
			if d := cmp.Diff(verdicts[a.ID-1], again.Add(a)); d != "" {
				t.Fatalf("article %d: %s", a.ID, d)
			}
		}
	})
}

// wordy is a text of many rare words, which others of near ranges share.
func wordy(from, to, step int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "word%c%c ", 'a'+i/26, 'a'+i%26)
		if i%step == 0 {
			fmt.Fprintf(&b, "step%c%c%c ", 'a'+step, 'a'+i/26, 'a'+i%26)
		}
	}
	return b.String()
}
