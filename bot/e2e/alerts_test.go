package e2e

import (
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/storage"
)

// A person makes an alert, asks why it fired, changes it by a form, mutes a
// story, and looks at what was held back; somebody else sees why, too.
func TestLifeOfAnAlert(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	bob := w.channel.Guild.Member("bob")
	w.start()
	for _, name := range []string{post, ledger} {
		w.ask("source add", map[string]any{"url": w.homes[name]})
	}
	w.waitRead(post, ledger)

	w.until("alert test", map[string]any{"query": "ferry"}, "would have fired", "the **ferry** channel")
	shown, err := w.Command(w.ctx, w.ann, w.channel, "alert add", map[string]any{"query": "ferry OR harbour"})
	if err != nil || !strings.Contains(shown.Message.Text(), "It is not saved yet") || !strings.Contains(shown.Message.Text(), "**ferry**") {
		t.Fatalf("before it is saved she sees %q, %v", shown.Message.Text(), err)
	}
	w.press(shown.Message, "Save", "Saved. Alert 1")
	w.ask("alert add", map[string]any{"query": "library", "to": "dm"})
	w.news.Publish(1)
	m := w.waitFor("Saint Brannoc runs aground", "Alert: ferry OR harbour")
	w.press(m, "Why?", "Alert 1, **ferry OR harbour**, fired")
	why, err := w.Press(w.ctx, bob, m, "Why?")
	if err != nil || !why.Message.Ephemeral() || !strings.Contains(why.Message.Text(), "• All 312 people aboard the early **ferry**") ||
		!strings.Contains(why.Message.Text(), "The alert **ferry OR harbour** of <@"+w.ann.ID+">") {
		t.Errorf("bob is told %q, %v", why.Message.Text(), err)
	}

	direct, err := w.WaitMessage(w.ctx, w.DM(w.ann), func(m discordtest.Message) bool { return strings.Contains(m.Text(), "Alert: library") })
	if err != nil {
		t.Fatal(err)
	}
	w.press(direct, "Why?", "Alert 2, **library**, fired")

	menu := w.choose(w.press(m, "Mute…", "What shall your alerts leave out"), "Choose what to leave out", "This story", "leave out the story")
	w.press(menu, "Undo", "all is as it was before")

	one := w.choose(w.ask("alert list", nil), "Choose one to change", "1: ferry OR harbour", "Alert 1 goes to this channel")
	form, err := w.Press(w.ctx, w.ann, one, "Edit")
	if err != nil {
		t.Fatal(err)
	}
	done, err := w.Submit(w.ctx, w.ann, form, map[string]string{"query": "buses", "every": "daily"})
	if err != nil || !strings.Contains(done.Message.Text(), "Alert 1 is now **buses** to this channel, once a day") {
		t.Errorf("after the form she sees %q, %v", done.Message.Text(), err)
	}
	w.news.Publish(3)
	w.until("alert held", nil, "bus", "this alert comes once a day; it comes <t:")
}

// choose chooses from a menu as ann, who is to be told so alone.
func (w *town) choose(m discordtest.Message, menu, choice, says string) discordtest.Message {
	w.t.Helper()
	reply, err := w.Select(w.ctx, w.ann, m, menu, choice)
	if err != nil {
		w.t.Fatalf("%s: %v", choice, err)
	}
	if !reply.Message.Ephemeral() || !strings.Contains(reply.Message.Text(), says) {
		w.t.Errorf("%s is answered by %q, want %q", choice, reply.Message.Text(), says)
	}
	return reply.Message
}

// until asks a command as ann until she is told all of these.
func (w *town) until(name string, options map[string]any, says ...string) {
	w.t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !saysAll(w.ask(name, options), says) {
		select {
		case <-tick.C:
		case <-w.ctx.Done():
			w.t.Fatalf("/%s never says %q", name, says)
		}
	}
}

// Killed at any step on the way from found over held to told, the program
// tells what was held once, in one message.
func TestKilledWhileHeld(t *testing.T) {
	for _, c := range []struct {
		step string
		held bool // the step comes after what was found is held
	}{{"before commit", false}, {"after commit", false}, {"released", true}, {"before send", true}, {"sent", true}} {
		t.Run(c.step, func(t *testing.T) {
			t.Parallel()
			const later = 2 * time.Hour
			w := newTown(t)
			w.channel.Guild.Join(w.ann)
			w.subscribeTo(storage.Alert{Query: "ferry OR library", Every: storage.Hourly}, post, ledger)
			p := w.run("never", 0)
			w.waitRead(post, ledger)
			p.kill()
			w.news.Publish(1)
			if !c.held {
				w.runToDeath(c.step, 0)
			}
			p = w.run("never", 0)
			w.untilHolding(2)
			p.kill()
			if c.held {
				w.runToDeath(c.step, later)
			}
			w.run("never", later)
			w.waitFor("2 stories for your alerts here, held back until now.", "aground", "library")
			w.untilHolding(0)
			if all := w.Messages(w.channel); len(all) != 1 {
				t.Errorf("%d messages stand, want one", len(all))
			}
		})
	}
}

func (w *town) runToDeath(step string, later time.Duration) {
	w.t.Helper()
	if err := w.run(step, later).Wait(); !killed(err) {
		w.t.Fatalf("the program did not die after %q: %v", step, err)
	}
}

// untilHolding waits until n posts are held, and none is owed.
func (w *town) untilHolding(n int) {
	w.t.Helper()
	db, err := storage.Open(w.ctx, w.db)
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		all, err := db.PostsOf(w.ctx, w.channel.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		states := map[storage.State]int{}
		for _, p := range all {
			states[p.State]++
		}
		if states[storage.Held] == n && states[storage.Owed]+states[storage.Sending] == 0 {
			return
		}
		select {
		case <-tick.C:
		case <-w.ctx.Done():
			w.t.Fatalf("the posts are %v, want %d held", states, n)
		}
	}
}

// Who leaves the server gets none of its news any more, and one notice; who
// can no longer view a channel is not called there.
func TestWhoLeavesIsLeftAlone(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.Guild("Elsewhere").Join(w.ann) // where she still meets the bot
	bob := w.channel.Guild.Member("bob")
	w.subscribeTo(storage.Alert{Query: "ferry", Channel: "@" + w.ann.ID}, post)
	w.subscribeTo(storage.Alert{Query: "aground", Person: bob.ID, Mention: "@" + bob.ID}, post)
	w.subscribeTo(storage.Alert{Query: "saint brannoc"}, post)
	w.channel.Deny(bob, discordtest.ViewChannel)
	w.channel.Guild.Leave(w.ann)
	cal := w.channel.Guild.Member("cal")
	w.subscribeTo(storage.Alert{Query: "corrin bank", Person: cal.ID, Mention: "@" + cal.ID}, post)

	w.run("never", 2*time.Hour)
	w.waitRead(post)
	w.news.Publish(1)
	m := w.waitFor("Saint Brannoc runs aground", "Alert: corrin bank", "<@"+cal.ID+">")
	if strings.Contains(m.Text(), bob.ID) {
		t.Errorf("bob is called where he cannot look:\n%s", m.Text())
	}
	for who, says := range map[*discordtest.User]string{
		w.ann: "You are not on a server any more", bob: "You cannot view <#" + w.channel.ID + "> any more",
	} {
		_, err := w.WaitMessage(w.ctx, w.DM(who), func(m discordtest.Message) bool { return strings.Contains(m.Text(), says) })
		if n := len(w.Messages(w.DM(who))); err != nil || n != 1 {
			t.Errorf("%s has %d messages, want one that says %q: %v", who.Name, n, says, err)
		}
	}
}
