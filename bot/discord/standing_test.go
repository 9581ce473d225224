package discord

import (
	"context"
	"strings"
	"testing"

	"newshound/bot/discordtest"
	"newshound/commands"
	"newshound/sources"
)

// changes presses a button, or fills its form in, and fails unless the message
// that was pressed is the answer now.
func (s *stage) changes(t *testing.T, who *discordtest.User, m discordtest.Message, button string, form map[string]string, want string) discordtest.Message {
	t.Helper()
	reply, err := s.Press(t.Context(), who, m, button)
	if err == nil && form != nil {
		reply, err = s.Submit(t.Context(), who, reply, form)
	}
	if err != nil {
		t.Fatalf("%s: %v", button, err)
	}
	if reply.Message.ID != m.ID || !strings.Contains(reply.Message.Text(), want) || !reply.Message.Ephemeral() {
		t.Errorf("%s makes message %s of %s, private %v: %q, want %q in its place", button, reply.Message.ID, m.ID, reply.Message.Ephemeral(), reply.Message.Text(), want)
	}
	return reply.Message
}

// What is for one person alone is one message that changes: help and its
// examples, lists and what is chosen of them, questions and their answers.
func TestOneMessageChanges(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	s.add(t, "The Post")
	s.play(t)
	m := s.command(t, ann, "help", nil)
	chosen, err := s.Select(t.Context(), ann, m, "More about…", "Be told when the news match a query.")
	if err != nil {
		t.Fatal(err)
	}
	if chosen.Message.ID != m.ID {
		t.Error("help on one thing is another message")
	}
	m = s.changes(t, ann, m, "Back", nil, "Queries:")
	m = s.changes(t, ann, m, "New alert", map[string]string{"query": "ferry"}, "It is not saved yet")
	m = s.changes(t, ann, m, "Save", nil, "Saved. Alert 1")
	m = s.changes(t, ann, m, "Help", nil, "Queries:") // whatever came of its example
	m = s.changes(t, ann, m, "My alerts", nil, "You have 1 alert here")
	m = s.changes(t, ann, m, "Help", nil, "Queries:")
	m = s.changes(t, ann, m, "New alert", map[string]string{"query": "harbour"}, "It is not saved yet")
	m = s.changes(t, ann, m, "Save", nil, "Saved. Alert 2")
	m = s.changes(t, ann, m, "Edit", map[string]string{"query": "harbour OR ferry"}, "is now")
	m = s.command(t, ann, "alert list", nil)
	if chosen, err = s.Select(t.Context(), ann, m, "Choose one to change", "2: harbour OR ferry"); err != nil || chosen.Message.ID != m.ID {
		t.Fatalf("the chosen alert is shown in another message, %v", err)
	}
	m = s.changes(t, ann, m, "My alerts", nil, "You have 2 alerts here")
	if _, err = s.Select(t.Context(), ann, m, "Choose one to change", "2: harbour OR ferry"); err != nil {
		t.Fatal(err)
	}
	m = s.changes(t, ann, m, "Remove", nil, "Remove alert 2")
	m = s.changes(t, ann, m, "Remove it", nil, "is gone")
	s.changes(t, ann, m, "Undo", nil, "as it was before")
}

func (s *stage) command(t *testing.T, who *discordtest.User, name string, options map[string]any) discordtest.Message {
	t.Helper()
	reply, err := s.Command(t.Context(), who, s.channel, name, options)
	if err != nil {
		t.Fatalf("/%s: %v", name, err)
	}
	return reply.Message
}

// What cannot be is said beside what was pressed, which stays to be mended; so
// is what a card's button shows, and what others see stays as it is.
func TestWhatStandsBeside(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	late := make(chan struct{})
	s.playWith(t, func(d *commands.Desk) {
		read := d.Read
		d.Read = func(ctx context.Context, url string) (sources.Article, error) {
			<-late
			return read(ctx, url)
		}
	})
	m := s.command(t, ann, "settings me", nil)
	form, err := s.Press(t.Context(), ann, m, "Change")
	if err != nil {
		t.Fatal(err)
	}
	wrong, err := s.Submit(t.Context(), ann, form, map[string]string{"Timezone": "Nowhere/None"})
	if err != nil || wrong.Message.ID == m.ID || !wrong.Message.Ephemeral() || !strings.Contains(wrong.Message.Text(), "Nowhere") {
		t.Errorf("a wrong time zone is not answered beside the settings: %v", err)
	}
	hello := commands.Welcome()
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", hello); err != nil {
		t.Fatal(err)
	}
	post := s.Messages(s.channel)[0]
	help, err := s.Press(t.Context(), ann, post, "What else can you do?")
	if err != nil || help.Message.ID == post.ID || !help.Message.Ephemeral() {
		t.Errorf("a post's button changes the post, or is answered for all: %v", err)
	}
	// What takes its time changes the message when it is there.
	page, err := s.Press(t.Context(), ann, help.Message, "Summarize a page")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		if err := s.WaitDeferred(t.Context()); err == nil {
			close(late)
		}
	}()
	read, err := s.Submit(t.Context(), ann, page, map[string]string{"url": "https://example.com/a"})
	if err != nil || read.Message.ID != help.Message.ID || !strings.Contains(read.Message.Text(), "It says so") {
		t.Errorf("a page that takes long is shown in another message, %v", err)
	}
}
