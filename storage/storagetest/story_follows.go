package storagetest

import (
	"time"

	"newshound/storage"
)

var storyFollowTests = []test{
	{"one that follows knows what there is, and is due when the place reads more", func(s *suite) {
		here, there := s.source("here", "daily").ID, s.source("there", "other").ID
		a := s.article(here, "first", 0, noon)
		f := s.followStory("here", "ann", a.Story, noon)
		f.Told = a.ID
		want(s, "follow", f)(s.StoryFollow(s.ctx, "here", "ann", a.Story))
		grow := func(source int64, at time.Time) {
			s.tx(func(tx *storage.Tx) error { return tx.StoryGrew(s.ctx, a.Story, source, at) })
		}
		grow(there, noon)
		want(s, "due", []storage.StoryFollow(nil))(s.DueStoryFollows(s.ctx, after(time.Hour), 9))
		grow(here, after(time.Minute))
		grow(here, after(time.Hour)) // due already
		f.Due = after(time.Minute)
		want(s, "due too early", []storage.StoryFollow(nil))(s.DueStoryFollows(s.ctx, noon, 9))
		want(s, "due", []storage.StoryFollow{f})(s.DueStoryFollows(s.ctx, f.Due, 9))
		f.Told, f.Due = 7, time.Time{}
		s.tx(func(tx *storage.Tx) error { return tx.StoryTold(s.ctx, f) })
		want(s, "told", []storage.StoryFollow{f})(s.StoryFollows(s.ctx, "here", "ann"))
		want(s, "due when told", []storage.StoryFollow(nil))(s.DueStoryFollows(s.ctx, after(time.Hour), 9))
		f.Channel = "c"
		s.tx(func(tx *storage.Tx) error { return tx.FollowStory(s.ctx, f) })
		want(s, "followed again", f)(s.StoryFollow(s.ctx, "here", "ann", a.Story))
	}},
	{"unfollowing ends it, for oneself", func(s *suite) {
		ann, bob := s.followStory("here", "ann", 1, noon), s.followStory("here", "bob", 1, noon)
		unfollow := func(tx *storage.Tx) error { return tx.UnfollowStory(s.ctx, "here", "ann", ann.Story) }
		s.tx(unfollow)
		s.notFound("unfollowed twice", unfollow)
		want(s, "bob's", []storage.StoryFollow{bob})(s.StoryFollows(s.ctx, "here", "bob"))
		s.tx(func(tx *storage.Tx) error { return tx.DropPlace(s.ctx, "here") })
		want(s, "bob's where the bot is no more", []storage.StoryFollow(nil))(s.StoryFollows(s.ctx, "here", "bob"))
	}},
	{"old stories end their follows", func(s *suite) {
		src := s.source("here", "daily").ID
		quiet, busy := s.article(src, "quiet", 0, noon).Story, s.article(src, "busy", 0, noon).Story
		s.article(src, "busy still", busy, after(time.Hour))
		s.followStory("here", "ann", quiet, noon)
		f := s.followStory("here", "ann", busy, noon)
		g := s.followStory("here", "bob", quiet, after(time.Hour))
		s.followStory("here", "bob", 999, noon) // a story that is gone
		end := func(wanted int) {
			s.tx(func(tx *storage.Tx) error {
				want(s, "ended", wanted)(tx.EndStoryFollows(s.ctx, after(time.Minute), 1))
				return nil
			})
		}
		end(1)
		end(1)
		end(0)
		f.Told, g.Told = 3, 3
		want(s, "left", []storage.StoryFollow{f})(s.StoryFollows(s.ctx, "here", "ann"))
		want(s, "left", []storage.StoryFollow{g})(s.StoryFollows(s.ctx, "here", "bob"))
	}},
	{"a person was told of a story where they were sent it or follow it", func(s *suite) {
		s.owe(&storage.Post{Key: "k", Place: "here", Channel: "@ann", Story: 1})
		s.followStory("there", "ann", 2, noon)
		want(s, "sent", "here")(s.ToldOf(s.ctx, "ann", 1))
		want(s, "followed", "there")(s.ToldOf(s.ctx, "ann", 2))
		s.notFound("another's", func(tx *storage.Tx) error { _, err := tx.ToldOf(s.ctx, "bob", 1); return err })
	}},
}

func (s *suite) followStory(place, person string, story int64, at time.Time) storage.StoryFollow {
	s.Helper()
	f := storage.StoryFollow{Place: place, Person: person, Story: story, Channel: "@" + person, Created: at}
	s.tx(func(tx *storage.Tx) error { return tx.FollowStory(s.ctx, f) })
	return f
}
