package storagetest

import (
	"time"

	"newshound/storage"
)

// move has articles be of a story, and returns the stories that this changes.
func (s *suite) move(story int64, articles ...int64) (changed []int64) {
	s.Helper()
	var moves []storage.Move
	for _, a := range articles {
		moves = append(moves, storage.Move{Article: a, Story: story})
	}
	s.tx(func(tx *storage.Tx) (err error) {
		changed, err = tx.Move(s.ctx, moves)
		return err
	})
	return changed
}

// muteStory has ann mute a story.
func (s *suite) muteStory(story string) {
	s.Helper()
	s.tx(func(tx *storage.Tx) error {
		return tx.AddMute(s.ctx, &storage.Mute{Person: "ann", Kind: storage.MutedStory, Value: story, Name: "a"})
	})
}

func mutedStories(s *suite) (out []string, err error) {
	mutes, err := s.Mutes(s.ctx, "ann")
	for _, m := range mutes {
		out = append(out, m.Value)
	}
	return out, err
}

func (s *suite) postOn(key, channel string, story, article int64, state storage.State, due time.Time) {
	s.Helper()
	p := storage.Post{Key: key, Place: "here", Channel: channel, Story: story, Article: article, State: state, Due: due}
	s.owe(&p)
	if state == storage.Sent {
		p.Message = "m " + key
	}
	p.State = state
	s.tx(func(tx *storage.Tx) error { return tx.SavePost(s.ctx, p) })
}

