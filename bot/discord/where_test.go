package discord

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/commands"
)

// In a forum a story is a post of its own, tagged, once whatever gets lost.
func TestForum(t *testing.T) {
	s := newStage(t)
	forum := s.guild.Forum("stories", true, "Weather", "Port Ansel", "ferry")
	lost := true
	s.Fail(func(r *http.Request) *discordtest.Fault {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/threads") && lost {
			lost = false
			return &discordtest.Fault{ResetAfter: true}
		}
		return nil
	})
	if _, err := s.chat.Send(t.Context(), forum.ID, "n1", post(card())); err == nil {
		t.Error("nobody knows that the post arrived")
	}
	id, err := s.chat.Send(t.Context(), forum.ID, "n1", post(card()))
	if err != nil {
		t.Fatal(err)
	}
	threads := forum.Threads()
	if len(threads) != 1 || threads[0].ID != id || threads[0].Name != "Ferry *aground* [off] Ansel" {
		t.Fatalf("there are %d posts, the first %+v; want %s alone", len(threads), threads[0], id)
	}
	if tags := threads[0].Tags(); !slices.Equal(tags, []string{forum.Tag("ferry"), forum.Tag("Port Ansel")}) {
		t.Errorf("it is tagged %v", tags)
	}
	s.chat.kinds = map[string]kind{} // another process
	changed := card()
	changed.Title = "Ferry afloat"
	if err := s.chat.Edit(t.Context(), forum.ID, id, post(changed)); err != nil || !strings.Contains(s.Messages(threads[0])[0].Text(), "afloat") {
		t.Errorf("edited: %v, it says %q", err, s.Messages(threads[0])[0].Text())
	}
	if found, err := s.chat.Find(t.Context(), forum.ID, time.Now(), post(card())); err != nil || found != id {
		t.Errorf("found %q, %v, want %q", found, err, id)
	}
	untagged := card()
	untagged.Title, untagged.Hashtags, untagged.Buttons = "Nothing fits", nil, nil
	if _, err := s.chat.Send(t.Context(), forum.ID, "n2", post(untagged)); err != nil {
		t.Error(err)
	}
	threads = forum.Threads()
	if len(threads) != 2 || !slices.Equal(threads[1].Tags(), []string{forum.Tag("Weather")}) {
		t.Errorf("there are %d posts", len(threads))
	}
	threads[0].Archive(false)
	if err := s.chat.Edit(t.Context(), forum.ID, id, post(card())); err == nil || !strings.Contains(err.Error(), "archived") {
		t.Errorf("editing what is archived: %v", err)
	}
}

