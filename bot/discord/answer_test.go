package discord

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/commands"
	"newshound/sources"
	"newshound/storage"

	"pgregory.net/rapid"
)

// play runs the chat until the test ends.
func (s *stage) play(t *testing.T) {
	t.Helper()
	s.playWith(t, func(*commands.Desk) {})
}

// playWith is play with another desk.
func (s *stage) playWith(t *testing.T, change func(*commands.Desk)) {
	t.Helper()
	desk := &commands.Desk{
		Read: func(_ context.Context, url string) (sources.Article, error) {
			return sources.Article{Title: "Read " + url, URL: url, Summary: []string{"It says so."}}, nil
		},
		Coverage: func(context.Context, sources.Article) ([]int64, error) { return nil, nil },
		Related:  func(context.Context, string, sources.Article) ([]sources.Article, error) { return nil, nil },
		Thread:   s.chat.Thread, Can: s.chat.Can, DB: s.chat.db, Log: slog.New(slog.DiscardHandler), Now: time.Now, MaxAlerts: 50, MaxPlaceAlerts: 50,
		Wake: func(context.Context) {}, Posts: s.chat.Posts,
	}
	change(desk)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.chat.Run(ctx, desk) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func (s *stage) add(t *testing.T, titles ...string) {
	t.Helper()
	err := s.chat.db.Tx(t.Context(), func(tx *storage.Tx) error {
		for _, title := range titles {
			src := sources.Source{URL: "https://example.com/" + title, Title: title}
			if err := tx.AddSource(t.Context(), s.guild.ID, "x", &src, time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCommandsButtonsAndCompletion(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	s.add(t, "The Post", "Wire")
	s.play(t)

	reply, err := s.Command(t.Context(), ann, s.channel, "alert add", map[string]any{"query": `ferry OR "port ansel"`, "to": "dm", "anyway": true})
	if err != nil {
		t.Fatal(err)
	}
	if !reply.Message.Ephemeral() || !strings.Contains(reply.Message.Text(), "your direct messages") {
		t.Errorf("the answer to ann alone is %q, private: %v", reply.Message.Text(), reply.Message.Ephemeral())
	}
	if reply, err = s.Press(t.Context(), ann, reply.Message, "Remove"); err != nil {
		t.Fatal(err)
	}
	reply, err = s.Press(t.Context(), ann, reply.Message, "Remove it")
	if err != nil || !strings.Contains(reply.Message.Text(), "is gone") {
		t.Errorf("pressed Remove: %v, %v", reply, err)
	}
	bob := s.guild.Member("bob", s.guild.Role("editor", discordtest.ManageGuild))
	choices, err := s.Autocomplete(t.Context(), bob, s.channel, "source show", map[string]any{"source": "wi"}, "source")
	if err != nil || len(choices) != 1 || choices[0].Name != "Wire" {
		t.Errorf("completing wi offers %v, %v", choices, err)
	}
}

// Managing is for those who may manage the server. Discord sees to that where
// it is asked, and we where only we can: a button, and a group for everybody.
func TestOnlyManagersManage(t *testing.T) {
	s := newStage(t)
	ann, bob := s.User("ann"), s.User("bob")
	s.guild.Join(ann)
	s.guild.Join(bob, s.guild.Role("editor", discordtest.ManageGuild))
	s.add(t, "The Post")
	s.play(t)
	for _, name := range []string{"source list", "source add", "follow", "unfollow", "digest set"} {
		if _, err := s.Command(t.Context(), ann, s.channel, name, nil); err == nil || !strings.Contains(err.Error(), "needs permissions 32") {
			t.Errorf("/%s by ann: %v; want it not to be offered to her", name, err)
		}
	}
	for _, c := range []struct {
		who  *discordtest.User
		want string
	}{{ann, "Only those who may manage"}, {bob, "This server's settings"}} {
		reply, err := s.Command(t.Context(), c.who, s.channel, "settings server", nil)
		if err != nil || !strings.Contains(reply.Message.Text(), c.want) {
			t.Errorf("%s is told %v, %v; want %q", c.who.Name, reply, err, c.want)
		}
	}
	help := s.command(t, ann, "help", nil)
	for button, want := range map[string]string{"Sources": "1 source here", "Digests": "No digests here yet"} {
		reply, err := s.Press(t.Context(), ann, s.command(t, ann, "help", nil), button)
		if err != nil || !strings.Contains(reply.Message.Text(), want) {
			t.Errorf("ann presses %s of /help: %v; want %q", button, err, want)
		}
	}
	if strings.Contains(help.Text(), "Starter pack") {
		t.Error("ann is offered to set the server up")
	}
	pressed := commands.Reply{Text: commands.Say("Hello"), Buttons: []commands.Button{{Label: "Remove", Line: "/source remove source:The Post sure:true"}}}
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", pressed); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		who  *discordtest.User
		want string
	}{{ann, "Only those who may manage"}, {bob, "no longer read"}} {
		reply, err := s.Press(t.Context(), c.who, s.Messages(s.channel)[0], "Remove")
		if err != nil || !strings.Contains(reply.Message.Text(), c.want) {
			t.Errorf("%s, pressing, is told %v, %v; want %q", c.who.Name, reply, err, c.want)
		}
	}
}

func TestLongLinesSurvive(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	s.play(t)
	query := strings.Repeat("ferry OR harbour OR ", 10) + "ship"
	reply, err := s.Command(t.Context(), ann, s.channel, "alert test", map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	for _, button := range []string{"Save as an alert", "Save"} {
		if reply, err = s.Press(t.Context(), ann, reply.Message, button); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(reply.Message.Text(), "Alert 1") {
		t.Errorf("pressed Save: %s", reply.Message.Text())
	}
}

// What stands behind a button is kept as long as it may be pressed, and one
// that is older says so.
func TestOldLines(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	s.play(t)
	m := s.command(t, ann, "alert test", map[string]any{"query": strings.Repeat("ferry OR harbour OR ", 10) + "ship"})
	forget := func(before time.Time) {
		t.Helper()
		err := s.chat.db.Tx(t.Context(), func(tx *storage.Tx) error { _, err := tx.ForgetLines(t.Context(), before, 100); return err })
		if err != nil {
			t.Fatal(err)
		}
	}
	forget(time.Now().Add(-time.Hour))
	saved, err := s.Press(t.Context(), ann, m, "Save as an alert")
	if err != nil || !strings.Contains(saved.Message.Text(), "It is not saved yet") {
		t.Fatalf("pressed in time: %v", err)
	}
	forget(time.Now().Add(time.Hour))
	late, err := s.Press(t.Context(), ann, saved.Message, "Save")
	if err != nil || !strings.Contains(late.Message.Text(), "That button is too old. Please ask again.") || !late.Message.Ephemeral() {
		t.Errorf("pressed too late: %v, %q", err, late.Message.Text())
	}
}

func TestPostsNamesWhatIsMissing(t *testing.T) {
	s := newStage(t)
	other := s.Guild("Village").Text("elsewhere")
	closed := s.guild.Text("closed")
	closed.Deny(s.guild.Everyone, discordtest.Permission(sendMessages))
	for _, c := range []struct {
		channel string
		want    string
	}{
		{s.channel.ID, ""},
		{other.ID, "no channel here"},
		{"12345", "no channel here"},
		{closed.ID, "Send Messages"},
	} {
		err := s.chat.Posts(t.Context(), s.guild.ID, c.channel)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("Posts(%s) = %v, want %q", c.channel, err, c.want)
		}
	}
}

func TestGatewayComesBack(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	s.play(t)
	for name, breakLine := range map[string]func(){
		"op 7":            s.Reconnect,
		"op 9, resumable": func() { s.Invalidate(true) },
		"dropped":         func() { s.Drop(1006) },
	} {
		if err := s.WaitReady(t.Context()); err != nil {
			t.Fatal(err)
		}
		before := len(s.Sessions())
		breakLine()
		if _, err := s.Command(t.Context(), ann, s.channel, "help", nil); err != nil {
			t.Errorf("after %s, with %d sessions before: %v", name, before, err)
		}
	}
}

func TestFatalCloseEnds(t *testing.T) {
	s := newStage(t)
	s.chat.api.token = "wrong"
	err := s.chat.Run(t.Context(), &commands.Desk{})
	if err == nil || !strings.Contains(err.Error(), "does not know this token") {
		t.Errorf("with a wrong token Run ends with %v", err)
	}
}

// A button with a form: what the line has stands in it, what is changed is
// run, what is taken out is left out, and who may is looked at again.
func TestForm(t *testing.T) {
	for name, query := range map[string]string{"short": "ferry", "long": strings.Repeat("ferry OR harbour OR ", 10) + "ship"} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			ann, bob := s.User("ann"), s.guild.Member("bob", s.guild.Role("editor", discordtest.Permission(manageGuild)))
			s.guild.Join(ann)
			s.play(t)
			if err := s.WaitReady(t.Context()); err != nil {
				t.Fatal(err)
			}
			line := commands.Line("digest set", "channel", s.channel.ID, "time", "8:00", "days", "mon", "query", query)
			edit := commands.Button{Label: "Edit", Line: line, Ask: []string{"time", "days", "query"}}
			if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", commands.Reply{Text: commands.Say("Hello"), Buttons: []commands.Button{edit}}); err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				who  *discordtest.User
				want string
			}{{ann, "Only those who may manage"}, {bob, "every day at 09:30"}} {
				shown, err := s.Press(t.Context(), c.who, s.Messages(s.channel)[0], "Edit")
				if err != nil || shown.Modal == nil || shown.Modal.Title != "Edit" || len(shown.Modal.Components) != 3 || shown.Modal.Components[2].Component.Value != query {
					t.Fatalf("pressed Edit: %+v, %v", shown, err)
				}
				reply, err := s.Submit(t.Context(), c.who, shown, map[string]string{"Time": "9:30", "Days": ""})
				if err != nil || !strings.Contains(reply.Message.Text(), c.want) || !reply.Message.Ephemeral() {
					t.Errorf("%s submits: %v, %v; want %q", c.who.Name, reply, err, c.want)
				}
			}
		})
	}
}

// A thread is opened on a post by whoever asks for it first.
func TestDiscuss(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	s.play(t)
	if err := s.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card()))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		thread, err := s.chat.Thread(t.Context(), s.channel.ID, id, strings.Repeat("Ferry aground ", 20))
		if err != nil || thread != id || len(s.channel.Threads()) != 1 {
			t.Fatalf("opened %q, %v; there are %d threads", thread, err, len(s.channel.Threads()))
		}
	}
	inside, err := s.chat.Send(t.Context(), id, "n2", post(card()))
	if err != nil {
		t.Fatal(err)
	}
	locked := s.guild.Text("quiet")
	locked.Deny(s.guild.Everyone, discordtest.CreatePublicThreads)
	there, err := s.chat.Send(t.Context(), locked.ID, "n3", post(card()))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ channel, message, want string }{
		{id, inside, "is a thread already"}, {locked.ID, there, "Create Public Threads"}, {s.channel.ID, "123", "is gone"},
	} {
		if _, err := s.chat.Thread(t.Context(), c.channel, c.message, "x"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("a thread on %s: %v, want %q", c.message, err, c.want)
		}
	}
}