var moveTests = []test{
	{"two stories become one, with all that is about them, even what is not said to move", func(s *suite) {
		src := s.source("here", "daily").ID
		into := s.article(src, "into", 0, noon)
		a := s.article(src, "a", 0, noon)
		b := s.article(src, "b", a.Story, after(time.Minute))
		s.postOn("on a", "c", a.Story, a.ID, storage.Sent, noon)
		s.owe(&storage.Post{Key: "news of a", Place: "here", Channel: "@ann", Story: a.Story})
		s.followStory("here", "ann", a.Story, noon)
		d := s.putDigest("here", "c", noon)
		s.muteStory("2")
		s.tx(func(tx *storage.Tx) error { return tx.DigestDone(s.ctx, d.ID, noon, noon, []int64{a.Story}) })
		s.notFound("told of what it is to become", func(tx *storage.Tx) error { _, err := tx.PostAbout(s.ctx, "c", into.Story, time.Time{}); return err })
		want(s, "changed", []int64{into.ID, a.ID})(s.move(into.Story, b.ID), nil)
		want(s, "story left", []string(nil))(titles(s.Story(s.ctx, "here", a.Story)))
		want(s, "story", []string{"into", "a", "b"})(titles(s.Story(s.ctx, "here", into.Story)))
		want(s, "the other's number leads to", into.Story)(s.StoryNow(s.ctx, a.Story))
		want(s, "a number of nothing leads to", int64(99))(s.StoryNow(s.ctx, 99))
		for _, key := range []string{"on a", "news of a"} {
			if p := must[storage.Post](s)(s.PostOf(s.ctx, key)); p.Story != into.Story {
				s.Errorf("the post %q is on story %d", key, p.Story)
			}
		}
		s.notFound("another channel", func(tx *storage.Tx) error { _, err := tx.PostAbout(s.ctx, "d", into.Story, time.Time{}); return err })
		if f := must[[]storage.StoryFollow](s)(s.StoryFollows(s.ctx, "here", "ann")); len(f) != 1 || f[0].Story != into.Story {
			s.Errorf("ann follows %v", f)
		}
		if h := must[[]storage.StoryHead](s)(s.StoryHeads(s.ctx, "here", noon, 0, d.ID)); len(h) != 1 || !h[0].Told {
			s.Errorf("the digest may tell of %v", h)
		}
		want(s, "muted", []string{"1"})(mutedStories(s))
		want(s, "moves", []storage.Move{{ID: 1, Article: a.ID, Story: into.Story}, {ID: 2, Article: b.ID, Story: into.Story}})(s.MovesAfter(s.ctx, 0))
		want(s, "moves", []storage.Move{{ID: 2, Article: b.ID, Story: into.Story}})(s.MovesAfter(s.ctx, 1))
		want(s, "last", int64(2))(s.LastMove(s.ctx))
		want(s, "moved where it was, or gone, it changes", []int64(nil))(s.move(into.Story, a.ID, 99), nil)
		want(s, "forgotten", 2)(s.forgotten((*storage.Tx).ForgetMoves, after(time.Hour), 9), nil)
	}},
	{"of a story that parts, both parts are followed and muted as it was, and each post tells of its own part", func(s *suite) {
		src := s.source("here", "daily").ID
		a := s.article(src, "a", 0, noon)
		b := s.article(src, "b", a.Story, noon)
		c := s.article(src, "c", a.Story, noon)
		s.article(src, "d", a.Story, noon)
		s.postOn("on b", "c", a.Story, b.ID, storage.Sent, noon)
		s.followStory("here", "ann", a.Story, noon)
		s.muteStory("1")
		d := s.putDigest("here", "c", noon)
		s.tx(func(tx *storage.Tx) error { return tx.DigestDone(s.ctx, d.ID, noon, noon, []int64{a.Story}) })
		want(s, "changed", []int64{a.ID, b.ID})(s.move(b.ID, b.ID, c.ID), nil)
		want(s, "one part", []string{"a", "d"})(titles(s.Story(s.ctx, "here", a.Story)))
		want(s, "the other", []string{"b", "c"})(titles(s.Story(s.ctx, "here", b.ID)))
		if p := must[storage.Post](s)(s.PostAbout(s.ctx, "c", b.ID, time.Time{})); p.Story != b.ID {
			s.Errorf("told of story %d by a post on %d", b.ID, p.Story)
		}
		s.notFound("told of what is left", func(tx *storage.Tx) error { _, err := tx.PostAbout(s.ctx, "c", a.ID, time.Time{}); return err })
		for _, story := range []int64{a.Story, b.ID} {
			if _, err := s.StoryFollow(s.ctx, "here", "ann", story); err != nil {
				s.Errorf("ann follows story %d: %v", story, err)
			}
		}
		want(s, "muted", []string{"1", "2"})(mutedStories(s))
		for _, h := range must[[]storage.StoryHead](s)(s.StoryHeads(s.ctx, "here", noon, 0, d.ID)) {
			if !h.Told {
				s.Errorf("the digest has not told of %v", h)
			}
		}
	}},
	{"no channel is told a second time of stories that become one", func(s *suite) {
		src := s.source("here", "daily").ID
		a, b := s.article(src, "a", 0, noon), s.article(src, "b", 0, noon)
		later := after(time.Hour)
		for _, p := range []struct {
			channel   string
			one, two  storage.State
			due       time.Time // of the second
			left, was storage.State
		}{
			{"both stand", storage.Sent, storage.Sent, noon, storage.Sent, storage.Sent},
			{"the first stands", storage.Sent, storage.Held, noon, storage.Sent, storage.Told},
			{"the second stands", storage.Held, storage.Sent, noon, storage.Told, storage.Sent},
			{"one may be under way", storage.Owed, storage.Sending, noon, storage.Told, storage.Sending},
			{"both are owed", storage.Owed, storage.Owed, noon, storage.Owed, storage.Told},
			{"one is owed", storage.Held, storage.Owed, noon, storage.Told, storage.Owed},
			{"both are held", storage.Held, storage.Held, after(time.Minute), storage.Held, storage.Told},
			{"one was refused", storage.Refused, storage.Held, noon, storage.Refused, storage.Held},
			{"a digest is to tell of one", storage.Late, storage.Owed, noon, storage.Told, storage.Owed},
		} {
			s.postOn(p.channel+" 1", p.channel, a.ID, a.ID, p.one, later)
			s.postOn(p.channel+" 2", p.channel, b.ID, b.ID, p.two, p.due)
			defer func() {
				want(s, p.channel+", the first", p.left)(stateOf(s, p.channel+" 1"))
				want(s, p.channel+", the second", p.was)(stateOf(s, p.channel+" 2"))
			}()
		}
		s.postOn("held", "alone", b.ID, b.ID, storage.Held, later)
		s.move(a.ID, b.ID)
		want(s, "alone", storage.Held)(stateOf(s, "held"))
		if p := must[storage.Post](s)(s.PostOf(s.ctx, "both are held 1")); !p.Due.Equal(after(time.Minute)) {
			s.Errorf("what is held is due at %v", p.Due)
		}
		p := must[storage.Post](s)(s.PostOf(s.ctx, "both are held 2"))
		p.State = storage.Sending
		s.notFound("under way after all", func(tx *storage.Tx) error { return tx.SavePost(s.ctx, p) })
	}},
	{"who follows two stories that become one hears what is due of either", func(s *suite) {
		src := s.source("here", "daily").ID
		a, b := s.article(src, "a", 0, noon), s.article(src, "b", 0, noon)
		for _, person := range []string{"ann", "bob"} {
			s.followStory("here", person, a.ID, noon)
			s.followStory("here", person, b.ID, noon)
		}
		told := func(person string, story, told int64, due time.Time) {
			s.tx(func(tx *storage.Tx) error {
				return tx.StoryTold(s.ctx, storage.StoryFollow{Place: "here", Person: person, Story: story, Told: told, Due: due})
			})
		}
		told("ann", a.ID, 7, time.Time{})
		told("ann", b.ID, 5, noon)
		told("bob", a.ID, 5, time.Time{})
		told("bob", b.ID, 7, time.Time{})
		s.move(a.ID, b.ID)
		for person, f := range map[string]storage.StoryFollow{"ann": {Told: 5, Due: noon}, "bob": {Told: 7}} {
			got := must[storage.StoryFollow](s)(s.StoryFollow(s.ctx, "here", person, a.ID))
			if got.Told != f.Told || !got.Due.Equal(f.Due) {
				s.Errorf("%s has been told up to %d and is due %v, want %d and %v", person, got.Told, got.Due, f.Told, f.Due)
			}
			s.notFound("the other follow", func(tx *storage.Tx) error { _, err := tx.StoryFollow(s.ctx, "here", person, b.ID); return err })
		}
	}},
}

func stateOf(s *suite, key string) (storage.State, error) {
	p, err := s.PostOf(s.ctx, key)
	return p.State, err
}
