package bot

import (
	"errors"
	"testing"
	"time"

	"newshound/storage"
)

// owing is a world that owes its channel two posts.
func owing(t *testing.T) *world { return owingOn(t, ":memory:") }

func owingOn(t *testing.T, database string) *world {
	w := newWorldOn(t, database)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	post.publish(ferry("1", "Ferry aground"), item{GUID: "2", Title: "Cheese prices rise", Text: "Milk is dear."})
	_, _, err := w.poll(t.Context(), post.id)
	w.must(err)
	return w
}

const both = "town posts: Ferry aground\ntown posts: Cheese prices rise\n"

func TestSendsInOrder(t *testing.T) {
	w := owing(t)
	w.sendOwed()
	expect(t, w, both)
}

func TestLostAnswerIsNotSentTwice(t *testing.T) {
	for _, c := range []struct {
		name string
		wait time.Duration
	}{{"while the nonce holds", time.Minute}, {"past the nonce", time.Hour}} {
		t.Run(c.name, func(t *testing.T) {
			w := owing(t)
			w.chat.lose = errLost
			w.sendOwed()
			w.time = w.time.Add(c.wait)
			if c.wait > nonceHolds {
				w.chat.nonces = nil
			}
			w.sendOwed()
			expect(t, w, both)
		})
	}
}

func TestOutageKeepsOrder(t *testing.T) {
	w := owing(t)
	w.chat.fail = func(said) error { return NotYet{Wait: time.Minute, Reason: "outage"} }
	w.sendOwed()
	expect(t, w, "")
	w.chat.fail = nil
	w.sendOwed() // not due again yet
	expect(t, w, "")
	w.time = w.time.Add(time.Minute)
	w.sendOwed()
	expect(t, w, both)
}

func TestRefusedPostDoesNotStopItsChannel(t *testing.T) {
	w := owing(t)
	w.chat.fail = func(s said) error {
		if s.title() == "Ferry aground" {
			return Refused{"no"}
		}
		return nil
	}
	w.sendOwed()
	expect(t, w, "town posts: Cheese prices rise\n")
	posts, err := w.db.PostsOf(t.Context(), "town")
	w.must(err)
	if posts[0].State != storage.Refused || posts[0].Error == "" {
		t.Errorf("the refused post is %v, %q", posts[0].State, posts[0].Error)
	}
}

func TestRewrittenWhileUnderWayIsEdited(t *testing.T) {
	w := owing(t)
	w.chat.fail = func(s said) error {
		if s.edit || s.title() != "Ferry aground" {
			return nil
		}
		posts, err := w.db.PostsOf(t.Context(), "town")
		return errors.Join(err, w.db.Tx(t.Context(), func(tx *storage.Tx) error {
			r := s.reply
			r.Cards[0].Title = "Ferry afloat"
			return tx.Rewrite(t.Context(), posts[0].ID, body(r), w.time)
		}))
	}
	w.sendOwed()
	if n := len(w.chat.said); n != 3 || !w.chat.said[2].edit {
		t.Errorf("want two posts and an edit, got:\n%s", w.chat.transcript())
	}
}