// What a person has for themselves works where the bot is not, for them alone.
func TestAnywhere(t *testing.T) {
	s := newStage(t)
	elsewhere := s.Guild("Village")
	square := elsewhere.Text("square")
	ann, bob := elsewhere.Member("ann"), elsewhere.Member("bob")
	ann.Install()
	s.play(t)
	if err := s.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	posted, err := s.chat.Send(t.Context(), square.ID, "n1", commands.Reply{Text: commands.Say("See %v and %v", commands.Piece{Words: "that", Link: "https://a.example/1"}, commands.Piece{Words: "this", Link: "https://b.example/2"})})
	if err != nil {
		t.Fatal(err)
	}
	elsewhere.Kick()
	message := s.Messages(square)[0]
	if message.ID != posted {
		t.Fatal("there is another message")
	}
	if _, err := s.MessageCommand(t.Context(), bob, message, "Summarize links"); err == nil {
		t.Error("bob, who has not installed it, is offered the menu")
	}
	reply, err := s.MessageCommand(t.Context(), ann, message, "Summarize links")
	if err != nil || !reply.Message.Ephemeral() || !strings.Contains(reply.Message.Text(), "(https://a.example/1)") || !strings.Contains(reply.Message.Text(), "(https://b.example/2)") {
		t.Errorf("ann is told %q, %v", reply.Message.Text(), err)
	}
	for name, options := range map[string]map[string]any{"news latest": nil, "summarize": {"url": "https://a.example/1"}} {
		reply, err := s.Command(t.Context(), ann, square, name, options)
		if err != nil || !reply.Message.Ephemeral() {
			t.Errorf("/%s: %v, %v; want an answer to ann alone", name, reply, err)
		}
	}
	if _, err := s.Command(t.Context(), ann, square, "alert list", nil); err == nil {
		t.Error("/alert is offered where the bot is not")
	}
}

