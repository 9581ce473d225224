package storagetest

import (
	"newshound/storage"
)

var followTests = []test{
	{"what is kept comes back", func(s *suite) {
		src := s.source("here", "daily").ID
		f, g := s.follow("here", "c", src, "korea -north"), s.follow("there", "d", src, "")
		want(s, "follows here", []storage.Follow{f})(s.Follows(s.ctx, "here"))
		want(s, "everybody's", []storage.Follow{f, g})(s.Follows(s.ctx, ""))
	}},
	{"a channel has one of a source", func(s *suite) {
		src := s.source("here", "daily").ID
		first := s.follow("here", "c", src, "korea")
		again := s.follow("here", "c", src, "japan")
		if again.ID != first.ID {
			s.Errorf("the follow %d became %d", first.ID, again.ID)
		}
		want(s, "follows", []storage.Follow{again})(s.Follows(s.ctx, "here"))
	}},
	{"one that is removed is gone", func(s *suite) {
		src := s.source("here", "daily").ID
		s.follow("here", "c", src, "")
		remove := func(tx *storage.Tx) error { return tx.RemoveFollow(s.ctx, "here", "c", src) }
		s.tx(remove)
		want(s, "follows", []storage.Follow(nil))(s.Follows(s.ctx, ""))
		s.notFound("removed twice", remove)
	}},
}

func (s *suite) follow(place, channel string, source int64, query string) storage.Follow {
	s.Helper()
	f := storage.Follow{Place: place, Channel: channel, Source: source, Person: "ann", Query: query, Created: noon}
	s.tx(func(tx *storage.Tx) error { return tx.PutFollow(s.ctx, &f) })
	return f
}
