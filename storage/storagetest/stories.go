package storagetest

import (
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
		want(s, "stories here", []string{"both"})(titles(s.Stories(s.ctx, "here", noon, 0, 9)))
	}},
	{"that were added to since a time and after an article", func(s *suite) {
		src := s.source("here", "daily").ID
		old := s.article(src, "old", 0, after(-2*time.Hour)).ID
		s.article(src, "untouched", 0, after(-time.Millisecond))
		known := s.article(src, "known", 0, noon).ID
		s.article(src, "old goes on", old, after(time.Hour))
		last := s.article(src, "new", 0, noon).ID
		want(s, "since noon", []string{"new", "known", "old", "old goes on"})(titles(s.Stories(s.ctx, "here", noon, 0, 9)))
		want(s, "after what is known", []string{"new", "old", "old goes on"})(titles(s.Stories(s.ctx, "here", noon, known, 9)))
		want(s, "since later", []string{"old", "old goes on"})(titles(s.Stories(s.ctx, "here", after(time.Minute), 0, 9)))
		want(s, "the newest", []string{"new"})(titles(s.Stories(s.ctx, "here", noon, 0, 1)))
		want(s, "after the last", []string(nil))(titles(s.Stories(s.ctx, "here", noon, last, 9)))
	}},
}
