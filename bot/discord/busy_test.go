package discord

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"newshound/bot/discordtest"
	"newshound/commands"
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

// An import that takes its time shows how far it is, in the answer that says in
// the end what came of it.
func TestImportShowsItsProgress(t *testing.T) {
	s := newStage(t)
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "newshound.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s.chat.db = db
	bob := s.guild.Member("bob", s.guild.Role("editor", discordtest.ManageGuild))
	bob.Speaks("de")
	s.playWith(t, func(d *commands.Desk) {
		d.Open = func(context.Context, string) ([]byte, error) {
			return []byte(`<opml version="2.0"><body><outline xmlUrl="https://a.example/feed"/><outline xmlUrl="https://b.example/feed"/></body></opml>`), nil
		}
	})
	s.command(t, bob, "help", nil) // it is connected
	writing, release, shown := make(chan struct{}), make(chan struct{}), make(chan string, 1)
	go func() {
		_ = db.Tx(t.Context(), func(*storage.Tx) error {
			close(writing)
			<-release
			return nil
		})
	}()
	<-writing
	s.Fail(func(r *http.Request) *discordtest.Fault {
		if r.Method == http.MethodPatch {
			body, _ := io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(body))
			select {
			case shown <- string(body):
				close(release)
			default:
			}
		}
		return nil
	})
	reply, err := s.Command(t.Context(), bob, s.channel, "source import", map[string]any{"file": discordtest.Upload{Name: "feeds.opml", URL: "https://example.com/feeds.opml"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := reply.Wait(t.Context(), func(r discordtest.Reply) bool { return strings.Contains(r.Message.Text(), "2 Quellen werden ab jetzt") }); err != nil {
		t.Errorf("%v: it ends with %q", err, reply.Message.Text())
	}
	if step := <-shown; !strings.Contains(step, "0 von 2 Quellen werden übernommen") {
		t.Errorf("on the way it showed %s", step)
	}
}
