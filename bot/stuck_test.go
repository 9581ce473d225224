package bot

import (
	"errors"
	"strings"
	"testing"
	"time"

	"newshound/commands"
	"newshound/storage"
	"newshound/storage/storagetest"
)

// failsOn makes the recorder fail on messages with a title, as Discord does
// with a server error.
func (w *world) failsOn(titles ...string) {
	w.chat.fail = func(s said) error {
		for _, title := range titles {
			if s.title() == title {
				return errors.New("Discord answered 500")
			}
		}
		return nil
	}
}

// pass lets time pass, and sends what is owed every few minutes.
func (w *world) pass(d time.Duration) {
	for end := w.time.Add(d); w.time.Before(end); w.sendOwed() {
		w.time = w.time.Add(5 * time.Minute)
	}
}

// state is that of a channel's post about a title.
func (w *world) state(channel, title string) storage.State {
	w.Helper()
	posts, err := w.db.PostsOf(w.Context(), channel)
	w.must(err)
	for _, p := range posts {
		if strings.Contains(string(p.Body), title) {
			return p.State
		}
	}
	w.Fatalf("no post says %q", title)
	return ""
}

func TestMessageThatAlwaysFails(t *testing.T) { alwaysFails(owing(t)) }

func TestMessageThatAlwaysFailsOnPostgres(t *testing.T) {
	alwaysFails(owingOn(t, storagetest.Postgres(t)))
}

// A channel waits for hours for a message that Discord fails on, then goes on
// without it. The people who follow there are told once.
func alwaysFails(w *world) {
	w.failsOn("Ferry aground")
	w.pass(2 * time.Hour)
	expect(w.T, w, "")
	w.pass(3 * time.Hour)
	expect(w.T, w, `
town posts: Cheese prices rise
@ann posts: I set aside Ferry aground in #town: Discord answered each try with an error, for hours, while it took others. The posts after it go on.
`)
	if got := w.state("town", "Ferry aground"); got != storage.Aside {
		w.Errorf("the message is %s, want it set aside", got)
	}
	want := "• Discord kept failing on Ferry aground in this channel, written 2026-03-02T09:00:00Z; I set it aside."
	if got := w.ask("town", "/health").Text.String(); !strings.Contains(got, want) || !strings.Contains(got, "Nothing waits to be posted.") {
		w.Errorf("/health says %q", got)
	}
	w.chat.fail = nil
	w.pass(24 * time.Hour)
	expect(w.T, w, "")
}

// While a channel takes no other message either, none is set aside: Discord, or
// the channel, is down.
func TestOutageSetsNothingAside(t *testing.T) {
	for _, c := range []struct {
		name string
		fail error
	}{{"nobody knows what arrived", errors.New("Discord answered 500")}, {"nothing arrived", NotYet{Reason: "no connection"}}} {
		t.Run(c.name, func(t *testing.T) {
			w := owing(t)
			w.chat.fail = func(said) error { return c.fail }
			w.pass(20 * time.Hour)
			if got := w.ask("town", "/health").Text.String(); !strings.Contains(got, "Discord keeps failing on Ferry aground in this channel") {
				t.Errorf("/health says %q", got)
			}
			w.chat.fail = nil
			w.pass(mostWait)
			got := w.chat.transcript()
			if strings.Count(got, "posts: Ferry aground\n") != 1 || strings.Count(got, "posts: Cheese prices rise\n") != 1 || strings.Count(got, "\n") != 2 {
				t.Errorf("said:\n%s", got)
			}
		})
	}
}

// Nothing is held against a message that Discord asked to send later.
func TestAskedToWaitIsNoFailure(t *testing.T) {
	w := owing(t)
	w.chat.fail = func(s said) error {
		if s.title() == "Ferry aground" {
			return NotYet{Wait: time.Minute, Reason: "slow mode"}
		}
		return nil
	}
	w.pass(20 * time.Hour)
	expect(t, w, "")
	w.chat.fail = nil
	w.pass(mostWait)
	expect(t, w, both)
}

// A notice of a message set aside that fails as well brings no other notice.
func TestNoticeThatAlwaysFails(t *testing.T) {
	w := owing(t)
	w.ask("town", "/settings server notices:desk")
	w.failsOn("Ferry aground", "I set aside Ferry aground in #town: Discord answered each try with an error, for hours, while it took others. The posts after it go on.")
	w.pass(4 * time.Hour)
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error {
		return w.oweNotices(t.Context(), tx, "another", "town", []string{"desk"}, commands.Reply{Text: commands.Say("%v", "Another notice.")})
	}))
	w.pass(4 * time.Hour)
	expect(t, w, "town posts: Cheese prices rise\ndesk posts: Another notice.\n")
	if got := w.state("desk", "I set aside"); got != storage.Aside {
		t.Errorf("the notice is %s", got)
	}
}

// An edit that always fails is given up: what stands, stands.
func TestEditThatAlwaysFails(t *testing.T) {
	w := owing(t)
	w.sendOwed()
	expect(t, w, both)
	posts, err := w.db.PostsOf(t.Context(), "town")
	w.must(err)
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error {
		return tx.Rewrite(t.Context(), posts[0].ID, body(commands.Reply{Text: commands.Say("%v", "Edited")}), w.time)
	}))
	w.failsOn("Edited")
	w.pass(8 * time.Hour)
	if got := w.state("town", "Edited"); got != storage.Owed {
		t.Errorf("while the channel takes nothing else, the edit is %s", got)
	}
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error {
		return w.oweNotices(t.Context(), tx, "another", "town", []string{"town"}, commands.Reply{Text: commands.Say("%v", "Another notice.")})
	}))
	w.pass(time.Hour)
	expect(t, w, "town posts: Another notice.\n")
	if got := w.state("town", "Edited"); got != storage.Sent {
		t.Errorf("the edit is %s", got)
	}
}
