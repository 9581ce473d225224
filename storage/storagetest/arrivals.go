package storagetest

import (
	"errors"

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
		want(s, "first to be read", []int64{daily})(s.Arrived(s.ctx, 1))
		want(s, "to be read", []int64{daily, weekly})(s.Arrived(s.ctx, 9))
		want(s, "the daily's", []storage.Arrival{first, third})(s.ArrivalsOf(s.ctx, daily))
		s.tx(func(tx *storage.Tx) error { return tx.TakeArrival(s.ctx, first.ID) })
		s.notFound("taken twice", func(tx *storage.Tx) error { return tx.TakeArrival(s.ctx, first.ID) })
		want(s, "the daily's rest", []storage.Arrival{third})(s.ArrivalsOf(s.ctx, daily))
		want(s, "to be read still", []int64{weekly, daily})(s.Arrived(s.ctx, 9))
	}},
	{"what is to be posted comes before what is not", func(s *suite) {
		first, again, news := s.source("here", "first").ID, s.source("here", "again").ID, s.source("here", "news").ID
		s.tx(func(tx *storage.Tx) error {
			return errors.Join(
				tx.AddArrival(s.ctx, storage.Arrival{Source: first, Quiet: true}),
				tx.AddArrival(s.ctx, storage.Arrival{Source: again, Quiet: true}),
				tx.AddArrival(s.ctx, storage.Arrival{Source: news}),
				tx.AddArrival(s.ctx, storage.Arrival{Source: again}),
			)
		})
		want(s, "to be read", []int64{again, news, first})(s.Arrived(s.ctx, 9))
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
