package e2e

import (
	"strings"
	"testing"

	"newshound/bot/discordtest"
)

// A person follows a story from its card. The program is killed; other sources
// report; started again it edits the card and tells her what is new, once. In
// her direct messages she looks at the whole story, and leaves it.
func TestFollowStory(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := w.start()
	for _, name := range []string{post, wire, ledger} {
		w.ask("source add", map[string]any{"url": w.homes[name]})
	}
	w.waitRead(post, wire, ledger)
	w.ask("alert add", map[string]any{"query": "ferry OR harbour"})
	w.news.Publish(1)
	w.press(w.waitFor("Saint Brannoc runs aground"), "Follow story", "You follow this story")

	p.kill()
	w.news.Publish(2)
	p = w.start()
	w.waitFor("Saint Brannoc runs aground", "**Also covered by**")
	m, err := w.WaitMessage(w.ctx, w.DM(w.ann), func(m discordtest.Message) bool {
		return strings.Contains(m.Text(), "New in a story that you follow: **Ferry Saint Brannoc runs aground")
	})
	if err != nil {
		t.Fatal("she was not told:", err)
	}
	if strings.Contains(m.Text(), "All 312 people aboard the early ferry") {
		t.Errorf("she was told what she knows:\n%s", m.Text())
	}
	if err := w.WaitReady(w.ctx); err != nil { // posts do not wait for the gateway
		t.Fatal(err)
	}
	w.press(m, "More", "Reported by ")
	w.press(w.press(m, "Unfollow", "Stop following this story"), "Unfollow", "You follow this story no more")
	w.press(m, "Unfollow", "You do not follow this story")
	p.stop()
	p = w.start()
	if err := w.WaitReady(w.ctx); err != nil {
		t.Fatal(err)
	}
	p.stop()
	if n := len(w.Messages(w.DM(w.ann))); n != 1 {
		t.Errorf("she has %d direct messages, want 1", n)
	}
}

// press presses a button as ann, who is to be told so alone, and returns what
// she is told.
func (w *town) press(m discordtest.Message, button, says string) discordtest.Message {
	w.t.Helper()
	reply, err := w.Press(w.ctx, w.ann, m, button)
	if err != nil {
		w.t.Fatalf("%s: %v", button, err)
	}
	if !reply.Message.Ephemeral() || !strings.Contains(reply.Message.Text(), says) {
		w.t.Errorf("%s is answered by %q, want %q", button, reply.Message.Text(), says)
	}
	return reply.Message
}
