package discord

import (
	"slices"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/commands"
)

// A line that breaks costs nothing that can be resumed: the session goes on
// where it was, at the address that Discord gave for it, and only what Discord
// has ended begins anew.
func TestSessionsAreResumed(t *testing.T) {
	for name, c := range map[string]struct {
		breaks  func(*stage)
		resumed bool
	}{
		"op 7":                {func(s *stage) { s.Reconnect() }, true},
		"op 9, resumable":     {func(s *stage) { s.Invalidate(true) }, true},
		"op 9, not resumable": {func(s *stage) { s.Invalidate(false) }, false},
		"dropped":             {func(s *stage) { s.Drop(1006) }, true},
		"unknown error":       {func(s *stage) { s.Drop(4000) }, true},
		"rate limited":        {func(s *stage) { s.Drop(4008) }, true},
		"timed out":           {func(s *stage) { s.Drop(4009) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, discordtest.Identifies(1, 0, 1000))
			s.play(t)
			if err := s.WaitReady(t.Context()); err != nil {
				t.Fatal(err)
			}
			first := s.Sessions()[0]
			c.breaks(s)
			err := s.WaitSessions(t.Context(), func(all []discordtest.Session) bool {
				last := all[len(all)-1]
				at := last.ResumedAt == discordtest.ResumePath
				return last.Connected && at == c.resumed && (last.Resumes > 0) == c.resumed && (last.ID == first.ID) == c.resumed
			})
			if err != nil {
				t.Fatalf("%v; sessions are %+v", err, s.Sessions())
			}
		})
	}
}

// A gateway that no longer answers is left after two heartbeats.
func TestSilenceIsNoticed(t *testing.T) {
	s := newStage(t, discordtest.Heartbeat(400*time.Millisecond), discordtest.Identifies(1, 0, 1000))
	s.MuteAcks(true)
	s.play(t)
	// On a busy machine the first session may be over before it is ready.
	err := s.WaitSessions(t.Context(), func(all []discordtest.Session) bool {
		return slices.ContainsFunc(all, func(one discordtest.Session) bool { return one.Resumes > 0 })
	})
	if err != nil {
		t.Errorf("%v; sessions are %+v", err, s.Sessions())
	}
}

// What Discord will not have ends the program, with a sentence.
func TestFatalCloses(t *testing.T) {
	for code, says := range fatal {
		s := newStage(t, discordtest.Identifies(1, 0, 1000), discordtest.Tolerant())
		ended := make(chan error, 1)
		go func() { ended <- s.chat.Run(t.Context(), &commands.Desk{DB: s.chat.db, Now: time.Now}) }()
		if err := s.WaitReady(t.Context()); err != nil {
			t.Fatal(err)
		}
		s.Drop(code)
		if err := <-ended; err == nil || err.Error() != says {
			t.Errorf("closed with %d Run ends with %v, want %q", code, err, says)
		}
	}
}
