package e2e

import (
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/storage"
)

// A channel without permission pauses alone: who asked for its posts is told
// once, others go on, and its posts come once it is open again.
func TestClosedChannel(t *testing.T) {
	t.Parallel()
	s := newSquare(t, 3)
	shut := s.channels[0]
	shut.Guild.Join(s.ann)
	shut.Deny(shut.Guild.Everyone, discordtest.SendMessages)
	s.oweNow(9)
	s.alertIn(shut)
	p := s.run("never", 0)
	for i := range 9 {
		if s.to(i) == shut {
			continue
		}
		if _, err := s.WaitMessage(s.ctx, s.to(i), func(m discordtest.Message) bool { return shows(m, i) }); err != nil {
			t.Fatalf("%s does not stand: %v", title(i), err)
		}
	}
	told, err := s.WaitMessage(s.ctx, s.DM(s.ann), func(discordtest.Message) bool { return true })
	if err != nil || !strings.Contains(told.Text(), "I lack the permission to send messages") {
		t.Errorf("ann is told %q, %v", told.Text(), err)
	}
	p.kill()
	shut.Allow(shut.Guild.Everyone, discordtest.SendMessages)
	s.run("never", time.Hour)
	s.waitAll()
	s.expectOnce()
	if n := len(s.Messages(s.DM(s.ann))); n != 1 {
		t.Errorf("ann was told %d times, want once", n)
	}
}

// alertIn gives ann an alert that fires to a channel.
func (s *square) alertIn(c *discordtest.Channel) {
	s.t.Helper()
	db, err := storage.Open(s.ctx, s.db)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	err = db.Tx(s.ctx, func(tx *storage.Tx) error {
		return tx.AddAlert(s.ctx, &storage.Alert{Place: c.Guild.ID, Person: s.ann.ID, Query: "ferry", Channel: c.ID, Created: time.Now()})
	})
	if err != nil {
		s.t.Fatal(err)
	}
}
