package storage_test

import (
	"testing"

	"pgregory.net/rapid"

	"newshound/storage"
)

func TestNonce(t *testing.T) {
	// What an older version sent must be known again.
	if got, want := (storage.Post{Channel: "7", Key: "k"}).Nonce(), "RbN8tA0nAXmzwwGqUal-0_jK"; got != want {
		t.Fatalf("the nonce became %q, was %q", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		post := rapid.Custom(func(t *rapid.T) storage.Post {
			return storage.Post{Channel: rapid.StringMatching("[0-9]{1,20}").Draw(t, "channel"), Key: rapid.String().Draw(t, "key")}
		})
		a, b := post.Draw(t, "a"), post.Draw(t, "b")
		if n := len(a.Nonce()); n > 25 {
			t.Errorf("%d characters, Discord takes 25", n)
		}
		if same := a.Channel == b.Channel && a.Key == b.Key; same != (a.Nonce() == b.Nonce()) {
			t.Errorf("nonces %q and %q", a.Nonce(), b.Nonce())
		}
		later := a
		later.ID, later.Body, later.State, later.Tries = 7, []byte("new"), storage.Sending, 3
		if later.Nonce() != a.Nonce() {
			t.Error("a later try has another nonce")
		}
	})
}
