package commands

import (
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/sources"
	"newshound/storage"
)

func TestRankPutsTheWorthiestFirst(t *testing.T) {
	const day, week = 24 * time.Hour, 7 * 24 * time.Hour
	names := []string{
		"alone, fresh", "four sources, last night", "three sources, this morning", "two sources, fresh", "ten sources, last week",
		"alone, an alert's", "alone, followed", "two sources, told with both", "four sources, two since it was told",
	}
	heads := func() []storage.StoryHead {
		ago := func(hours int) time.Time { return noon.Add(-time.Duration(hours) * time.Hour) }
		out := []storage.StoryHead{
			{Sources: 1, New: 1, Latest: ago(1)}, {Sources: 4, New: 4, Latest: ago(16)}, {Sources: 3, New: 3, Latest: ago(4)},
			{Sources: 2, New: 2, Latest: ago(1)}, {Sources: 10, New: 10, Latest: ago(7 * 24)},
			{Sources: 1, New: 1, Latest: ago(1), Alerts: 3}, {Sources: 1, New: 1, Latest: ago(1), Followed: true},
			{Sources: 2, Latest: ago(1), Told: true}, {Sources: 4, New: 2, Latest: ago(1), Told: true},
		}
		for i := range out {
			out[i].ID = int64(i)
		}
		return out
	}
	for _, c := range []struct {
		name   string
		period time.Duration
		want   []string
	}{
		{"daily", day, []string{
			"three sources, this morning", "two sources, fresh", "four sources, last night", "alone, an alert's", "alone, followed",
			"alone, fresh", "four sources, two since it was told", "ten sources, last week",
		}},
		{"weekly", week, []string{
			"four sources, last night", "three sources, this morning", "two sources, fresh", "alone, an alert's", "ten sources, last week",
			"alone, followed", "alone, fresh", "four sources, two since it was told",
		}},
	} {
		var got []string
		for _, h := range rank(heads(), noon, c.period) {
			got = append(got, names[h.ID])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestManyStoriesComeInSections(t *testing.T) {
	n := newNewsroom(t)
	told := func(id int64, tags ...string) story {
		return story{{ID: id, Story: id, Source: 1, Hashtags: tags}, {ID: id + 100, Story: id, Source: 1, Tags: []string{"daily"}}}
	}
	for _, c := range []struct {
		name    string
		stories []story
		want    string
	}{
		{"few", []story{told(1, "#Sea"), told(2, "#Sea"), told(3, "#Land"), told(4, "#Land")}, "1 2 3 4"},
		{"many", []story{told(1, "#Tax"), told(2, "#Sea", "#Tax"), told(3, "#Sport"), told(4, "#Sea"), told(5, "#Cheese"), told(6, "#sea"), told(7, "#Sport")},
			"#Sea: 2 4 6; #Sport: 3 7; More news: 1 5"},
		{"with plain tags", []story{told(1, "sea"), told(2, "sea"), told(3, "élan"), told(4, "élan"), told(5), told(6)}, "Sea: 1 2; Élan: 3 4; More news: 5 6"},
		{"many of one topic", []story{told(1, "#Sea"), told(2, "#Sea"), told(3, "#Sea"), told(4), told(5), told(6)}, "1 2 3 4 5 6"},
	} {
		sections, err := inSections(t.Context(), n.DB.Reads, "town", c.stories)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range sections {
			var ids []string
			for _, st := range s.stories {
				ids = append(ids, string(rune('0'+st[0].ID)))
			}
			line := strings.Join(ids, " ")
			if s.name != nil {
				line = s.name.String() + ": " + line
			}
			got = append(got, line)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

// A digest tells of a story again when other sources have joined it since,
// and only then.
func TestDigestTellsOfWhatIsNewSinceTheLast(t *testing.T) {
	n := newNewsroom(t)
	g := storage.Digest{Place: "town", Channel: "town-news", At: "12:00", Zone: "UTC", Top: 5, Next: noon}
	compose := func(now time.Time) (titles []string) {
		t.Helper()
		g.Next = now
		reply, told, err := Compose(t.Context(), n.DB.Reads, g, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range reply.Cards {
			titles = append(titles, c.Title)
		}
		err = n.DB.Tx(t.Context(), func(tx *storage.Tx) error {
			if g.ID == 0 {
				if err := tx.PutDigest(t.Context(), &g); err != nil {
					return err
				}
			}
			if err := tx.DigestDone(t.Context(), g.ID, now, now.AddDate(0, 0, 1), told); err != nil {
				return err
			}
			g, err = tx.Digest(t.Context(), g.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return titles
	}
	add := func(source int64, key string, seen time.Time) {
		t.Helper()
		err := n.DB.Tx(t.Context(), func(tx *storage.Tx) error {
			a := sources.Article{Source: source, Key: key, Title: "Ferry, " + key, Seen: seen, Story: 7}
			if err := tx.AddArticle(t.Context(), &a); err != nil {
				return err
			}
			return tx.GroupArticle(t.Context(), a)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	const ferry, chip = "Ferry aground off Port Ansel", "A quantum chip remembers for four seconds"
	expect := func(when string, got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s the digest tells of %q, want %q", when, got, want)
		}
	}
	expect("at first", compose(noon), ferry, chip)
	add(2, "the same source again", noon.Add(time.Hour))
	expect("when the source that told goes on", compose(noon.AddDate(0, 0, 1)))
	add(6, "another source", noon.Add(25*time.Hour))
	expect("when another joins", compose(noon.AddDate(0, 0, 2)), chip)
}

func TestALeadSpeaksTheReadersLanguage(t *testing.T) {
	told := []string{"It is told."}
	s := story{{Title: "bare", Lang: "en"}, {Title: "erst", Lang: "de", Summary: told}, {Title: "first", Lang: "en", Summary: told}, {Title: "second", Lang: "en", Summary: told}}
	for lang, want := range map[string]string{"": "first", "en": "first", "de": "erst", "fr": "erst"} {
		if got := s.lead(lang).Title; got != want {
			t.Errorf("in %q %q leads, want %q", lang, got, want)
		}
	}
	if got := s[:1].lead("de").Title; got != "bare" {
		t.Errorf("of a headline alone %q leads", got)
	}
}

func TestATimelineSaysWhatAddsNothing(t *testing.T) {
	k := &talk{newsroom: newNewsroom(t)}
	err := k.DB.Tx(t.Context(), func(tx *storage.Tx) error {
		a := sources.Article{Source: 6, Key: "again", Title: "Chip remembers", URL: "https://wire.example/chip", Lang: "en", Seen: noon, Story: 7, Text: "The chip held a qubit for 4.1 seconds."}
		if err := tx.AddArticle(t.Context(), &a); err != nil {
			return err
		}
		return tx.GroupArticle(t.Context(), a)
	})
	if err != nil {
		t.Fatal(err)
	}
	r, _, _ := k.ask("bob@town", "/news story 7")
	if len(r.Cards) != 2 || len(r.Cards[0].Note) != 0 || r.Cards[1].Note.String() != "Adds nothing new." {
		t.Errorf("it says:\n%s", shown(r))
	}
}
