package discord

import (
	"path/filepath"
	"strings"
	"testing"

	"newshound/storage"
)

// While somebody else writes to the database for long, whoever asks is heard
// in time, whatever happened before: a server that came, a form for a line
// that is too long for its button.
func TestNobodyWaitsForWhoWrites(t *testing.T) {
	s := newStage(t)
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "newshound.db")) // in memory, who reads waits for who writes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s.chat.db = db
	ann := s.User("ann")
	s.guild.Join(ann)
	s.play(t)
	long := strings.Repeat("ferry OR harbour OR ", 10) + "ship"
	alert, err := s.Command(t.Context(), ann, s.channel, "alert add", map[string]any{"query": long, "anyway": true})
	if err != nil {
		t.Fatal(err)
	}
	writing, done := make(chan struct{}), make(chan error, 1)
	release := make(chan struct{})
	go func() {
		done <- s.chat.db.Tx(t.Context(), func(*storage.Tx) error {
			close(writing)
			<-release
			return nil
		})
	}()
	<-writing
	s.guild.Speaks("fr")
	if _, err := s.Command(t.Context(), ann, s.channel, "help", nil); err != nil {
		t.Error(err)
	}
	if form, err := s.Press(t.Context(), ann, alert.Message, "Edit"); err != nil || form.Modal == nil {
		t.Errorf("Edit shows %v, %v", form, err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
