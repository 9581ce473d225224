package storagetest

import (
	"time"

	"newshound/storage"
)

var processTests = []test{
	{"those that are present are counted, and those that were lately", func(s *suite) {
		for _, c := range []struct {
			name string
			at   time.Duration
			want int
		}{{"a", 0, 1}, {"a", time.Second, 1}, {"b", time.Second, 2}, {"c", 5 * time.Second, 3}, {"b", 9 * time.Second, 2}} {
			s.tx(func(tx *storage.Tx) error {
				n, err := tx.Present(s.ctx, c.name, after(c.at), after(c.at-5*time.Second))
				if n != c.want {
					s.Errorf("%d are present when %s is after %v, want %d", n, c.name, c.at, c.want)
				}
				return err
			})
		}
	}},
}
