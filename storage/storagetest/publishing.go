package storagetest

import (
	"fmt"
	"time"

	"newshound/storage"
)

var publishingTests = []test{
	{"digests are published first, then what most sources tell of", func(s *suite) {
		s.tx(func(tx *storage.Tx) error { return tx.Set(s.ctx, "here", "#c", "publish", "true") })
		s.tx(func(tx *storage.Tx) error { return tx.Set(s.ctx, "here", "#d", "publish", "") })
		want(s, "channels", []string{"c"})(s.ChannelsWith(s.ctx, "publish"))

		daily, weekly, away := s.source("here", "daily").ID, s.source("here", "weekly").ID, s.source("there", "away").ID
		lone := s.article(daily, "lone", 0, noon).ID
		lead := s.article(daily, "lead", 0, noon).ID
		s.article(weekly, "also", lead, noon)
		s.article(away, "elsewhere", lone, noon)
		for i, p := range []storage.Post{
			{Key: "story lone", Story: lone}, {Key: "story lead", Story: lead}, {Key: "digest 1 due 7"}, {Key: "notice"},
			{Key: "old", Story: lead, Created: after(-time.Hour)}, {Key: "owed", Story: lead, Message: "-"},
		} {
			p.Place, p.Channel = "here", "c"
			unsent := p.Message != ""
			p.Message = ""
			s.owe(&p)
			if p.State, p.Sent, p.Message = storage.Sent, noon, fmt.Sprint(i); p.Key == "old" {
				p.Sent = after(-time.Hour)
			}
			if !unsent {
				s.save(p)
			}
		}
		all := must[[]storage.Publishable](s)(s.Unpublished(s.ctx, "c", after(-time.Minute)))
		want(s, "unpublished", []storage.Publishable{
			{Post: 3, Message: "2", Digest: true}, {Post: 2, Message: "1", Sources: 2}, {Post: 1, Message: "0", Sources: 1},
		})(all, nil)
		s.tx(func(tx *storage.Tx) error { return tx.Published(s.ctx, 3, noon) })
		want(s, "published", 1)(s.PublishedSince(s.ctx, "c", noon))
		want(s, "published later", 0)(s.PublishedSince(s.ctx, "c", after(time.Second)))
		want(s, "left", all[1:])(s.Unpublished(s.ctx, "c", after(-time.Minute)))
		s.notFound("no such post", func(tx *storage.Tx) error { return tx.Published(s.ctx, 99, noon) })
	}},
}
