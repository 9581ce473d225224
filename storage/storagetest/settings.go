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
}
