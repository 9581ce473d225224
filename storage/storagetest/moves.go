package storagetest

import (
	"time"

	"newshound/storage"
)

var moveTests = []test{
	{"an article moves, and with the last of a story all that is about it", func(s *suite) {
		src := s.source("here", "daily").ID
		into := s.article(src, "into", 0, noon)
		a := s.article(src, "a", 0, noon)
		b := s.article(src, "b", a.Story, after(time.Minute))
		s.owe(&storage.Post{Key: "on a", Place: "here", Channel: "c", Story: a.Story, Article: a.ID})
		s.followStory("here", "ann", a.Story, noon)
		d := s.putDigest("here", "c", noon)
		s.tx(func(tx *storage.Tx) error {
			return tx.AddMute(s.ctx, &storage.Mute{Person: "ann", Kind: storage.MutedStory, Value: "2", Name: "a"})
		})
		s.tx(func(tx *storage.Tx) error { return tx.DigestDone(s.ctx, d.ID, noon, noon, []int64{a.Story}) })
		s.notFound("told of what it is to become", func(tx *storage.Tx) error { _, err := tx.PostAbout(s.ctx, "c", into.Story); return err })
		move := func(article int64) int64 {
			m := storage.Move{Article: article, Story: into.Story}
			s.tx(func(tx *storage.Tx) error { return tx.Move(s.ctx, &m) })
			return m.ID
		}
		first := move(b.ID)
		want(s, "story left", []string{"a"})(titles(s.Story(s.ctx, "here", a.Story)))
		p := must[storage.Post](s)(s.PostAbout(s.ctx, "c", into.Story))
		if p.Key != "on a" || p.Story != a.Story {
			s.Errorf("kin with what it was told of, the channel's post is %q on story %d", p.Key, p.Story)
		}
		s.notFound("another channel", func(tx *storage.Tx) error { _, err := tx.PostAbout(s.ctx, "d", into.Story); return err })
		second := move(a.ID)
		want(s, "story", []string{"into", "a", "b"})(titles(s.Story(s.ctx, "here", into.Story)))
		if p := must[storage.Post](s)(s.PostOf(s.ctx, "on a")); p.Story != into.Story {
			s.Errorf("the post is on story %d", p.Story)
		}
		if f := must[[]storage.StoryFollow](s)(s.StoryFollows(s.ctx, "here", "ann")); len(f) != 1 || f[0].Story != into.Story {
			s.Errorf("ann follows %v", f)
		}
		if h := must[[]storage.StoryHead](s)(s.StoryHeads(s.ctx, "here", noon, 0, d.ID)); len(h) != 1 || !h[0].Told {
			s.Errorf("the digest may tell of %v", h)
		}
		mutes := must[[]storage.Mute](s)(s.Mutes(s.ctx, "ann"))
		if len(mutes) != 2 || mutes[1].Value != "1" {
			s.Errorf("ann mutes %v", mutes)
		}
		want(s, "moves", []storage.Move{{ID: first, Article: b.ID, Story: into.Story}, {ID: second, Article: a.ID, Story: into.Story}})(s.MovesAfter(s.ctx, 0))
		want(s, "moves", []storage.Move{{ID: second, Article: a.ID, Story: into.Story}})(s.MovesAfter(s.ctx, first))
		want(s, "last", second)(s.LastMove(s.ctx))
		if id := move(a.ID); id != 0 {
			s.Error("moved where it was")
		}
		want(s, "forgotten", 2)(s.forgotten((*storage.Tx).ForgetMoves, after(time.Hour), 9), nil)
	}},
	{"a post goes with its article to a story of its own, which its channel was told of", func(s *suite) {
		src := s.source("here", "daily").ID
		a := s.article(src, "a", 0, noon)
		b := s.article(src, "b", a.Story, noon)
		s.article(src, "c", a.Story, noon)
		s.owe(&storage.Post{Key: "on b", Place: "here", Channel: "c", Story: a.Story, Article: b.ID})
		s.tx(func(tx *storage.Tx) error { return tx.Move(s.ctx, &storage.Move{Article: b.ID, Story: b.ID}) })
		for _, story := range []int64{a.Story, b.ID} {
			if p := must[storage.Post](s)(s.PostAbout(s.ctx, "c", story)); p.Story != b.ID {
				s.Errorf("told of story %d by a post on %d", story, p.Story)
			}
		}
	}},
}
