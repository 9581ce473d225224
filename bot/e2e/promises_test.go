package e2e

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/storage"
)

// A card that Discord refuses comes as an embed, one that it refuses again as
// text, and neither keeps those behind it.
func TestRefusedCards(t *testing.T) {
	t.Parallel()
	s := newSquare(t, 1)
	s.oweNow(3)
	var posts atomic.Int64
	s.Fail(func(r *http.Request) *discordtest.Fault {
		n := int64(0)
		if isPost(r) {
			n = posts.Add(1)
		}
		return only(n == 1 || n == 3 || n == 4, &discordtest.Fault{Status: http.StatusBadRequest, Body: `{"code": 50035, "message": "Invalid Form Body"}`})
	})
	s.run("never", 0)
	if _, err := s.WaitMessage(s.ctx, s.channels[0], func(m discordtest.Message) bool { return strings.Contains(m.Text(), title(2)) }); err != nil {
		t.Fatal(err)
	}
	var forms []string
	for i, m := range s.Messages(s.channels[0]) {
		form := "text"
		switch {
		case m.V2():
			form = "components"
		case len(m.Embeds) > 0:
			form = "embed"
		}
		if forms = append(forms, form); !strings.Contains(m.Text(), title(i)) {
			t.Errorf("message %d says %q", i, m.Text())
		}
	}
	if got := strings.Join(forms, ", "); got != "embed, text, components" {
		t.Errorf("the posts came as %s", got)
	}
}

// Somebody who takes no direct messages is told so where they asked, and gets
// what waited once they do.
func TestClosedDirectMessagesPauseAlone(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.ann.CloseDMs()
	w.subscribeTo(storage.Alert{Query: "ferry", Channel: "@" + w.ann.ID}, post)
	w.subscribeTo(storage.Alert{Query: "aground"}, post)
	p := w.run("never", 0)
	w.waitRead(post)
	w.news.Publish(1)
	w.waitFor("Saint Brannoc") // the channel's own post goes out
	w.waitFor("I cannot send you what you asked for: you take no direct messages from me")
	p.kill()
	w.ann.OpenDMs()
	w.run("never", time.Hour)
	w.waitIn(w.DM(w.ann), "Saint Brannoc")
	if n := w.count("I cannot send you"); n != 1 {
		t.Errorf("ann was told %d times, want once", n)
	}
}

// What a server has set is kept for thirty days after the bot was removed, and
// not longer.
func TestRemovedServerIsForgotten(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	w.subscribe(post)
	p := w.run("never", 0)
	w.waitRead(post)
	w.channel.Guild.Kick()
	db, err := storage.Open(w.ctx, w.db)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	left := func(want bool) func() (bool, error) {
		return func() (bool, error) {
			all, err := db.Departed(w.ctx, time.Now().AddDate(1, 0, 0))
			return len(all) > 0 == want, err
		}
	}
	w.untilSo(left(true))
	p.kill()
	const day = 24 * time.Hour
	p = w.run("never", 29*day)
	if err := w.WaitReady(w.ctx); err != nil {
		t.Fatal(err)
	}
	p.kill()
	if all, err := db.Alerts(w.ctx, w.channel.Guild.ID, w.ann.ID); err != nil || len(all) != 1 {
		t.Errorf("after 29 days %d alerts are kept (%v), want the one", len(all), err)
	}
	w.run("never", 31*day)
	w.untilSo(left(false))
	alerts, err := db.Alerts(w.ctx, w.channel.Guild.ID, w.ann.ID)
	names, err2 := db.SourceNames(w.ctx, w.channel.Guild.ID)
	if err != nil || err2 != nil || len(alerts)+len(names) > 0 {
		t.Errorf("after 31 days %d alerts and %d sources are kept (%v, %v), want none", len(alerts), len(names), err, err2)
	}
}

// untilSo waits until something is so.
func (w *town) untilSo(so func() (bool, error)) {
	w.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		is, err := so()
		if err != nil {
			w.t.Fatal(err)
		}
		if is {
			return
		}
		select {
		case <-tick.C:
		case <-w.ctx.Done():
			w.t.Fatal("it did not come to be so")
		}
	}
}

// A token that Discord does not know ends the program at once, with a sentence
// that says what to do.
func TestWrongTokenEndsTheProgram(t *testing.T) {
	t.Parallel()
	w := newTown(t, discordtest.Tolerant())
	name, err := build()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(w.ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, "run", "--db", w.db, "--discord-api", w.URL())
	cmd.Env = append(os.Environ(), "DISCORD_TOKEN=wrong")
	out, err := cmd.CombinedOutput()
	if err == nil || ctx.Err() != nil || !strings.Contains(string(out), "Discord does not know this token; reset it at") {
		t.Errorf("it ended with %v and said\n%s", err, out)
	}
}
