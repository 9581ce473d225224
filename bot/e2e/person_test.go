package e2e

import (
	"strings"
	"testing"
	"time"
)

// A person adds sources and an alert; a source breaks a story; others pick it
// up; the digest comes at its time; the program is stopped and started.
func TestFromFeedToPost(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	p := w.start()
	for _, name := range []string{post, wire, ledger} {
		if m := w.ask("source add", map[string]any{"url": w.homes[name]}); !strings.Contains(m.Text(), name) {
			t.Errorf("adding %s is answered by %q", name, m.Text())
		}
	}
	w.waitRead(post, wire, ledger)
	if m := w.ask("alert add", map[string]any{"query": "ferry OR harbour"}); !m.Ephemeral() || !strings.Contains(m.Text(), "ferry OR harbour") {
		t.Errorf("adding an alert is answered by %q", m.Text())
	}
	at := time.Now().UTC().Add(20 * time.Second).Truncate(time.Minute).Add(time.Minute)
	w.ask("digest set", map[string]any{"channel": w.channel, "time": at.Format("15:04")})

	w.news.Publish(1)
	m := w.waitFor("Saint Brannoc")
	for what, says := range map[string]string{
		"title":    "### [Ferry Saint Brannoc runs aground",
		"source":   "-# " + post + " · <t:",
		"bold":     "**ferry**",
		"hashtags": "#",
		"related":  "**Related**",
		"reason":   "Alert: ferry OR harbour",
	} {
		if !strings.Contains(m.Text(), says) {
			t.Errorf("the card has no %s (%q):\n%s", what, says, m.Text())
		}
	}
	reply, err := w.Press(w.ctx, w.ann, m, "More")
	if err != nil || !reply.Message.Ephemeral() || !strings.Contains(reply.Message.Text(), "Reported by") {
		t.Errorf("More shows %v, %v", reply, err)
	}

	w.news.Publish(2)
	m = w.waitFor("Saint Brannoc", "**Also covered by**", wire, ledger, "Alert: ferry OR harbour") // not the digest
	if len(m.Edits) == 0 {
		t.Error("the other sources were not an edit")
	}
	p.kill()
	p = w.start()
	if err := w.WaitReady(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.waitFor("The top stories", "Saint Brannoc")
	if n := w.count("### [Ferry Saint Brannoc runs aground"); n != 2 {
		t.Errorf("the story stands %d times, want 2: its post, and the digest", n)
	}
	p.stop()
}
