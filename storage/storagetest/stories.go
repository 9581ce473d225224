package storagetest

import (
	"errors"
	"time"

	"newshound/sources"
	"newshound/storage"
)

var storyTests = []test{
	{"grouping comes back", func(s *suite) {
		src := s.source("here", "daily").ID
		first := s.article(src, "first", 0, noon)
		a := s.article(src, "second", first.ID, after(time.Minute))
		a.DuplicateOf = first.ID
		s.tx(func(tx *storage.Tx) error { return tx.GroupArticle(s.ctx, a) })
		want(s, "article", a)(s.Article(s.ctx, a.ID))
		s.notFound("no article", func(tx *storage.Tx) error { return tx.GroupArticle(s.ctx, sources.Article{ID: 99, Story: 99}) })
	}},
	{"a place sees its own sources' part", func(s *suite) {
		shared, other := s.source("here", "shared").ID, s.source("there", "other").ID
		s.source("there", "shared")
		story := s.article(other, "theirs", 0, noon).ID
		s.article(shared, "both", story, after(time.Minute))
		want(s, "story here", []string{"both"})(titles(s.Story(s.ctx, "here", story)))
		want(s, "story there", []string{"theirs", "both"})(titles(s.Story(s.ctx, "there", story)))
		want(s, "heads here", []storage.StoryHead{{ID: story, Latest: after(time.Minute), Sources: 1, New: 1}})(s.StoryHeads(s.ctx, "here", noon, 0, 0))
	}},
	{"heads are of those that were added to since a time and after an article", func(s *suite) {
		src := s.source("here", "daily").ID
		old := s.article(src, "old", 0, after(-2*time.Hour)).ID
		s.article(src, "untouched", 0, after(-time.Millisecond))
		known := s.article(src, "known", 0, noon).ID
		s.article(src, "old goes on", old, after(time.Hour))
		last := s.article(src, "new", 0, noon).ID
		heads := func(what string, since time.Time, after int64, wanted ...int64) {
			s.Helper()
			var got []int64
			for _, h := range must[[]storage.StoryHead](s)(s.StoryHeads(s.ctx, "here", since, after, 0)) {
				got = append(got, h.ID)
			}
			want(s, what, wanted)(got, nil)
		}
		heads("since noon", noon, 0, old, last, known)
		heads("after what is known", noon, known, old, last)
		heads("since later", after(time.Minute), 0, old)
		heads("after the last", noon, last)
		heads("elsewhere", after(2*time.Hour), 0)
	}},
	{"heads are by when articles appeared, whenever they were seen", func(s *suite) {
		src := s.source("here", "daily").ID
		add := func(title string, published, seen time.Time) int64 {
			a := sources.Article{Source: src, Key: title, Title: title, Published: published, Seen: seen}
			s.tx(func(tx *storage.Tx) error {
				if err := tx.AddArticle(s.ctx, &a); err != nil {
					return err
				}
				a.Story = a.ID
				return tx.GroupArticle(s.ctx, a)
			})
			return a.ID
		}
		fresh := add("fresh", after(2*time.Hour), after(3*time.Hour))
		add("stale", after(-time.Hour), after(3*time.Hour))
		early := add("early", after(time.Hour), after(3*time.Hour))
		ahead := add("ahead of its time", after(9*time.Hour), after(3*time.Hour))
		var got []int64
		for _, h := range must[[]storage.StoryHead](s)(s.StoryHeads(s.ctx, "here", noon, 0, 0)) {
			got = append(got, h.ID)
		}
		want(s, "heads", []int64{ahead, fresh, early})(got, nil)
	}},
	{"heads know who tells a story, who asked for it and whether it was told", func(s *suite) {
		daily, wire := s.source("here", "daily").ID, s.source("here", "wire").ID
		s.source("there", "wire")
		first := s.article(daily, "first", 0, noon)
		second := s.article(wire, "second", first.ID, after(time.Minute))
		h := storage.StoryHead{ID: first.ID, Latest: second.Seen, Sources: 2, New: 1}
		d := s.putDigest("here", "c", noon)
		heads := func(what string) {
			s.Helper()
			want(s, what, []storage.StoryHead{h})(s.StoryHeads(s.ctx, "here", noon, first.ID, d.ID))
		}
		heads("told by two")
		theirs := storage.Alert{Place: "there", Person: "eve", Query: "q", Channel: "x", Created: noon}
		ours := []storage.Alert{{Place: "here", Person: "ann", Query: "q", Channel: "c", Created: noon}, {Place: "here", Person: "bob", Query: "r", Channel: "c", Created: noon}}
		muted := ours[0]
		s.tx(func(tx *storage.Tx) error {
			for _, a := range []*storage.Alert{&theirs, &ours[0], &ours[1], &muted} {
				why := storage.Why("")
				if a == &muted {
					why = storage.MutedWord
				}
				if err := errors.Join(tx.AddAlert(s.ctx, a), tx.AddMatch(s.ctx, storage.Match{Alert: a.ID, Article: first.ID, Why: why}), tx.AddMatch(s.ctx, storage.Match{Alert: a.ID, Article: second.ID, Why: why})); err != nil {
					return err
				}
			}
			return nil
		})
		h.Alerts = 2
		heads("with alerts")
		s.followStory("here", "ann", first.ID, noon)
		h.Followed = true
		heads("followed")
		s.tx(func(tx *storage.Tx) error { return tx.UnfollowStory(s.ctx, "here", "ann", first.ID) })
		h.Followed = false
		heads("followed no more")
		s.tx(func(tx *storage.Tx) error {
			f := storage.Follow{Place: "here", Channel: "c", Source: wire, Person: "ann", Created: noon}
			return errors.Join(tx.PutFollow(s.ctx, &f), tx.DigestDone(s.ctx, d.ID, noon, noon, []int64{first.ID, 99}))
		})
		h.Followed, h.Told = true, true
		heads("through a source, and told")
		s.tx(func(tx *storage.Tx) error { return tx.DigestDone(s.ctx, d.ID, noon, noon, []int64{first.ID}) })
		heads("told again")
	}},
}
