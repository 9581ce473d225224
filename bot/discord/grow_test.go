package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"newshound/bot"
	"newshound/bot/discordtest"
	"newshound/commands"
	"newshound/sources/fetch"
	"newshound/storage"
)

// A growth is a bot whose channel has many posts, which grow. Its clock goes
// on as ours does, and leaps.
type growth struct {
	*stage
	t      *testing.T
	ctx    context.Context
	ahead  atomic.Int64
	tried  chan struct{} // edits
	edited chan struct{}
}

func (g *growth) now() time.Time       { return time.Now().Add(time.Duration(g.ahead.Load())) }
func (g *growth) leap(d time.Duration) { g.ahead.Add(int64(d)) }

// newGrowth runs a bot until the test ends.
func newGrowth(t *testing.T) *growth {
	g := &growth{t: t, tried: make(chan struct{}, 100), edited: make(chan struct{}, 100)}
	g.stage = newStage(t, discordtest.Clock(g.now), discordtest.Unlimited())
	g.Fail(func(r *http.Request) *discordtest.Fault {
		if r.Method == http.MethodPatch {
			g.tried <- struct{}{}
		}
		return nil
	})
	step := func(name string) {
		if name == "edited" {
			g.edited <- struct{}{}
		}
	}
	b, err := bot.New(g.chat.db, fetch.New(fetch.Options{}), g.chat, slog.New(slog.DiscardHandler), bot.Options{Now: g.now, Tick: 20 * time.Millisecond, Step: step})
	g.must(err)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	g.ctx = ctx
	done := make(chan error)
	go func() { done <- b.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		g.must(<-done)
	})
	return g
}

func (g *growth) must(err error) {
	g.t.Helper()
	if err != nil {
		g.t.Fatal(err)
	}
}

// body is a post about a story, and who else covers that.
func (g *growth) body(i int, sources ...string) []byte {
	c := commands.Card{Title: fmt.Sprintf("Story %d.", i), URL: fmt.Sprintf("https://example.com/%d", i)}
	for _, source := range sources {
		c.Also = append(c.Also, commands.Link{Title: c.Title, URL: c.URL, Source: source, Time: g.now()})
	}
	out, err := json.Marshal(post(c))
	g.must(err)
	return out
}

func (g *growth) owe(tx *storage.Tx, i int) error {
	p := storage.Post{Key: fmt.Sprint("story ", i), Place: g.guild.ID, Channel: g.channel.ID, Body: g.body(i), Due: g.now(), Created: g.now()}
	_, err := tx.Owe(g.ctx, &p)
	return err
}

// each does something for stories, in one transaction.
func (g *growth) each(from, to int, do func(tx *storage.Tx, i int) error) {
	g.t.Helper()
	g.must(g.chat.db.Tx(g.ctx, func(tx *storage.Tx) error {
		for i := from; i <= to; i++ {
			if err := do(tx, i); err != nil {
				return err
			}
		}
		return nil
	}))
}

// wait waits until something has happened so often.
func (g *growth) wait(what chan struct{}, n int) {
	g.t.Helper()
	for range n {
		select {
		case <-what:
		case <-g.ctx.Done():
			g.t.Fatalf("%d messages say who else covers their story", g.saying("Wire"))
		}
	}
}

// waitFor waits until the post about a story stands.
func (g *growth) waitFor(i int) {
	g.t.Helper()
	_, err := g.WaitMessage(g.ctx, g.channel, func(m discordtest.Message) bool { return strings.Contains(m.Text(), fmt.Sprintf("Story %d.", i)) })
	g.must(err)
}

// saying counts the channel's messages that say something.
func (g *growth) saying(words string) (n int) {
	for _, m := range g.Messages(g.channel) {
		if strings.Contains(m.Text(), words) {
			n++
		}
	}
	return n
}

// More posts of a channel grow than Discord lets messages be edited that are
// over an hour old: what is too much is edited once that is over, new posts
// come meanwhile, and nothing is posted twice.
func TestGrowthMeetsTheLimitOfOldEdits(t *testing.T) {
	const posts, limit = 40, 30
	g := newGrowth(t)
	g.each(1, posts, g.owe)
	g.waitFor(posts)
	g.leap(2 * time.Hour)
	g.each(1, posts, func(tx *storage.Tx, i int) error { return tx.Rewrite(g.ctx, int64(i), g.body(i, "Wire"), g.now()) })
	g.wait(g.edited, limit)
	g.wait(g.tried, limit+1)
	g.each(posts+1, posts+1, g.owe)
	g.waitFor(posts + 1)
	if n := g.saying("Wire"); n != limit {
		t.Errorf("%d messages grew, want the %d that may", n, limit)
	}
	g.leap(time.Hour)
	g.wait(g.edited, posts-limit)
	if n, more := g.saying("Wire"), len(g.tried); n != posts || more > posts-limit+2 {
		t.Errorf("%d messages grew, of which %d were tried again, want %d and %d", n, more, posts, posts-limit)
	}
	for i := 1; i <= posts+1; i++ {
		if n := g.saying(fmt.Sprintf("Story %d.", i)); n != 1 {
			t.Errorf("story %d stands %d times", i, n)
		}
	}
}
