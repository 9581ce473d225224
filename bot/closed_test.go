package bot

import (
	"strings"
	"testing"
	"time"

	"newshound/storage"
)

// shut makes channels closed in the recorder, until they are opened.
func (w *world) shut(channels ...string) {
	w.chat.fail = func(s said) error {
		for _, c := range channels {
			if s.channel == c {
				return Closed{"I lack a permission."}
			}
		}
		return nil
	}
}

// A closed channel pauses alone: the person who follows there is told once,
// others go on, and it goes on by itself.
func TestClosedChannelPausesAlone(t *testing.T) {
	w := owing(t)
	tries := 0
	w.shut("town")
	fail := w.chat.fail
	w.chat.fail = func(s said) error {
		if s.channel == "town" {
			tries++
		}
		return fail(s)
	}
	for range 3 {
		w.sendOwed()
	}
	expect(t, w, "@ann posts: I cannot post in #town: I lack a permission. Its posts wait, and go on by themselves once I can.\n")
	if tries != 1 {
		t.Errorf("the closed channel was tried %d times at once, want 1", tries)
	}
	for range 3 {
		w.time = w.time.Add(firstProbe)
		w.sendOwed()
	}
	if expect(t, w, ""); tries != 3 {
		t.Errorf("the closed channel was tried %d times within 3 minutes, want 3: after 1 and 2", tries)
	}
	w.chat.fail = nil
	w.time = w.time.Add(time.Hour)
	w.sendOwed()
	expect(t, w, both)
}

// Somebody whose direct messages are closed is told where they asked.
func TestClosedDirectMessages(t *testing.T) {
	w := owing(t)
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.Owe(t.Context(), &storage.Post{Key: "k", Place: "town", Channel: "@ann", Body: []byte(`{}`), Due: w.time, Created: w.time})
		return err
	}))
	w.shut("@ann")
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error {
		return tx.AddAlert(t.Context(), &storage.Alert{Place: "town", Person: "ann", Query: "fog", Channel: "@ann"})
	}))
	w.must(w.send(t.Context(), "@ann"))
	if r := w.ask("town", "/alert list"); !strings.Contains(r.Text.String(), "fog to your direct messages, waiting since 2026-03-02T09:00:00Z: I lack a permission.") {
		t.Errorf("the list says %q", r.Text)
	}
	w.chat.fail = nil
	w.sendOwed()
	if got := w.chat.transcript(); strings.Count(got, "I cannot send you what you asked for") != 1 || !strings.Contains(got, "town posts: @ann, I") {
		t.Errorf("said:\n%s", got)
	}
}

// What waited too long to be news goes into the next digest, and says so.
func TestLateNewsGoIntoTheDigest(t *testing.T) {
	w := owing(t)
	if r := w.ask("town", "/digest set channel:town time:8:00 timezone:UTC"); !strings.Contains(r.Text.String(), "8:00") {
		t.Fatal(r.Text)
	}
	w.chat.fail = func(said) error { return NotYet{Reason: "outage"} }
	w.sendOwed()
	w.chat.fail = nil
	w.time = w.time.Add(newsFor + time.Minute)
	w.sendOwed()
	expect(t, w, "")
	digests, err := w.db.Digests(t.Context(), "town")
	w.must(err)
	w.time = digests[0].Next
	w.must(w.digest(t.Context(), digests[0].ID))
	w.sendOwed()
	if len(w.chat.said) != 1 {
		t.Fatalf("said:\n%s", w.chat.transcript())
	}
	r := w.chat.said[0].reply
	for _, c := range r.Cards {
		if c.Note.String() != "Should have come earlier." {
			t.Errorf("of %q it says %q", c.Title, c.Note)
		}
	}
	if len(r.Cards) != 2 || !strings.Contains(r.Text.String(), "2 stories waited too long to be posted") {
		t.Errorf("the digest has %d cards and says %q", len(r.Cards), r.Text)
	}
	posts, err := w.db.PostsOf(t.Context(), "town")
	w.must(err)
	if posts[0].State != storage.Told || posts[1].State != storage.Told {
		t.Errorf("the late posts are %v and %v", posts[0].State, posts[1].State)
	}
}

// Without a digest what is late is sent late.
func TestLateNewsWithoutADigest(t *testing.T) {
	w := owing(t)
	w.time = w.time.Add(newsFor + time.Hour)
	w.sendOwed()
	expect(t, w, both)
}

func TestDepartedPlaceIsForgottenAfterAMonth(t *testing.T) {
	w := owing(t)
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error { return tx.Leave(t.Context(), "town", w.time) }))
	w.sendOwed()
	expect(t, w, "")
	for _, c := range []struct {
		days int
		left int
	}{{29, 1}, {2, 0}} {
		w.time = w.time.AddDate(0, 0, c.days)
		w.must(w.forget(t.Context()))
		places, err := w.db.AllPlaces(t.Context())
		w.must(err)
		if len(places) != c.left {
			t.Errorf("after %d days more, these places are known: %q", c.days, places)
		}
	}
}
