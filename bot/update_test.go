package bot

import (
	"fmt"
	"testing"
	"time"

	"newshound/sources"
	"newshound/storage"
	"newshound/storage/storagetest"
)

// joins stores an article of a site in a story, 0 for one of its own, as a
// duplicate of another unless that is 0, and sends what that makes owed.
func (w *world) joins(s *site, title string, story, duplicateOf int64) int64 {
	w.Helper()
	a := sources.Article{
		Source: s.id, Key: title, URL: s.URL + "/" + title, Canonical: s.URL + "/" + title, Title: title, Lang: "en", Seen: w.time, Story: story, DuplicateOf: duplicateOf,
	}
	w.must(w.knowing(w.Context(), func(tx *storage.Tx) error {
		if err := tx.AddArticle(w.Context(), &a); err != nil {
			return err
		}
		if a.Story == 0 {
			a.Story = a.ID
		}
		if err := tx.GroupArticle(w.Context(), a); err != nil {
			return err
		}
		return w.announce(w.Context(), tx, a)
	}))
	w.sendOwed()
	return a.ID
}

// followed is a world in which town follows some sources.
func followed(w *world, names ...string) []*site {
	w.Helper()
	var out []*site
	for _, name := range names {
		s := w.site(name)
		w.add("town", s)
		w.ask("town", "/follow url:"+name)
		out = append(out, s)
	}
	return out
}

func TestAFollowGetsEachArticleOfItsSource(t *testing.T) { eachArticle(newWorld(t)) }

func TestAFollowGetsEachArticleOfItsSourceOnPostgres(t *testing.T) {
	eachArticle(newWorldOn(t, storagetest.Postgres(t)))
}

// What continues a story comes as an update on what its source said before. The
// first article of another source, and whatever repeats one, only grows a post.
func eachArticle(w *world) {
	s := followed(w, "Post", "Wire")
	post, wire := s[0], s[1]
	first := w.joins(post, "aground", 0, 0)
	w.joins(post, "refloated", first, 0)
	w.joins(post, "refloated again", first, 2)
	copied := w.joins(wire, "copied", first, first)
	w.time = w.time.Add(time.Hour)
	w.joins(wire, "captain", first, 0)
	w.joins(post, "in dock", first, 0)
	expect(w.T, w, `
town posts: aground
town posts: refloated (Update on: aground, town/town/1)
town edits 1: aground (also Wire)
town posts: captain (Update on: copied, town/town/1)
town posts: in dock (Update on: refloated, town/town/2)
`)
	if p, err := w.db.PostWith(w.Context(), "town", copied); err != nil || p.Article != first {
		w.Errorf("the copy is told by post %d, %v", p.ID, err)
	}
}

// The link leads to the earlier message, although that did not stand when the
// update was owed.
func TestAnUpdateLinksToWhatIsSentBeforeIt(t *testing.T) {
	w := newWorld(t)
	post := followed(w, "Post")[0]
	w.chat.fail = func(said) error { return NotYet{time.Second, "busy"} }
	first := w.joins(post, "aground", 0, 0)
	w.joins(post, "refloated", first, 0)
	w.chat.fail = nil
	w.time = w.time.Add(time.Minute)
	w.sendOwed()
	expect(t, w, `
town posts: aground
town posts: refloated (Update on: aground, town/town/1)
`)
}

// An alert tells a story once. All that joins it is named by that post, or
// counted.
func TestAnAlertGrowsByAllThatItsStoryGains(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry")
	first := w.joins(post, "ferry aground", 0, 0)
	for i := range 7 {
		w.time = w.time.Add(2 * time.Minute)
		w.joins(post, fmt.Sprint("ferry news ", i), first, 0)
	}
	w.joins(post, "ferry news 6 again", first, 8)
	last := w.chat.said[len(w.chat.said)-1]
	card := last.reply.Cards[0]
	if len(w.chat.said) != 8 || !last.edit || card.AlsoMore.String() != "and 2 more" || len(card.Also) != 5 || card.Also[0].Source != "ferry news 6" {
		t.Errorf("%v; said:\n%s", card.AlsoMore, w.chat.transcript())
	}
}

// Where no post can name an article any more, it gets one of its own.
func TestWhatCannotGrowAPostIsPosted(t *testing.T) {
	refuse := func(w *world, _ *site) {
		w.chat.fail = func(s said) error { return Refused{"no"} }
	}
	for _, c := range []struct {
		name   string
		before func(*world, *site)
		after  func(*world)
		want   string
	}{
		{"the post is old", func(*world, *site) {}, func(w *world) { w.time = w.time.Add(growFor + time.Minute); w.chat.said = nil },
			"town posts: captain (Update on: aground, town/town/1)\n"},
		{"the post was refused", refuse, func(w *world) { w.chat.fail = nil }, "town posts: captain (also Post)\n"},
		{"the post was told among others", func(w *world, post *site) {
			w.ask("town", "/unfollow source:Post sure:true")
			w.ask("town", "/alert add query:aground OR museum every:hourly")
			w.joins(post, "museum", 0, 0)
		}, func(w *world) { w.after(time.Hour); w.chat.said = nil }, "town posts: captain (Update on: aground, town/town/1)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			s := followed(w, "Post", "Wire")
			c.before(w, s[0])
			first := w.joins(s[0], "aground", 0, 0)
			c.after(w)
			w.joins(s[1], "captain", first, 0)
			expect(t, w, c.want)
		})
	}
}
