package storagetest

import (
	"newshound/sources"
	"newshound/storage"
)

var listingTests = []test{
	{"a place's names, tags and schedules are its own", func(s *suite) {
		b, a := s.source("here", "bugle"), s.source("here", "argus")
		s.source("there", "bugle")
		mine := storage.Listing{Source: b, Person: "ann", Title: "A first", Tags: []string{"town", "sport, and <more>"}, Schedule: "@hourly"}
		s.edit("here", mine)
		want(s, "listing", mine)(s.Listing(s.ctx, "here", b.ID))
		want(s, "listings", []storage.Listing{mine, {Source: a, Person: "ann"}})(s.Listings(s.ctx, "here"))
		want(s, "theirs", []storage.Listing{{Source: b, Person: "ann"}})(s.Listings(s.ctx, "there"))
		named := b
		named.Title = "A first"
		want(s, "sources", []sources.Source{named, a})(s.Sources(s.ctx, "here"))
		want(s, "source", b)(s.Source(s.ctx, b.ID))
		want(s, "source here", named)(s.SourceIn(s.ctx, "here", b.ID))
		want(s, "names", []storage.SourceName{{ID: b.ID, URL: b.URL, Title: "A first"}, {ID: a.ID, URL: a.URL, Title: "argus"}})(s.SourceNames(s.ctx, "here"))
		s.notFound("source elsewhere", func(tx *storage.Tx) error { _, err := tx.SourceIn(s.ctx, "nowhere", b.ID); return err })
		s.notFound("listing elsewhere", func(tx *storage.Tx) error { _, err := tx.Listing(s.ctx, "nowhere", b.ID); return err })
		s.notFound("edit elsewhere", func(tx *storage.Tx) error { return tx.EditListing(s.ctx, "nowhere", mine) })
	}},
	{"a schedule holds once every place has one", func(s *suite) {
		src := s.source("here", "daily")
		s.source("there", "daily")
		schedule := func(want string) {
			s.Helper()
			if got := must[sources.Source](s)(s.Source(s.ctx, src.ID)).Schedule; got != want {
				s.Errorf("the schedule is %q, want %q", got, want)
			}
		}
		s.edit("here", storage.Listing{Source: src, Schedule: "@hourly"})
		schedule("")
		s.edit("there", storage.Listing{Source: src, Schedule: "@daily"})
		schedule("@daily\n@hourly")
		s.edit("there", storage.Listing{Source: src, Schedule: "@hourly"})
		schedule("@hourly")
		s.source("elsewhere", "daily")
		schedule("")
		s.tx(func(tx *storage.Tx) error { return tx.RemoveSource(s.ctx, "elsewhere", src.ID) })
		schedule("@hourly")
	}},
	{"whom a source concerns", func(s *suite) {
		src, other := s.source("here", "daily"), s.source("here", "weekly")
		s.source("there", "daily")
		s.source("elsewhere", "daily")
		s.follow("here", "news", src.ID, "")
		s.follow("here", "other", other.ID, "")
		alert := s.alert("there", "bob", "ferry")
		a := s.article(src.ID, "ferry", 0, noon)
		s.tx(func(tx *storage.Tx) error {
			return tx.AddMatch(s.ctx, storage.Match{Alert: alert.ID, Article: a.ID, At: noon})
		})
		want(s, "concerns", []storage.Concern{
			{Place: "elsewhere", Person: "ann"}, {Place: "here", Channel: "news", Person: "ann"}, {Place: "there", Channel: "c", Person: "ann"},
		})(s.Concerns(s.ctx, src.ID))
	}},
	{"one that moves keeps what it has", func(s *suite) {
		src := s.source("here", "old")
		a := s.article(src.ID, "a", 0, noon)
		s.tx(func(tx *storage.Tx) error { return tx.MoveSource(s.ctx, src.ID, "https://new.example/feed") })
		src.URL = "https://new.example/feed"
		want(s, "source", src)(s.Source(s.ctx, src.ID))
		want(s, "article", a)(s.Article(s.ctx, a.ID))
	}},
	{"one that moves to another joins it", func(s *suite) {
		old, new := s.source("here", "old"), s.source("there", "new")
		f := s.follow("here", "c", old.ID, "x")
		both, mine := s.article(new.ID, "both", 0, noon), s.article(old.ID, "mine", 0, noon)
		twin := s.article(old.ID, "both", 0, noon)
		s.tx(func(tx *storage.Tx) error { return tx.MoveSource(s.ctx, old.ID, new.URL) })
		s.notFound("the old one", func(tx *storage.Tx) error { _, err := tx.Source(s.ctx, old.ID); return err })
		s.notFound("the twin", func(tx *storage.Tx) error { _, err := tx.Article(s.ctx, twin.ID); return err })
		want(s, "places", []string{"here", "there"})(s.Places(s.ctx, new.ID))
		mine.Source = new.ID
		want(s, "articles", map[string]sources.Article{"both": both, "mine": mine})(s.ArticlesByKey(s.ctx, new.ID, []string{"both", "mine"}))
		follows := must[[]storage.Follow](s)(s.Follows(s.ctx, "here"))
		if len(follows) != 1 || follows[0].Source != new.ID || follows[0].Query != f.Query {
			s.Errorf("the follows are %+v", follows)
		}
	}},
}

func (s *suite) edit(place string, l storage.Listing) {
	s.Helper()
	s.tx(func(tx *storage.Tx) error { return tx.EditListing(s.ctx, place, l) })
}
