package discord

import (
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/storage"
)

func TestShardsAreRead(t *testing.T) {
	for text, want := range map[string]Shards{"0-3/16": {0, 3, 16}, "5/16": {5, 5, 16}, "0-0/1": {0, 0, 1}} {
		var got Shards
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "3", "3-1/16", "0-16/16", "-1/4", "a/b", "0-3/"} {
		if err := new(Shards).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// As many shards as Discord recommends are run, or those that were asked for.
func TestShardsAreRun(t *testing.T) {
	for name, c := range map[string]struct {
		asked Shards
		want  []int
	}{"recommended": {Shards{}, []int{0, 1, 2}}, "split": {Shards{1, 2, 4}, []int{1, 2}}} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, discordtest.Shards(3), discordtest.Identifies(16, 5*time.Second, 1000))
			s.chat.shards = c.asked
			s.play(t)
			err := s.WaitSessions(t.Context(), func(all []discordtest.Session) bool {
				var got []int
				for _, x := range all {
					got = append(got, x.Shard[0])
				}
				slices.Sort(got)
				return slices.Equal(got, c.want)
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Turns are kept apart although another process, or this one before it was
// restarted, took one just now.
func TestDoorRemembersTurns(t *testing.T) {
	s := newStage(t)
	now := time.Now()
	for i := range 3 {
		fresh := &door{api: s.chat.api, db: s.chat.db}
		at, err := fresh.claim(t.Context(), "key 0", now)
		if want := now.Add(time.Duration(i) * turn); err != nil || at.Sub(want).Abs() > 2*time.Millisecond {
			t.Errorf("turn %d is after %v, %v; want %v", i, at.Sub(now), err, want.Sub(now))
		}
	}
	if at, err := (&door{api: s.chat.api, db: s.chat.db}).claim(t.Context(), "key 1", now); err != nil || at.After(now) {
		t.Errorf("another key's turn is after %v, %v", at.Sub(now), err)
	}
}

// A server that the bot is removed from is kept as left, an outage is not,
// and coming back goes on.
func TestServersComeAndGo(t *testing.T) {
	s := newStage(t)
	away := s.Guild("Away")
	away.Kick()
	err := s.chat.db.Tx(t.Context(), func(tx *storage.Tx) error {
		for _, place := range []string{s.guild.ID, away.ID} {
			if err := tx.AddAlert(t.Context(), &storage.Alert{Place: place, Person: "1", Query: "ferry", Channel: "2"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.play(t)
	s.waitLeft(t, away.ID)
	s.guild.Kick()
	s.waitLeft(t, s.guild.ID, away.ID)
	away.Invite()
	s.guild.Invite()
	s.waitLeft(t)
}

// waitLeft waits until the servers that were left are these.
func (s *stage) waitLeft(t *testing.T, want ...string) {
	t.Helper()
	slices.Sort(want)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(30 * time.Second); ; {
		got, err := s.chat.db.Departed(t.Context(), time.Now().Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if slices.Sort(got); slices.Equal(got, want) {
			return
		}
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("left are %q, want %q", got, want)
		}
	}
}

// What Discord adds to interactions one day is no reason not to answer.
func TestUnknownComponentsLoseNoInteraction(t *testing.T) {
	s := newStage(t)
	s.Rewrite(func(event string, data map[string]any) {
		if event != "INTERACTION_CREATE" {
			return
		}
		data["message"] = map[string]any{"id": "1", "components": []any{map[string]any{"type": 99, "id": "seven", "components": "none"}}}
		data["authorizing_integration_owners"] = []any{1, "two"}
		data["data"].(map[string]any)["components"] = []any{map[string]any{"type": 250, "odd": true}}
	})
	ann := s.User("ann")
	s.guild.Join(ann)
	s.play(t)
	if err := s.WaitCommands(t.Context()); err != nil {
		t.Fatal(err)
	}
	reply, err := s.Command(t.Context(), ann, s.channel, "help", nil)
	if err != nil || !strings.Contains(reply.Message.Text(), "news") {
		t.Errorf("/help is answered by %v, %v", reply, err)
	}
}