// A forum's tags are those of the story in whatever language, however they are
// spelled; and where every post is a thread, or is in one, none offers to open
// another.
func TestTagsAndThreads(t *testing.T) {
	s := newStage(t)
	forum, talk := s.guild.Forum("forum", false, "Météo", "STURM", "Other"), s.guild.Text("talk").Thread("talk about it")
	c := card()
	c.Hashtags, c.Topics = []string{"#Meteo"}, []string{"#Sturm", "#Tempête"}
	c.Buttons = append(c.Buttons, commands.PostButtons(s.channel.ID, 1)...)
	for channel, want := range map[*discordtest.Channel]string{s.channel: "More, Discuss", forum: "More", talk: "More"} {
		if err := s.chat.Posts(t.Context(), s.guild.ID, channel.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.chat.Send(t.Context(), channel.ID, "n"+channel.Name, post(c)); err != nil {
			t.Fatal(err)
		}
		in := channel
		if channel == forum {
			in = forum.Threads()[0]
		}
		var labels []string
		for _, b := range s.Messages(in)[0].Buttons() {
			labels = append(labels, b.Label)
		}
		if got := strings.Join(labels, ", "); got != want {
			t.Errorf("in %s a post has the buttons %s, want %s", channel.Name, got, want)
		}
	}
	if tags := forum.Threads()[0].Tags(); !slices.Equal(tags, []string{forum.Tag("Météo"), forum.Tag("STURM")}) {
		t.Errorf("it is tagged %v", tags)
	}
}

// Posts may stand under their sources' names: once, although a webhook knows
// no nonce, and whatever becomes of the webhook.
func TestByline(t *testing.T) {
	s := newStage(t)
	bot := s.guild.Role("hooks", discordtest.ManageWebhooks)
	s.guild.Join(s.Bot, bot)
	r := post(card())
	r.Byline = true
	lost := true
	s.Fail(func(q *http.Request) *discordtest.Fault {
		if q.Method == http.MethodPost && strings.Contains(q.URL.Path, "/webhooks/") && lost {
			lost = false
			return &discordtest.Fault{ResetAfter: true}
		}
		return nil
	})
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", r); err == nil {
		t.Error("nobody knows that the post arrived")
	}
	s.chat.hooks, s.chat.app = map[string]hook{}, "" // another process
	id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", r)
	if err != nil {
		t.Fatal(err)
	}
	all := s.Messages(s.channel)
	if len(all) != 1 || all[0].ID != id || all[0].Author.Name != "The Post" {
		t.Fatalf("there are %d messages, the first by %q", len(all), all[0].Author.Name)
	}
	changed := r
	changed.Cards = []commands.Card{card()}
	changed.Cards[0].Title = "Ferry afloat"
	if err := s.chat.Edit(t.Context(), s.channel.ID, id, changed); err != nil || !strings.Contains(s.Messages(s.channel)[0].Text(), "afloat") {
		t.Errorf("edited: %v, it says %q", err, s.Messages(s.channel)[0].Text())
	}
	s.channel.RemoveWebhooks()
	next := r
	next.Cards = []commands.Card{card()}
	next.Cards[0].Buttons = []commands.Button{{Label: "More", Line: "/news story story:2"}}
	next.Cards[0].Title = "Another"
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n2", next); err != nil {
		t.Errorf("after the webhook was removed: %v", err)
	}
	s.guild.Join(s.Bot) // and no permission to make webhooks
	s.channel.RemoveWebhooks()
	next.Cards[0].Buttons[0].Line, next.Cards[0].Title = "/news story story:3", "The third"
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n3", next); err != nil {
		t.Errorf("without the permission: %v", err)
	}
	if all := s.Messages(s.channel); len(all) != 3 || all[2].Author.ID != s.Bot.ID {
		t.Errorf("there are %d messages", len(all))
	}
}

func TestIcon(t *testing.T) {
	for _, c := range []struct{ own, page, want string }{
		{"", "https://user:word@post.example/a?b=c", "https://post.example/apple-touch-icon.png"},
		{"https://cdn.example/logo.png?v=2", "https://post.example/a", "https://cdn.example/logo.png?v=2"},
		{"javascript:alert(1)", "https://post.example/a", "https://post.example/apple-touch-icon.png"},
		{"http://192.168.0.7/logo.png", "https://post.example/a", "https://post.example/apple-touch-icon.png"},
		{"http://[fd00::1]/logo.png", "http://printer.local/a", ""},
		{"", "http://localhost:8080/a", ""}, {"", "http://127.0.0.1/a", ""}, {"", "http://169.254.169.254/a", ""},
		{"", "javascript:alert(1)", ""}, {"", "", ""},
	} {
		if got := icon(commands.Card{Icon: c.own, URL: c.page}); got != c.want {
			t.Errorf("the icon of %q for %q is %q, want %q", c.own, c.page, got, c.want)
		}
	}
}

func TestUsername(t *testing.T) {
	for source, want := range map[string]string{
		"The Post": "The Post", "": hookName, "Discord News": hookName, "everyone": hookName, "a\x00\u202eb": "ab",
		strings.Repeat("x", 90): strings.Repeat("x", 79) + "…",
	} {
		if got := username(source); got != want {
			t.Errorf("the name for %q is %q, want %q", source, got, want)
		}
	}
}

