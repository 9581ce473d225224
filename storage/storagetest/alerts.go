package storagetest

import (
	"time"

	"newshound/storage"
)

var alertTests = []test{
	{"what is kept comes back", func(s *suite) {
		a, b := s.alert("here", "ann", `"north korea"`), s.alert("here", "ann", "japan")
		want(s, "alert", a)(s.Alert(s.ctx, "here", "ann", a.ID))
		want(s, "alerts", []storage.Alert{a, b})(s.Alerts(s.ctx, "here", "ann"))
	}},
	{"it pauses, and goes on", func(s *suite) {
		a := s.alert("here", "ann", "korea")
		for _, since := range []time.Time{noon, {}} {
			a.Paused = since
			s.tx(func(tx *storage.Tx) error { return tx.PauseAlert(s.ctx, "here", "ann", a.ID, since, "") })
			want(s, "alert", a)(s.Alert(s.ctx, "here", "ann", a.ID))
		}
	}},
	{"one that is removed is gone, with its matches", func(s *suite) {
		a := s.alert("here", "ann", "korea")
		article := s.article(s.source("here", "daily").ID, "Korea", 0, noon).ID
		s.tx(func(tx *storage.Tx) error {
			return tx.AddMatch(s.ctx, storage.Match{Alert: a.ID, Article: article, At: noon})
		})
		remove := func(tx *storage.Tx) error { return tx.RemoveAlert(s.ctx, "here", "ann", a.ID) }
		s.tx(remove)
		want(s, "alerts", []storage.Alert(nil))(s.Alerts(s.ctx, "here", "ann"))
		want(s, "alerts on the article", []storage.Alert(nil))(s.AlertsOn(s.ctx, "here", article))
		s.notFound("removed twice", remove)
	}},
	{"it fires on an article once", func(s *suite) {
		a := s.alert("here", "ann", "korea")
		s.alert("here", "ann", "japan")
		article := s.article(s.source("here", "daily").ID, "Korea", 0, noon).ID
		for range 2 {
			s.tx(func(tx *storage.Tx) error {
				return tx.AddMatch(s.ctx, storage.Match{Alert: a.ID, Article: article, At: noon})
			})
		}
		want(s, "alerts on the article", []storage.Alert{a})(s.AlertsOn(s.ctx, "here", article))
	}},
}
