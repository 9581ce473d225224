package storagetest

import (
	"time"

	"newshound/sources"
	"newshound/storage"
)

// One place never sees, or changes, what belongs to another: everything in
// these tests belongs to "here", and "there" asks for it.
var placeTests = []test{
	{"read their own", func(s *suite) {
		o := s.own()
		everything := storage.Search{Place: "there", Limit: 9}
		byWord := storage.Search{Place: "there", Limit: 9, Clauses: word("korea")}
		want(s, "sources", []sources.Source(nil))(s.Sources(s.ctx, "there"))
		want(s, "articles", []sources.Article(nil))(s.Articles(s.ctx, "there", []int64{o.article.ID}))
		want(s, "story", []sources.Article(nil))(s.Story(s.ctx, "there", o.article.Story))
		want(s, "stories", []storage.StoryHead(nil))(s.StoryHeads(s.ctx, "there", time.Time{}, 0, 0))
		want(s, "search for everything", []sources.Article(nil))(s.Search(s.ctx, everything))
		want(s, "search for a word", []sources.Article(nil))(s.Search(s.ctx, byWord))
		want(s, "follows", []storage.Follow(nil))(s.Follows(s.ctx, "there"))
		want(s, "alerts", []storage.Alert(nil))(s.Alerts(s.ctx, "there", "ann"))
		want(s, "another person's alerts", []storage.Alert(nil))(s.Alerts(s.ctx, "here", "bob"))
		want(s, "alerts on an article", []storage.Alert(nil))(s.AlertsOn(s.ctx, "there", o.article.ID))
		want(s, "digests", []storage.Digest(nil))(s.Digests(s.ctx, "there"))
		want(s, "setting", "")(s.Setting(s.ctx, "there", "ann", "zone"))
		want(s, "another person's setting", "")(s.Setting(s.ctx, "here", "bob", "zone"))
		s.notFound("article at a URL", func(tx *storage.Tx) error {
			_, err := tx.ArticleAt(s.ctx, "there", o.article.Canonical)
			return err
		})
		s.notFound("alert", func(tx *storage.Tx) error { _, err := tx.Alert(s.ctx, "there", "ann", o.alert.ID); return err })
		s.notFound("another person's alert", func(tx *storage.Tx) error {
			_, err := tx.Alert(s.ctx, "here", "bob", o.alert.ID)
			return err
		})
	}},
	{"change their own", func(s *suite) {
		o := s.own()
		for what, change := range map[string]func(tx *storage.Tx) error{
			"remove a source": func(tx *storage.Tx) error { return tx.RemoveSource(s.ctx, "there", o.source.ID) },
			"pause an alert":  func(tx *storage.Tx) error { return tx.PauseAlert(s.ctx, "there", "ann", o.alert.ID, noon, "") },
			"pause another person's alert": func(tx *storage.Tx) error {
				return tx.PauseAlert(s.ctx, "here", "bob", o.alert.ID, noon, "")
			},
			"remove an alert": func(tx *storage.Tx) error { return tx.RemoveAlert(s.ctx, "there", "ann", o.alert.ID) },
			"remove another person's alert": func(tx *storage.Tx) error {
				return tx.RemoveAlert(s.ctx, "here", "bob", o.alert.ID)
			},
			"remove a follow": func(tx *storage.Tx) error {
				return tx.RemoveFollow(s.ctx, "there", o.follow.Channel, o.source.ID)
			},
			"replace a follow": func(tx *storage.Tx) error {
				return tx.PutFollow(s.ctx, &storage.Follow{Place: "there", Channel: o.follow.Channel, Source: o.source.ID})
			},
			"remove a digest": func(tx *storage.Tx) error { return tx.RemoveDigest(s.ctx, "there", o.digest.Channel) },
			"replace a digest": func(tx *storage.Tx) error {
				return tx.PutDigest(s.ctx, &storage.Digest{Place: "there", Channel: o.digest.Channel})
			},
		} {
			s.notFound(what, change)
		}
		want(s, "sources", []sources.Source{o.source})(s.Sources(s.ctx, "here"))
		want(s, "follows", []storage.Follow{o.follow})(s.Follows(s.ctx, "here"))
		want(s, "alerts", []storage.Alert{o.alert})(s.Alerts(s.ctx, "here", "ann"))
		want(s, "digests", []storage.Digest{o.digest})(s.Digests(s.ctx, "here"))
	}},
}

// owned is one of each that belongs to "here".
type owned struct {
	source  sources.Source
	article sources.Article
	follow  storage.Follow
	alert   storage.Alert
	digest  storage.Digest
}

func (s *suite) own() owned {
	s.Helper()
	src := s.source("here", "daily")
	o := owned{
		source: src, article: s.article(src.ID, "Korea", 0, noon), follow: s.follow("here", "c", src.ID, "korea"),
		alert: s.alert("here", "ann", "korea"), digest: s.putDigest("here", "c", noon),
	}
	s.tx(func(tx *storage.Tx) error {
		if err := tx.IndexText(s.ctx, o.article.ID, []string{"korea"}); err != nil {
			return err
		}
		if err := tx.Set(s.ctx, "here", "ann", "zone", "Asia/Seoul"); err != nil {
			return err
		}
		return tx.AddMatch(s.ctx, storage.Match{Alert: o.alert.ID, Article: o.article.ID, At: noon})
	})
	return o
}
