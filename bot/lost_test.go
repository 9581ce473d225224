package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newshound/storage"
)

// alertOf gives somebody an alert in town.
func (w *world) alertOf(person, query, channel string) {
	w.Helper()
	w.must(w.db.Tx(w.Context(), func(tx *storage.Tx) error {
		return tx.AddAlert(w.Context(), &storage.Alert{Place: "town", Person: person, Query: query, Channel: channel, Mention: "@" + person, Created: w.time})
	}))
}

// Who has left the server is told once that their alerts there are paused, and
// no more of them is posted; others go on.
func TestWhoLeftIsToldOnce(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.alertOf("bob", "ferry", "@bob")
	w.alertOf("bob", "fares", "town")
	w.alertOf("cal", "ferry", "town")
	w.chat.lost = map[string]storage.Lost{"bob": storage.LeftPlace}
	post.publish(events(0, 1)...)
	w.read(post)
	w.sendOwed()
	post.publish(events(1, 2)...)
	w.read(post)
	expect(t, w, `
@bob posts: You are not on a server any more where you had me look for news, so 2 alerts are paused there. Once you are back, let them go on here.
town posts: Ferry aground off Ansel
town posts: Ferry fares to rise in spring
town posts: Ferry captain retires after forty years
`)
	if w.chat.asked != 2 {
		t.Errorf("people were looked for %d times, want 2: each once an hour", w.chat.asked)
	}
	all, err := w.db.Alerts(t.Context(), "town", "bob")
	w.must(err)
	for _, a := range all {
		if a.Why != storage.LeftPlace || a.Paused.IsZero() {
			t.Errorf("alert %s is %+v", a.Query, a)
		}
	}
}

// Who cannot view a channel any more is named and called there no more, but
// keeps what goes elsewhere.
func TestWhoLostTheChannel(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.alertOf("bob", "ferry", "town")
	w.alertOf("bob", "ansel", "@bob")
	w.alertOf("cal", "aground", "town")
	w.chat.lost = map[string]storage.Lost{"bob": storage.LostChannel}
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error {
		return tx.SeeAlerts(t.Context(), storage.Alert{Place: "town", Person: "bob", Channel: "@bob"}, w.time)
	}))
	post.publish(events(0, 1)...)
	w.read(post)
	w.sendOwed()
	expect(t, w, `
@bob posts: Ferry aground off Ansel
town posts: Ferry aground off Ansel
@bob posts: You cannot view #town any more, so 1 alert of yours is paused there. Have them go elsewhere, or let them go on once you can.
`)
	posts, err := w.db.PostsOf(t.Context(), "town")
	w.must(err)
	if got := string(posts[0].Body); strings.Contains(got, "ferry,") || strings.Contains(got, "@bob") || !strings.Contains(got, "aground") {
		t.Errorf("the post is %s", got)
	}
}

// A channel that follows the source gets the article whoever has left.
func TestFollowsGoOnWhoeverLeft(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	w.alertOf("bob", "ferry", "town")
	w.chat.lost = map[string]storage.Lost{"bob": storage.LeftPlace}
	post.publish(events(0, 1)...)
	w.read(post)
	if got := w.chat.transcript(); !strings.HasPrefix(got, "town posts: Ferry aground") {
		t.Errorf("said:\n%s", got)
	}
	if r := w.chat.said[0].reply.Cards[0]; len(r.Note) > 0 || len(r.Mentions) > 0 || strings.Contains(fmt.Sprint(r.Buttons), "Why?") {
		t.Errorf("the card still has %q, %v and %v", r.Note, r.Mentions, r.Buttons)
	}
}

// What was held for somebody who has left meanwhile is not told.
func TestWhoLeftWhileHeld(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry every:daily to:dm")
	post.publish(events(0, 3)...)
	w.read(post)
	w.chat.lost = map[string]storage.Lost{"ann": storage.LeftPlace}
	w.after(24 * time.Hour)
	if got := w.chat.transcript(); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "@ann posts: You are not on a server any more") {
		t.Errorf("said:\n%s", got)
	}
}
