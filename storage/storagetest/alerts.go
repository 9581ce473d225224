package storagetest

import (
	"errors"
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
	{"one is changed, snoozed and seen by its person", func(s *suite) {
		a := s.alert("here", "ann", "korea")
		a.Query, a.Channel, a.Mention, a.Every, a.Most = "japan", "@ann", "", storage.Daily, 7
		a.Snoozed, a.Seen = after(time.Hour), after(time.Minute)
		s.tx(func(tx *storage.Tx) error {
			if err := tx.EditAlert(s.ctx, a); err != nil {
				return err
			}
			if err := tx.SnoozeAlert(s.ctx, "here", "ann", a.ID, a.Snoozed); err != nil {
				return err
			}
			return tx.SeeAlerts(s.ctx, a, a.Seen)
		})
		want(s, "changed", a)(s.Alert(s.ctx, "here", "ann", a.ID))
		s.tx(func(tx *storage.Tx) error {
			return errors.Join(
				tx.KeepUndo(s.ctx, storage.Undo{Place: "here", Person: "ann", Name: "alert", Until: noon}, storage.Part{Table: "alerts", With: map[string]any{"id": a.ID}}),
				tx.RemoveAlert(s.ctx, "here", "ann", a.ID), undone(tx.Undo(s.ctx, "here", "ann", "alert", noon)))
		})
		want(s, "removed and restored", a)(s.Alert(s.ctx, "here", "ann", a.ID))
		for what, change := range map[string]func(tx *storage.Tx) error{
			"bob edits":   func(tx *storage.Tx) error { b := a; b.Person = "bob"; return tx.EditAlert(s.ctx, b) },
			"it is there": func(tx *storage.Tx) error { b := a; b.Place = "there"; return tx.EditAlert(s.ctx, b) },
			"bob snoozes": func(tx *storage.Tx) error { return tx.SnoozeAlert(s.ctx, "here", "bob", a.ID, noon) },
		} {
			s.notFound(what, change)
		}
	}},
	{"in one's own messages one has those of all places", func(s *suite) {
		a, b := s.alert("here", "ann", "korea"), s.alert("there", "ann", "japan")
		s.alert("here", "bob", "china")
		want(s, "ann's", []storage.Alert{a, b})(s.Alerts(s.ctx, "@ann", "ann"))
		want(s, "bob asks in ann's", []storage.Alert(nil))(s.Alerts(s.ctx, "@ann", "bob"))
		want(s, "whose alerts go to c", []string{"here", "there"})(s.AlertPlaces(s.ctx, "c"))
		s.tx(func(tx *storage.Tx) error { return tx.PauseAlert(s.ctx, "there", "ann", b.ID, noon, storage.LeftPlace) })
		want(s, "and reach ann", []string{"here"})(s.AlertPlaces(s.ctx, "c"))
		own, all, err := s.CountAlerts(s.ctx, "here", "ann")
		if own != 1 || all != 2 || err != nil {
			s.Errorf("ann has %d of %d here, %v", own, all, err)
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
