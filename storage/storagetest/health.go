package storagetest

import (
	"fmt"
	"time"

	"newshound/sources"
	"newshound/storage"
)

var healthTests = []test{
	{"what fails, is late, waits and is held back in a place", func(s *suite) {
		well, ill, gone := s.source("here", "well"), s.source("here", "ill"), s.source("here", "gone")
		s.source("there", "away")
		well.NextPoll, ill.NextPoll = after(-time.Hour), after(time.Hour)
		ill.Failures, ill.Error, ill.FailedAt, gone.GoneAt = 2, "Too slow.", noon, noon
		s.tx(func(tx *storage.Tx) error {
			for _, src := range []sources.Source{well, ill, gone} {
				if err := tx.SavePoll(s.ctx, src); err != nil {
					return err
				}
			}
			return tx.Pause(s.ctx, storage.Destination{Channel: "c", Paused: noon, Reason: "It is gone.", Probe: after(time.Hour)})
		})
		for i, place := range []string{"here", "here", "there"} {
			s.owe(&storage.Post{Key: fmt.Sprint(i), Place: place, Channel: "c", Created: after(time.Duration(i) * time.Second)})
		}
		h := must[storage.Health](s)(s.Health(s.ctx, "here", noon, 1))
		if h.Sources != 3 || h.Fails != 2 || h.Late != 1 || h.Waiting != 2 || !h.Oldest.Equal(noon) || len(h.Held) != 1 || h.Held[0].Reason != "It is gone." {
			s.Errorf("here it is %+v", h)
		}
		if len(h.Failing) != 1 {
			s.Errorf("named are %d sources, want 1", len(h.Failing))
		}
		h = must[storage.Health](s)(s.Health(s.ctx, "there", noon, 9))
		if h.Sources != 1 || h.Fails+len(h.Failing) != 0 || h.Waiting != 1 {
			s.Errorf("there it is %+v", h)
		}
		h = must[storage.Health](s)(s.Health(s.ctx, "nowhere", noon, 9))
		if h.Sources+h.Fails+h.Late+h.Waiting != 0 {
			s.Errorf("nowhere it is %+v", h)
		}
	}},
	{"the posts that a place's channels do not take", func(s *suite) {
		a := s.article(s.source("here", "feed").ID, "Ferry aground", 0, noon)
		for i, state := range []storage.State{storage.Aside, storage.Stuck, storage.Refused, storage.Owed, storage.Aside} {
			p := storage.Post{Key: fmt.Sprint(i), Place: "here", Channel: "c", Article: a.ID * int64(i%2), Created: noon}
			if i == 4 {
				p.Created = after(-8 * 24 * time.Hour)
			}
			s.owe(&p)
			p.State = state
			s.save(p)
		}
		h := must[storage.Health](s)(s.Health(s.ctx, "here", noon, 9))
		want(s, "posts", []storage.Untaken{
			{Channel: "c", State: storage.Refused, Created: noon},
			{Channel: "c", Title: a.Title, URL: a.URL, State: storage.Stuck, Created: noon}, {Channel: "c", State: storage.Aside, Created: noon},
		})(h.Untaken, nil)
		if h.Waiting != 2 {
			s.Errorf("%d posts wait, want 2", h.Waiting)
		}
		h = must[storage.Health](s)(s.Health(s.ctx, "here", noon, 1))
		if len(h.Untaken) != 1 {
			s.Errorf("named are %d posts, want 1", len(h.Untaken))
		}
	}},
}
