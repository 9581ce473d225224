package storagetest

import (
	"fmt"
	"slices"
	"time"

	"newshound/sources"
	"newshound/sources/text/boilerplate"
	"newshound/storage"
)

var sourceTests = []test{
	{"habits are stored", func(s *suite) {
		id := s.source("here", "daily").ID
		h := must[*boilerplate.Habits](s)(s.Habits(s.ctx, id))
		if h.Bytes() != nil {
			s.Errorf("at first there are %v", h)
		}
		for range 5 {
			h.Watch("Harbour podcast", "Subscribe to our letter.", "en")
		}
		s.tx(func(tx *storage.Tx) error { return tx.SetHabits(s.ctx, id, h) })
		got := must[*boilerplate.Habits](s)(s.Habits(s.ctx, id))
		if !got.RepeatsSentence("Subscribe to our letter.", "en") || !got.Repeats("podcast") {
			s.Errorf("got %v", got)
		}
		s.notFound("of none", func(tx *storage.Tx) error { return tx.SetHabits(s.ctx, 99, h) })
	}},
	{"what is kept comes back", func(s *suite) {
		src := sources.Source{URL: "https://daily.example/feed", Title: "Daily", Site: "https://daily.example", Lang: "en"}
		s.tx(func(tx *storage.Tx) error { return tx.AddSource(s.ctx, "here", "ann", &src, noon) })
		want(s, "source", src)(s.Source(s.ctx, src.ID))
		src = sources.Source{
			ID: src.ID, URL: src.URL, Title: "The Daily", Site: "https://d.example", Icon: "https://d.example/i.png", Lang: "de", ETag: `"7"`, LastModified: "then",
			Sum: "sum", Held: "held", Every: time.Hour, Quiet: sources.NewQuiet([]int{23}, []time.Weekday{time.Saturday}),
			Rhythm: sources.Rhythm{Since: noon.Truncate(time.Second), Days: 1.5, Count: [48]float64{0: 2, 47: 0.25}},
			ReadAt: after(1), PolledAt: after(2 * time.Millisecond), NextPoll: after(time.Hour), Why: sources.ByFailure,
			Failures: 3, FailedAt: after(-time.Hour), ToldAt: after(-time.Minute), GoneAt: after(-time.Second), Error: "Gone fishing.",
			Moved: "https://new.example/feed", MovedAt: after(-time.Hour), Added: noon, Soonest: after(time.Minute),
		}
		src.ReadAt = src.ReadAt.Truncate(time.Millisecond)
		s.tx(func(tx *storage.Tx) error { return tx.SavePoll(s.ctx, src) })
		want(s, "source", src)(s.Source(s.ctx, src.ID))
		want(s, "sources", []sources.Source{src})(s.Sources(s.ctx, "here"))
		s.notFound("poll of no source", func(tx *storage.Tx) error { return tx.SavePoll(s.ctx, sources.Source{ID: 99}) })
	}},
	{"one that two places have is one", func(s *suite) {
		first := s.source("here", "daily")
		s.tx(func(tx *storage.Tx) error {
			first.ETag, first.NextPoll, first.Soonest = "7", after(time.Hour), after(time.Hour)
			return tx.SavePoll(s.ctx, first)
		})
		again := s.source("there", "daily")
		if again.ID != first.ID {
			s.Errorf("two sources of one URL: %d and %d", first.ID, again.ID)
		}
		s.source("here", "daily")
		want(s, "what a poll learnt", first)(s.Source(s.ctx, first.ID))
		want(s, "places", []string{"here", "there"})(s.Places(s.ctx, first.ID))
	}},
	{"sorted by title without regard to case", func(s *suite) {
		b, a, c := s.source("here", "bugle"), s.source("here", "Argus"), s.source("here", "Courier")
		want(s, "sources", []sources.Source{a, b, c})(s.Sources(s.ctx, "here"))
	}},
	{"one that is removed takes its follows along", func(s *suite) {
		src := s.source("here", "daily")
		s.source("there", "daily")
		theirs := s.follow("there", "d", src.ID, "")
		s.follow("here", "c", src.ID, "")
		s.tx(func(tx *storage.Tx) error { return tx.RemoveSource(s.ctx, "here", src.ID) })
		want(s, "places", []string{"there"})(s.Places(s.ctx, src.ID))
		want(s, "follows", []storage.Follow{theirs})(s.Follows(s.ctx, ""))
		s.notFound("removed twice", func(tx *storage.Tx) error { return tx.RemoveSource(s.ctx, "here", src.ID) })
	}},
	{"due are those whose time has come and that somebody has", func(s *suite) {
		never, soon, later, nobody := s.source("here", "never"), s.source("here", "soon"), s.source("here", "later"), s.source("here", "nobody")
		soon.NextPoll, later.NextPoll = after(-time.Minute), after(time.Minute)
		s.tx(func(tx *storage.Tx) error {
			if err := tx.SavePoll(s.ctx, soon); err != nil {
				return err
			}
			if err := tx.RemoveSource(s.ctx, "here", nobody.ID); err != nil {
				return err
			}
			return tx.SavePoll(s.ctx, later)
		})
		until := after(10 * time.Minute)
		want(s, "first due", []int64{never.ID})(s.claim(noon, until, 1))
		want(s, "due", []int64{soon.ID})(s.claim(noon, until, 9))
		want(s, "due once claimed", []int64(nil))(s.claim(noon, until, 9))
		want(s, "due when a claim has run out", []int64{never.ID, soon.ID, later.ID})(s.claim(until, after(time.Hour), 9))
	}},
	{"one that another place adds is due as soon as it may be polled", func(s *suite) {
		for i, c := range []struct{ soonest, next, want time.Duration }{
			{-time.Minute, time.Hour, 0},
			{time.Minute, time.Hour, time.Minute},
			{time.Hour, time.Hour, time.Hour},
			{-time.Hour, -time.Minute, -time.Minute},
		} {
			src := s.source("here", fmt.Sprint("feed ", i))
			src.Soonest, src.NextPoll = after(c.soonest), after(c.next)
			s.tx(func(tx *storage.Tx) error { return tx.SavePoll(s.ctx, src) })
			again := src
			s.tx(func(tx *storage.Tx) error { return tx.AddSource(s.ctx, "here", "ann", &again, after(time.Second)) })
			want(s, "source that the place has", src)(s.Source(s.ctx, src.ID))
			s.tx(func(tx *storage.Tx) error { return tx.AddSource(s.ctx, "there", "bob", &again, noon) })
			src.NextPoll = after(c.want)
			want(s, "source that another place adds", src)(s.Source(s.ctx, src.ID))
		}
	}},
	{"one that is claimed is not polled twice because somebody adds it", func(s *suite) {
		src := s.source("here", "daily")
		want(s, "due", []int64{src.ID})(s.claim(noon, after(time.Minute), 9))
		s.tx(func(tx *storage.Tx) error { return tx.AddSource(s.ctx, "there", "bob", &src, noon) })
		want(s, "due", []int64(nil))(s.claim(noon, after(time.Minute), 9))
	}},
	{"one that is gone is not due", func(s *suite) {
		gone := s.source("here", "gone")
		gone.GoneAt = noon
		s.tx(func(tx *storage.Tx) error { return tx.SavePoll(s.ctx, gone) })
		want(s, "due", []int64(nil))(s.claim(noon, after(time.Hour), 9))
	}},
	{"one is put off", func(s *suite) {
		src := s.source("here", "daily")
		src.NextPoll, src.Why = after(time.Hour), sources.BySchedule
		s.tx(func(tx *storage.Tx) error { return tx.PutOff(s.ctx, src.ID, src.NextPoll, src.Why) })
		want(s, "source", src)(s.Source(s.ctx, src.ID))
	}},
	{"whether others were read tells whose fault it is", func(s *suite) {
		alone := s.source("here", "alone")
		want(s, "alone", true)(s.AnyReadSince(s.ctx, alone.ID, noon))
		other := s.source("here", "other")
		other.PolledAt = after(time.Minute)
		s.tx(func(tx *storage.Tx) error { return tx.SavePoll(s.ctx, other) })
		want(s, "the other fails, too", false)(s.AnyReadSince(s.ctx, alone.ID, noon))
		other.ReadAt = after(time.Minute)
		s.tx(func(tx *storage.Tx) error { return tx.SavePoll(s.ctx, other) })
		want(s, "the other is read", true)(s.AnyReadSince(s.ctx, alone.ID, noon))
	}},
	{"one is never claimed twice", func(s *suite) {
		var all []int64
		for i := range 40 {
			all = append(all, s.source("here", fmt.Sprint("source", i)).ID)
		}
		claims := make(chan []int64, 100)
		s.together(8, func(int) error {
			for range 10 {
				ids, err := s.claim(noon, after(time.Hour), 3)
				if err != nil {
					return err
				}
				claims <- ids
			}
			return nil
		})
		close(claims)
		var claimed []int64
		for ids := range claims {
			claimed = append(claimed, ids...)
		}
		slices.Sort(claimed)
		want(s, "claimed", all)(claimed, nil)
	}},
}

// claim claims sources, in the order of their IDs.
func (s *suite) claim(now, until time.Time, limit int) (ids []int64, err error) {
	err = s.Tx(s.ctx, func(tx *storage.Tx) error {
		ids, err = tx.ClaimDue(s.ctx, now, until, limit)
		return err
	})
	slices.Sort(ids)
	return ids, err
}
