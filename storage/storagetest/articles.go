package storagetest

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"newshound/sources"
	"newshound/storage"
)

var articleTests = []test{
	{"why articles are withheld, and what a source had shown", func(s *suite) {
		src, other := s.source("here", "daily").ID, s.source("there", "wire").ID
		var last sources.Article
		for i, a := range []sources.Article{
			{Source: src, Withheld: sources.FirstPoll, Published: after(-3 * time.Hour)},
			{Source: src, Withheld: sources.TooOld, Published: after(-9 * time.Hour)},
			{Source: src, Published: after(-time.Hour)},
			{Source: src},
			{Source: other, Withheld: sources.FirstPoll, Published: after(-7 * time.Hour)},
			{Source: src, Published: after(-5 * time.Hour)},
		} {
			a.Key, a.Seen = fmt.Sprint(i), after(time.Duration(i)*time.Minute)
			s.tx(func(tx *storage.Tx) error {
				err := tx.AddArticle(s.ctx, &a)
				a.Story = a.ID
				return errors.Join(err, tx.GroupArticle(s.ctx, a))
			})
			last = a
		}
		if got := must[sources.Article](s)(s.Article(s.ctx, 2)); got.Withheld != sources.TooOld {
			s.Errorf("the second is withheld as %q", got.Withheld)
		}
		want(s, "oldest", after(-3*time.Hour))(s.OldestShown(s.ctx, last))
		want(s, "oldest of none", time.Time{})(s.OldestShown(s.ctx, sources.Article{Source: 99}))
		want(s, "withheld", map[sources.Withheld]int{sources.FirstPoll: 1, sources.TooOld: 1})(s.Withheld(s.ctx, "here", noon))
		want(s, "withheld since", map[sources.Withheld]int{sources.TooOld: 1})(s.Withheld(s.ctx, "here", after(time.Minute)))
	}},
	{"what is kept comes back", func(s *suite) {
		a := full(s.source("here", "daily").ID)
		s.tx(func(tx *storage.Tx) error { return tx.AddArticle(s.ctx, &a) })
		want(s, "article", a)(s.Article(s.ctx, a.ID))
		want(s, "articles", []sources.Article{a})(s.Articles(s.ctx, "here", []int64{a.ID, 99}))
		want(s, "at its URL", a)(s.ArticleAt(s.ctx, "here", a.Canonical))
		want(s, "of no IDs", []sources.Article(nil))(s.Articles(s.ctx, "here", nil))
		s.notFound("none", func(tx *storage.Tx) error { _, err := tx.Article(s.ctx, 99); return err })
	}},
	{"an edit changes what its source may change", func(s *suite) {
		a := full(s.source("here", "daily").ID)
		s.tx(func(tx *storage.Tx) error { return tx.AddArticle(s.ctx, &a) })
		a.Story, a.DuplicateOf = 7, 3
		s.tx(func(tx *storage.Tx) error { return tx.GroupArticle(s.ctx, a) })
		a.URL, a.Canonical, a.Title, a.Author, a.Lang = "u", "c", "New", "bob", "de"
		a.Text, a.Tags, a.Image, a.Summary = "New text.", []string{"new"}, "i", []string{"New text."}
		a.Hashtags, a.Keyphrases, a.Mark = []string{"#New"}, []string{"text"}, 7
		s.tx(func(tx *storage.Tx) error { return tx.EditArticle(s.ctx, a) })
		want(s, "article", a)(s.Article(s.ctx, a.ID))
		s.notFound("edit of none", func(tx *storage.Tx) error { return tx.EditArticle(s.ctx, sources.Article{ID: 99}) })
	}},
	{"a source has one of a key", func(s *suite) {
		src, other := s.source("here", "daily"), s.source("here", "weekly")
		a := s.article(src.ID, "a", 0, noon)
		s.article(other.ID, "a", 0, noon)
		b := s.article(src.ID, "b", 0, noon)
		again := sources.Article{Source: src.ID, Key: "a", Seen: noon}
		s.notFound("another of a key", func(tx *storage.Tx) error { return tx.AddArticle(s.ctx, &again) })
		want(s, "by key", map[string]sources.Article{"a": a, "b": b})(s.ArticlesByKey(s.ctx, src.ID, []string{"b", "none", "a"}))
	}},
	{"the newest of a source at a URL", func(s *suite) {
		src, other := s.source("here", "daily"), s.source("here", "weekly")
		a := full(src.ID)
		newest, theirs := a, a
		newest.Key, theirs.Source = "another", other.ID
		s.tx(func(tx *storage.Tx) error {
			return errors.Join(tx.AddArticle(s.ctx, &a), tx.AddArticle(s.ctx, &newest), tx.AddArticle(s.ctx, &theirs))
		})
		want(s, "by URL", map[string]sources.Article{a.Canonical: newest})(s.ArticlesByCanonical(s.ctx, src.ID, []string{"none", a.Canonical}))
	}},
	{"the latest of a source with a title, newest first", func(s *suite) {
		src, other := s.source("here", "daily"), s.source("here", "weekly")
		var all []sources.Article
		for i := range 60 {
			a := full(src.ID)
			a.Key, a.Title = fmt.Sprint(i), []string{"One", "Two"}[min(i, 1)]
			s.tx(func(tx *storage.Tx) error { return tx.AddArticle(s.ctx, &a) })
			all = append(all, a)
		}
		theirs := full(other.ID)
		theirs.Title = "One"
		s.tx(func(tx *storage.Tx) error { return tx.AddArticle(s.ctx, &theirs) })
		latest := slices.Clone(all[10:])
		slices.Reverse(latest)
		want(s, "by title", map[string][]sources.Article{"One": all[:1], "Two\x00": latest})(s.ArticlesByTitle(s.ctx, src.ID, []string{"Two\x00", "none", "One"}))
	}},
	{"a new name, unless another has it", func(s *suite) {
		src := s.source("here", "daily").ID
		a, b := s.article(src, "a", 0, noon), s.article(src, "b", 0, noon)
		s.article(s.source("here", "weekly").ID, "c", 0, noon)
		a.Key, a.URL, a.Canonical = "c", "https://example.com/c", "https://example.com/c"
		s.tx(func(tx *storage.Tx) error { return tx.RenameArticle(s.ctx, a) })
		want(s, "renamed", a)(s.Article(s.ctx, a.ID))
		a.Key = b.Key
		s.tx(func(tx *storage.Tx) error { return tx.RenameArticle(s.ctx, a) })
		a.Key = "c"
		want(s, "as it was", a)(s.Article(s.ctx, a.ID))
	}},
	{"many keys at once", func(s *suite) {
		src := s.source("here", "daily")
		a := s.article(src.ID, "key 1999", 0, noon)
		var keys []string
		for i := range 2000 {
			keys = append(keys, fmt.Sprint("key ", i))
		}
		want(s, "by key", map[string]sources.Article{a.Key: a})(s.ArticlesByKey(s.ctx, src.ID, keys))
	}},
	{"after an ID and since a time, as they came", func(s *suite) {
		src := s.source("here", "daily").ID
		a := s.article(src, "a", 0, after(time.Hour))
		s.article(src, "old", 0, after(-time.Hour))
		s.article(src, "b", 0, noon)
		s.article(src, "c", 0, after(time.Minute))
		want(s, "articles", []string{"a", "b", "c"})(titles(s.ArticlesAfter(s.ctx, 0, noon, 9)))
		want(s, "articles", []string{"b"})(titles(s.ArticlesAfter(s.ctx, a.ID, noon, 1)))
	}},
	{"what grouping remembers comes in place of a text", func(s *suite) {
		src := s.source("here", "daily").ID
		a, b := s.article(src, "a", 0, noon), s.article(src, "b", 0, noon)
		a.Memory = []byte{0, 1, 0xff}
		s.tx(func(tx *storage.Tx) error { return tx.GroupArticle(s.ctx, a) })
		want(s, "article", a)(s.Article(s.ctx, a.ID))
		a.Text = ""
		want(s, "articles", []sources.Article{a, b})(s.ArticlesAfter(s.ctx, 0, noon, 9))
	}},
	{"the last to appear may not be the last seen", func(s *suite) {
		want(s, "none", time.Time{})(s.LastAppeared(s.ctx, time.Hour))
		src := s.source("here", "daily").ID
		add := func(key string, published, seen time.Time) {
			a := sources.Article{Source: src, Key: key, Published: published, Seen: seen}
			s.tx(func(tx *storage.Tx) error { return tx.AddArticle(s.ctx, &a) })
		}
		add("early", after(time.Hour), noon)
		want(s, "not before it was seen", noon)(s.LastAppeared(s.ctx, time.Hour))
		add("old news", after(-time.Hour), after(time.Minute))
		want(s, "the one before the last seen", noon)(s.LastAppeared(s.ctx, time.Hour))
		want(s, "of those seen last", after(-time.Hour))(s.LastAppeared(s.ctx, time.Second))
	}},
}

// full is an article that has everything but a story.
func full(source int64) sources.Article {
	return sources.Article{
		Source: source, Key: "key", Mark: 1<<32 - 1, URL: "http://example.com/a?utm_source=x", Canonical: "https://example.com/a",
		Title: "Bread & «Brot» 🍞", Author: "ann", Published: after(-time.Hour), Seen: noon, Lang: "en",
		Text: "One.\n\nTwo.", Tags: []string{"food", `"quoted", and <more>`}, Image: "https://example.com/a.png",
		Summary: []string{"One.", "Two."}, Hashtags: []string{"#Bread"}, Keyphrases: []string{"bread"},
	}
}
