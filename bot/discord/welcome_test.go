package discord

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"newshound/bot/discordtest"
	"newshound/commands"
	"newshound/storage"
)

// A server that the bot joins is told once, where the bot may post; pressing
// through what it is told sets a starter pack up.
func TestWelcome(t *testing.T) {
	s := newStage(t)
	s.chat.log = slog.New(failing{t})
	rules := s.guild.Text("rules")
	s.channel.Deny(s.guild.Everyone, discordtest.SendMessages) // the first
	boss := s.guild.Member("boss", s.guild.Role("boss", discordtest.ManageGuild))
	s.guild.Kick()
	owed := make(chan storage.Post, 9)
	s.playWith(t, func(d *commands.Desk) {
		d.Wake = func(ctx context.Context) {
			if posts, err := s.chat.db.PostsOf(ctx, rules.ID); err == nil && len(posts) > 0 {
				owed <- posts[0]
			}
		}
	})
	if err := s.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.guild.Invite()
	p := <-owed
	var r commands.Reply
	if err := json.Unmarshal(p.Body, &r); err != nil {
		t.Fatal(err)
	}
	if _, err := s.chat.Send(t.Context(), p.Channel, "n1", r); err != nil {
		t.Fatal(err)
	}
	s.Drop(1006) // and the server is told of again
	if err := s.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	hello := s.Messages(rules)[0]
	menu, err := s.Press(t.Context(), boss, hello, "Set up a starter pack")
	if err != nil {
		t.Fatal(err)
	}
	done, err := s.Select(t.Context(), boss, menu.Message, "Pick a topic", "Science")
	if err != nil || !strings.Contains(done.Message.Text(), "Quanta Magazine") {
		t.Fatalf("picked Science: %v, %v", done, err)
	}
	listings, err := s.chat.db.Listings(t.Context(), s.guild.ID)
	digests, err2 := s.chat.db.Digests(t.Context(), s.guild.ID)
	if err != nil || err2 != nil || len(listings) != 5 || len(digests) != 1 || digests[0].Channel != rules.ID || digests[0].At != "08:00" {
		t.Errorf("set up are %d sources and %+v (%v, %v)", len(listings), digests, err, err2)
	}
	if posts, err := s.chat.db.PostsOf(t.Context(), rules.ID); err != nil || len(posts) != 1 {
		t.Errorf("%d posts are owed, %v; want 1", len(posts), err)
	}
}

// failing is a log that fails the test at an error.
type failing struct{ t *testing.T }

func (f failing) Enabled(_ context.Context, l slog.Level) bool { return l >= slog.LevelError }
func (f failing) WithAttrs([]slog.Attr) slog.Handler           { return f }
func (f failing) WithGroup(string) slog.Handler                { return f }
func (f failing) Handle(_ context.Context, r slog.Record) error {
	f.t.Error(r.Message)
	return nil
}
