package storagetest

import (
	"errors"

	"newshound/storage"
)

var settingTests = []test{
	{"what is set comes back", func(s *suite) {
		want(s, "what is not set", "")(s.Setting(s.ctx, "here", "ann", "zone"))
		for _, v := range []string{"Asia/Seoul", "Europe/Berlin", ""} {
			s.tx(func(tx *storage.Tx) error { return tx.Set(s.ctx, "here", "ann", "zone", v) })
			want(s, "zone", v)(s.Setting(s.ctx, "here", "ann", "zone"))
		}
	}},
	{"Settings are one's own, and those that are set", func(s *suite) {
		s.tx(func(tx *storage.Tx) error {
			return errors.Join(tx.Set(s.ctx, "here", "", "zone", "Asia/Seoul"), tx.Set(s.ctx, "here", "", "style", ""),
				tx.Set(s.ctx, "here", "#1", "style", "compact"), tx.Set(s.ctx, "", "ann", "zone", "UTC"))
		})
		want(s, "here", map[string]string{"zone": "Asia/Seoul"})(s.Settings(s.ctx, "here", ""))
		want(s, "the channel", map[string]string{"style": "compact"})(s.Settings(s.ctx, "here", "#1"))
		want(s, "nobody", map[string]string{})(s.Settings(s.ctx, "there", ""))
	}},
	{"QueriesVersion grows with every change of a follow or an alert", func(s *suite) {
		want(s, "version of nothing", int64(0))(s.QueriesVersion(s.ctx))
		src := s.source("here", "daily").ID
		alert := s.alert("here", "ann", "korea")
		for _, change := range []struct {
			name string
			make func(tx *storage.Tx) error
		}{
			{"a new alert", func(tx *storage.Tx) error { return tx.AddAlert(s.ctx, &storage.Alert{Query: "japan"}) }},
			{"a paused alert", func(tx *storage.Tx) error { return tx.PauseAlert(s.ctx, "here", "ann", alert.ID, noon, "") }},
			{"a removed alert", func(tx *storage.Tx) error { return tx.RemoveAlert(s.ctx, "here", "ann", alert.ID) }},
			{"a follow", func(tx *storage.Tx) error {
				return tx.PutFollow(s.ctx, &storage.Follow{Place: "here", Channel: "c", Source: src})
			}},
			{"another query", func(tx *storage.Tx) error {
				return tx.PutFollow(s.ctx, &storage.Follow{Place: "here", Channel: "c", Source: src, Query: "korea"})
			}},
			{"a removed follow", func(tx *storage.Tx) error { return tx.RemoveFollow(s.ctx, "here", "c", src) }},
			{"a removed source", func(tx *storage.Tx) error { return tx.RemoveSource(s.ctx, "here", src) }},
		} {
			before := must[int64](s)(s.QueriesVersion(s.ctx))
			s.tx(change.make)
			if now := must[int64](s)(s.QueriesVersion(s.ctx)); now <= before {
				s.Errorf("%s: the version went from %d to %d", change.name, before, now)
			}
		}
	}},
}