// Whatever a button's line and label are, its form is one that Discord takes.
func TestAnyFormIsTaken(t *testing.T) {
	s := newStage(t, discordtest.Unlimited())
	ann := s.User("ann")
	s.guild.Join(ann)
	s.play(t)
	if err := s.WaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		c := rapid.SampledFrom(commands.All()).Filter(func(c commands.Command) bool { return len(c.Options) > 0 }).Draw(t, "command")
		value := rapid.OneOf(rapid.StringN(0, 300, -1), rapid.Just(strings.Repeat("x", 5000)))
		var line []string
		edit := commands.Button{Label: commands.Sentence("Edit " + rapid.StringN(0, 100, -1).Draw(t, "label"))}
		for _, o := range c.Options {
			line = append(line, o.Name, value.Draw(t, o.Name))
			edit.Ask = append(edit.Ask, o.Name)
		}
		edit.Line = commands.Line(c.Name, line...)
		id, err := s.chat.Send(context.Background(), s.channel.ID, fmt.Sprint("n", n), commands.Reply{Text: commands.Say("Hello"), Buttons: []commands.Button{edit}})
		if err != nil {
			t.Fatal(err)
		}
		all := s.Messages(s.channel)
		m := all[len(all)-1]
		shown, err := s.Press(context.Background(), ann, m, m.Buttons()[0].CustomID)
		if err != nil || m.ID != id || shown.Modal == nil && !strings.Contains(shown.Message.Text(), "/") {
			t.Fatalf("pressed: %+v, %v", shown, err)
		}
	})
}