// A digest may open a thread: one, whatever gets lost, and none where the bot
// may not.
func TestDigestOpensAThread(t *testing.T) {
	s := newStage(t)
	r := post(card())
	r.Title, r.Opens, r.Later = commands.Say("The top stories, %v", "2 March"), true, true
	lost := true
	s.Fail(func(q *http.Request) *discordtest.Fault {
		if q.Method == http.MethodPost && strings.HasSuffix(q.URL.Path, "/threads") && lost {
			lost = false
			return &discordtest.Fault{ResetAfter: true}
		}
		return nil
	})
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", r); err == nil {
		t.Error("nobody knows that the thread was opened")
	}
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", r); err != nil {
		t.Error(err)
	}
	if threads := s.channel.Threads(); len(threads) != 1 || threads[0].Name != "The top stories, 2 March" || len(s.Messages(s.channel)) != 1 {
		t.Errorf("there are %d threads and %d messages", len(threads), len(s.Messages(s.channel)))
	}
	locked := s.guild.Text("locked")
	locked.Deny(s.guild.Everyone, discordtest.CreatePublicThreads)
	if _, err := s.chat.Send(t.Context(), locked.ID, "n2", r); err != nil || len(s.Messages(locked)) != 1 {
		t.Errorf("where it may not open threads: %v, %d messages", err, len(s.Messages(locked)))
	}
}

// Before anything is saved it is said which permission is missing, in every
// kind of channel.
func TestWhatIsMissingWhere(t *testing.T) {
	s := newStage(t)
	text, news, forum := s.guild.Text("a"), s.guild.Announcements("b"), s.guild.Forum("c", false)
	thread := s.guild.Text("d").Thread("talk")
	for _, c := range []struct {
		channel *discordtest.Channel
		at      *discordtest.Channel // whose permissions hold there
		deny    discordtest.Permission
		want    string
	}{
		{text, text, discordtest.SendMessages, "Send Messages"},
		{news, news, discordtest.SendMessages, "Send Messages"},
		{forum, forum, discordtest.SendMessages, "Create Posts"},
		{thread, thread.Parent, discordtest.SendMessagesInThreads, "Send Messages in Threads"},
		{text, text, discordtest.ReadMessageHistory, "Read Message History"},
		{thread, thread.Parent, discordtest.ViewChannel, "no channel here"},
	} {
		if err := s.chat.Posts(t.Context(), s.guild.ID, c.channel.ID); err != nil {
			t.Errorf("%s, with every permission: %v", c.channel.Name, err)
		}
		c.at.Deny(s.guild.Everyone, c.deny)
		if err := s.chat.Posts(t.Context(), s.guild.ID, c.channel.ID); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.channel.Name, err, c.want)
		}
		c.at.Allow(s.guild.Everyone, c.deny)
	}
	for _, c := range []struct {
		channel *discordtest.Channel
		way     commands.Way
		want    string
	}{
		{news, commands.Publish, ""}, {text, commands.Publish, "announcement channel"}, {text, commands.Threads, ""},
		{thread, commands.Threads, "neither"}, {forum, commands.Byline, "neither"}, {text, commands.Byline, "Manage Webhooks"}, {news, commands.Byline, "Manage Webhooks"},
	} {
		err := s.chat.Can(t.Context(), s.guild.ID, c.channel.ID, c.way)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s in %s: %v, want %q", c.way, c.channel.Name, err, c.want)
		}
	}
	s.guild.Join(s.Bot, s.guild.Role("hooks", discordtest.ManageWebhooks))
	if err := s.chat.Can(t.Context(), s.guild.ID, news.ID, commands.Byline); err == nil || !strings.Contains(err.Error(), "Manage Messages") {
		t.Errorf("a byline that has to be published: %v", err)
	}
}
