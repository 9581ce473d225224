package bot

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"newshound/sources"
)

func (s *site) breaks(status int) {
	s.instead = func(w http.ResponseWriter, r *http.Request) bool { w.WriteHeader(status); return true }
}

func (w *world) source(s *site) sources.Source {
	w.Helper()
	src, err := w.db.Source(w.Context(), s.id)
	w.must(err)
	return src
}

// failFor polls sites whenever they are due, for so long.
func (w *world) failFor(d time.Duration, sites ...*site) {
	w.Helper()
	for end := w.time.Add(d); ; {
		next := end
		for _, s := range sites {
			if at := w.source(s).NextPoll; at.Before(next) {
				next = at
			}
		}
		w.time = next
		if !next.Before(end) {
			return
		}
		for _, s := range sites {
			if !w.source(s).NextPoll.After(w.time) {
				w.read(s)
			}
		}
	}
}

func TestPeopleHearOfASourceThatFails(t *testing.T) {
	w := newWorld(t)
	post, wire, well := w.site("Post"), w.site("Wire"), w.site("Well")
	for _, s := range []*site{post, wire, well} {
		w.add("town", s)
	}
	w.ask("town", "/follow url:Post channel:news")
	post.breaks(500)
	wire.breaks(404)
	w.failFor(20*time.Hour, post, wire, well)
	expect(t, w, "")
	w.failFor(72*time.Hour, post, wire, well)
	expect(t, w, `
news posts: `+string(isFailing)+`
• Post: 127.0.0.1 answered 500 Internal Server Error.
@ann posts: `+string(isFailing)+`
• Wire: 127.0.0.1 has nothing at this address; check it in a browser.
`)
	if src := w.source(wire); src.NextPoll.Sub(src.PolledAt) > 24*time.Hour || src.Failures < 10 {
		t.Errorf("after %d failures it is tried again in %v, want a day at most", src.Failures, src.NextPoll.Sub(src.PolledAt))
	}
	post.instead = nil
	w.failFor(48*time.Hour, post, wire, well)
	expect(t, w, `
news posts: `+string(isBack)+`
• Post
`)
	if src := w.source(post); src.Failures != 0 || src.Error != "" || !src.FailedAt.IsZero() || !src.ToldAt.IsZero() {
		t.Errorf("it is back, and still %+v", src)
	}
}

// When nothing can be read the fault is here, and nobody hears of each source.
func TestNobodyHearsOfOurOwnOutage(t *testing.T) {
	w := newWorld(t)
	post, wire := w.site("Post"), w.site("Wire")
	w.add("town", post)
	w.add("town", wire)
	post.breaks(500)
	wire.breaks(500)
	w.failFor(96*time.Hour, post, wire)
	expect(t, w, "")
}

func TestASourceThatIsGoneIsReadNoMore(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	post.breaks(http.StatusGone)
	w.read(post)
	w.sendOwed()
	expect(t, w, `
@ann posts: `+string(isGone)+`
• Post: 127.0.0.1 says that this address is gone for good.
`)
	w.time = w.time.AddDate(0, 1, 0)
	w.must(w.due(t.Context()))
	if src := w.source(post); src.NextPoll.After(w.time) {
		t.Error("it was handed out again")
	}
	post.instead = nil
	w.read(post)
	expect(t, w, "@ann posts: "+string(isBack)+"\n• Post\n")
	if src := w.source(post); !src.GoneAt.IsZero() {
		t.Error("it is back, and still gone")
	}
}

func TestManyNoticesAreOne(t *testing.T) {
	w := newWorld(t)
	for i := range mostNoticed + 5 {
		s := w.site(fmt.Sprint("Post ", i))
		w.add("town", s)
		s.breaks(http.StatusGone)
		w.read(s)
	}
	posts, err := w.db.PostsOf(t.Context(), "@ann")
	w.must(err)
	if len(posts) != 1 {
		t.Errorf("%d notices in a day, want one", len(posts))
	}
}

// A place may have a channel for what goes wrong: it is told there, once, and
// nobody else is.
func TestNoticeChannel(t *testing.T) {
	w := newWorld(t)
	post, well := w.site("Post"), w.site("Well")
	w.add("town", post)
	w.add("town", well)
	w.ask("town", "/settings server notices:desk")
	w.ask("town", "/follow url:Post channel:news")
	w.ask("town", "/follow url:Post channel:sport")
	post.breaks(500)
	w.failFor(72*time.Hour, post, well)
	expect(t, w, `
desk posts: `+string(isFailing)+`
• Post: 127.0.0.1 answered 500 Internal Server Error.
`)
	w.shut("news")
	well.publish(ferry("1", "Ferry aground"))
	w.ask("town", "/follow url:Well channel:news")
	w.read(well)
	w.sendOwed()
	expect(t, w, "desk posts: I cannot post in #news: I lack a permission. Its posts wait, and go on by themselves once I can.\n")
}
