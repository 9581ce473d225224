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
	{"one that pauses is not active", func(s *suite) {
		a, b := s.alert("here", "ann", "korea"), s.alert("there", "bob", "japan")
		pause := func(since time.Time) {
			a.Paused = since
			s.tx(func(tx *storage.Tx) error { return tx.PauseAlert(s.ctx, "here", "ann", a.ID, since, "") })
		}
		pause(noon)
		want(s, "active", []storage.Alert{b})(s.ActiveAlerts(s.ctx))
		want(s, "paused", a)(s.Alert(s.ctx, "here", "ann", a.ID))
		pause(time.Time{})
		want(s, "active again", []storage.Alert{a, b})(s.ActiveAlerts(s.ctx))
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
