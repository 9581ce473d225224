package storagetest

import (
	"newshound/sources"
	"newshound/storage"
)

var arrivalTests = []test{
	{"they come in order, each once", func(s *suite) {
		daily, weekly := s.source("here", "daily").ID, s.source("here", "weekly").ID
		first := storage.Arrival{ID: 1, Source: daily, Seen: noon, Quiet: true, Articles: []sources.Article{full(daily), {Title: "\x00"}}}
		second := storage.Arrival{ID: 2, Source: weekly, Seen: noon, Articles: []sources.Article{{Key: "b", Mark: 7}}}
		third := storage.Arrival{ID: 3, Source: daily, Seen: noon, Articles: []sources.Article{{Key: "c"}}}
		s.tx(func(tx *storage.Tx) error {
			for _, a := range []storage.Arrival{first, second, third} {
				if err := tx.AddArrival(s.ctx, a); err != nil {
					return err
				}
			}
			return nil
		})
		want(s, "all", []storage.Arrival{first, second, third})(s.Arrivals(s.ctx, 0, 9))
		want(s, "one past the first", []storage.Arrival{second})(s.Arrivals(s.ctx, 1, 1))
		want(s, "the daily's", []storage.Arrival{first, third})(s.ArrivalsOf(s.ctx, daily))
		want(s, "any past the second", true)(s.AnyArrival(s.ctx, 2))
		want(s, "any past the third", false)(s.AnyArrival(s.ctx, 3))
		s.tx(func(tx *storage.Tx) error { return tx.TakeArrival(s.ctx, first.ID) })
		s.notFound("taken twice", func(tx *storage.Tx) error { return tx.TakeArrival(s.ctx, first.ID) })
		want(s, "the rest", []storage.Arrival{second, third})(s.Arrivals(s.ctx, 0, 9))
	}},
	{"they go where their source goes", func(s *suite) {
		old, new := s.source("here", "old"), s.source("here", "new")
		s.tx(func(tx *storage.Tx) error {
			if err := tx.AddArrival(s.ctx, storage.Arrival{Source: old.ID, Seen: noon}); err != nil {
				return err
			}
			return tx.MoveSource(s.ctx, old.ID, new.URL)
		})
		if got := must[[]storage.Arrival](s)(s.ArrivalsOf(s.ctx, new.ID)); len(got) != 1 {
			s.Errorf("%d arrivals moved along, want 1", len(got))
		}
	}},
}
