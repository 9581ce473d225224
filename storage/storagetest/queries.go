package storagetest

import (
	"newshound/storage"
)

var queryTests = []test{
	{"the version grows with every change, and what changed is told", func(s *suite) {
		want(s, "version of nothing", int64(0))(s.QueriesVersion(s.ctx))
		src, other := s.source("here", "daily").ID, s.source("here", "weekly").ID
		a, b := s.alert("here", "ann", "korea"), s.alert("there", "ann", "japan")
		f := storage.Follow{Place: "here", Channel: "c", Source: src, Created: noon}
		d := storage.Follow{Place: "here", Channel: "d", Source: other, Created: noon}
		s.tx(func(tx *storage.Tx) error { return tx.PutFollow(s.ctx, &d) })
		all := must[storage.Queries](s)(s.QueriesSince(s.ctx, 0))
		want(s, "all", storage.Queries{Version: all.Version, Follows: []storage.Follow{d}, Alerts: []storage.Alert{a, b}})(all, nil)
		for _, change := range []struct {
			name string
			make func(tx *storage.Tx) error
			want func() storage.Queries
		}{
			{"a paused alert", func(tx *storage.Tx) error {
				a.Paused = noon
				return tx.PauseAlert(s.ctx, "here", "ann", a.ID, noon, "")
			}, func() storage.Queries { return storage.Queries{Alerts: []storage.Alert{a}} }},
			{"an edited alert", func(tx *storage.Tx) error {
				a.Query = "kor*"
				return tx.EditAlert(s.ctx, a)
			}, func() storage.Queries { return storage.Queries{Alerts: []storage.Alert{a}} }},
			{"an alert whose person was seen", func(tx *storage.Tx) error { return tx.SeeAlerts(s.ctx, a, noon) },
				func() storage.Queries { return storage.Queries{} }},
			{"a removed alert", func(tx *storage.Tx) error { return tx.RemoveAlert(s.ctx, "here", "ann", a.ID) },
				func() storage.Queries { return storage.Queries{GoneAlerts: []int64{a.ID}} }},
			{"a follow", func(tx *storage.Tx) error { return tx.PutFollow(s.ctx, &f) },
				func() storage.Queries { return storage.Queries{Follows: []storage.Follow{f}} }},
			{"another query", func(tx *storage.Tx) error {
				f.Query = "korea"
				return tx.PutFollow(s.ctx, &f)
			}, func() storage.Queries { return storage.Queries{Follows: []storage.Follow{f}} }},
			{"a removed follow", func(tx *storage.Tx) error { return tx.RemoveFollow(s.ctx, "here", "c", src) },
				func() storage.Queries { return storage.Queries{GoneFollows: []int64{f.ID}} }},
			{"a removed source", func(tx *storage.Tx) error { return tx.RemoveSource(s.ctx, "here", other) },
				func() storage.Queries { return storage.Queries{GoneFollows: []int64{d.ID}} }},
			{"a person who is forgotten", func(tx *storage.Tx) error { return tx.ForgetPerson(s.ctx, "ann") },
				func() storage.Queries { return storage.Queries{GoneAlerts: []int64{b.ID}} }},
		} {
			before := must[int64](s)(s.QueriesVersion(s.ctx))
			s.tx(change.make)
			got := must[storage.Queries](s)(s.QueriesSince(s.ctx, before))
			expected := change.want()
			if expected.Version = got.Version; got.Version <= before && len(got.Alerts)+len(got.Follows)+len(got.GoneAlerts)+len(got.GoneFollows) > 0 {
				s.Errorf("%s: the version went from %d to %d", change.name, before, got.Version)
			}
			want(s, change.name, expected)(got, nil)
		}
	}},
}
