package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newshound/bot"
	"newshound/bot/discordtest"
	"newshound/commands"
	"newshound/storage"
)

// a stage is a fake Discord with one server and one channel, and a chat on it.
type stage struct {
	*discordtest.Server
	chat    *Chat
	guild   *discordtest.Guild
	channel *discordtest.Channel
}

func newStage(t *testing.T, options ...discordtest.Option) *stage {
	t.Helper()
	s := &stage{Server: discordtest.New(t, options...)}
	s.guild = s.Guild("Town")
	s.channel = s.guild.Text("news")
	db, err := storage.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s.chat, err = New(Options{Token: s.Token, API: s.URL(), Log: slog.New(slog.DiscardHandler), DB: db})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func card() commands.Card {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	return commands.Card{
		Title: "Ferry *aground* [off] Ansel", URL: "https://example.com/ferry_(1)", Source: "The Post", Time: at,
		Summary: []commands.Text{
			commands.Say("The %v ran aground on Monday.", commands.Piece{Words: "ferry", Bold: true}),
			commands.Say("Nobody was hurt."),
		},
		Hashtags: []string{"#Ferry", "#PortAnsel"}, Image: "https://example.com/ferry.jpg",
		Also:    []commands.Link{{Title: "Ship stuck", URL: "https://example.net/1", Source: "Wire", Time: at}},
		Related: []commands.Link{{Title: "Fog again", URL: "https://example.net/2", Source: "Wire", Time: at}},
		Note:    commands.Say("Alert: %v", "ferry"),
		Buttons: []commands.Button{{Label: "More", Line: "/news story story:1"}},
	}
}

func post(cards ...commands.Card) commands.Reply { return commands.Reply{Cards: cards} }

func TestCard(t *testing.T) {
	s := newStage(t)
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card())); err != nil {
		t.Fatal(err)
	}
	want := `### [Ferry \*aground\* \[off\] Ansel](https://example.com/ferry_%281%29)
-# The Post · <t:1772442000:R>
The **ferry** ran aground on Monday. Nobody was hurt.
#Ferry #PortAnsel
**Also covered by** [Wire](https://example.net/1) <t:1772442000:R>
**Related** [Fog again](https://example.net/2), Wire <t:1772442000:R>
-# Alert: ferry
More`
	if got := s.Messages(s.channel)[0].Text(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What a search looked for is underlined in a title, which is bold.
func TestTitleShowsWhatWasLookedFor(t *testing.T) {
	c := card()
	c.Titled = commands.Text{{Words: c.Title[:6]}, {Words: "*aground*", Bold: true}, {Words: " [off]\nAnsel"}}
	if got, want := titleOf(c), `[Ferry __\*aground\*__ \[off\] Ansel](https://example.com/ferry_%281%29)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	c.Title = strings.Repeat("long ", longestTitle)
	if got := titleOf(c); strings.Contains(got, "__") || length(got) > 2*longestTitle {
		t.Errorf("of a long title there is %q", got)
	}
}

func TestStyles(t *testing.T) {
	for style, want := range map[string]string{
		commands.StyleCompact: "**[Ferry \\*aground\\* \\[off\\] Ansel](https://example.com/ferry_%281%29)** · The Post · <t:1772442000:R> · Alert: ferry\n" +
			"More\n**[Two](https://example.com/2)**",
		commands.StyleHeadline: "**[Ferry \\*aground\\* \\[off\\] Ansel](https://example.com/ferry_%281%29)**\n**[Two](https://example.com/2)**",
	} {
		s := newStage(t)
		since, r := time.Now(), post(card(), commands.Card{Title: "Two", URL: "https://example.com/2"})
		r.Style = style
		id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", r)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Messages(s.channel)[0].Text(); got != want {
			t.Errorf("%s got:\n%s\nwant:\n%s", style, got, want)
		}
		if found, err := s.chat.Find(t.Context(), s.channel.ID, since, r); found != id {
			t.Errorf("%s: found %q, %v, want %q", style, found, err, id)
		}
		if err := s.chat.Edit(t.Context(), s.channel.ID, id, r); err != nil {
			t.Error(err)
		}
	}
}

func TestSendIsOnce(t *testing.T) {
	s := newStage(t)
	first, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card()))
	second, err2 := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card()))
	if err != nil || err2 != nil || first == "" || first != second || len(s.Messages(s.channel)) != 1 {
		t.Errorf("sent %q and %q (%v, %v); %d messages stand, want the same one", first, second, err, err2, len(s.Messages(s.channel)))
	}
}

func TestFindKnowsEveryForm(t *testing.T) {
	for name, refuse := range map[string]int{"components": 0, "embed": 1, "text": 2} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			left := refuse
			s.Fail(func(r *http.Request) *discordtest.Fault {
				if r.Method == http.MethodPost && left > 0 {
					left--
					return &discordtest.Fault{Status: http.StatusBadRequest}
				}
				return nil
			})
			since := time.Now()
			id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card()))
			if err != nil {
				t.Fatal(err)
			}
			other := card()
			other.Title = "Another story"
			other.Buttons = []commands.Button{{Label: "More", Line: "/news story story:2"}}
			found, err := s.chat.Find(t.Context(), s.channel.ID, since, post(card()))
			missing, err2 := s.chat.Find(t.Context(), s.channel.ID, since, post(other))
			if err != nil || err2 != nil || found != id || missing != "" {
				t.Errorf("found %q and %q (%v, %v), want %q and none", found, missing, err, err2, id)
			}
		})
	}
}

// Where people talk a lot, a post is found behind hundreds of messages, before
// it and after it.
func TestFindReadsOn(t *testing.T) {
	s := newStage(t, discordtest.Unlimited())
	ann := s.guild.Member("ann")
	talk := func() {
		for range 130 {
			s.Say(ann, s.channel, "Have you heard of the ferry?")
		}
	}
	since := time.Now()
	talk()
	id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card()))
	if err != nil {
		t.Fatal(err)
	}
	talk()
	other := card()
	other.Title, other.Buttons = "Another story", nil
	found, err := s.chat.Find(t.Context(), s.channel.ID, since, post(card()))
	missing, err2 := s.chat.Find(t.Context(), s.channel.ID, since, post(other))
	if err != nil || err2 != nil || found != id || missing != "" {
		t.Errorf("found %q and %q (%v, %v), want %q and none", found, missing, err, err2, id)
	}
}

func TestEdit(t *testing.T) {
	s := newStage(t)
	id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card()))
	if err != nil {
		t.Fatal(err)
	}
	changed := card()
	changed.Title = "Ferry afloat"
	if err := s.chat.Edit(t.Context(), s.channel.ID, id, post(changed)); err != nil {
		t.Fatal(err)
	}
	if got := s.Messages(s.channel)[0].Text(); !strings.HasPrefix(got, "### [Ferry afloat]") {
		t.Errorf("the message says %q", got)
	}
}

func TestCardUnderAHeading(t *testing.T) {
	s := newStage(t)
	c := card()
	c.Section, c.AlsoMore = commands.Say("%v", "#Sea"), commands.Say("and %v more", 3)
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(c)); err != nil {
		t.Fatal(err)
	}
	got := s.Messages(s.channel)[0].Text()
	if !strings.HasPrefix(got, "## #Sea\n### [") || !strings.Contains(got, "[Wire](https://example.net/1) <t:1772442000:R> · and 3 more\n") {
		t.Errorf("the message says\n%s", got)
	}
}

func TestOldMessageEditedTooOften(t *testing.T) {
	s := newStage(t)
	id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card()))
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	s.Fail(func(*http.Request) *discordtest.Fault {
		asked++
		return &discordtest.Fault{Status: http.StatusBadRequest, Body: `{"code": 30046, "message": "Maximum number of edits to messages older than 1 hour reached. Try again later."}`}
	})
	err = s.chat.Edit(t.Context(), s.channel.ID, id, post(card()))
	if !errors.As(err, new(bot.TooOften)) || asked != 1 {
		t.Errorf("got %v after %d requests, want TooOften after one", err, asked)
	}
}

func TestDirectMessage(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	if _, err := s.chat.Send(t.Context(), commands.Direct(ann.ID), "n1", post(card())); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Messages(s.DM(ann))); n != 1 {
		t.Errorf("ann got %d messages, want 1", n)
	}
}

func TestMentions(t *testing.T) {
	s := newStage(t)
	ann, bob := s.User("ann"), s.User("bob")
	s.guild.Join(ann)
	s.guild.Join(bob)
	c := card()
	c.Title = "@everyone <@" + bob.ID + "> wins"
	c.Mentions = []string{"@" + ann.ID}
	if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(c)); err != nil {
		t.Fatal(err)
	}
	m := s.Messages(s.channel)[0]
	if m.MentionEveryone || len(m.Mentions) != 1 || m.Mentions[0].ID != ann.ID {
		t.Errorf("pinged everyone: %v, people: %v; want ann alone", m.MentionEveryone, m.Mentions)
	}
}

// Whatever stands in an article, Discord takes the card as it is, and shows
// the words and nothing else.
func TestAnyWordsAreTakenLiterally(t *testing.T) {
	s := newStage(t, discordtest.Unlimited())
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.OneOf(rapid.String(), rapid.StringMatching("[*_~`|<>\\[\\]()@#:/\\\\ .0-9a-z-]{0,80}"),
			rapid.SampledFrom([]string{"", " ", "\x00", "discord.gg/abc https://discord.gg/abc", strings.Repeat("𝔄👩‍👩‍👧", 60), strings.Repeat("long ", 900)}))
		c := card()
		c.Title, c.Source, c.Note = words.Draw(t, "title"), words.Draw(t, "source"), commands.Say("%v", words.Draw(t, "note"))
		c.Summary = []commands.Text{commands.Say("%v", words.Draw(t, "one")), commands.Say("%v", words.Draw(t, "two"))}
		c.Hashtags, c.URL, c.Image = []string{words.Draw(t, "tag")}, words.Draw(t, "url"), words.Draw(t, "image")
		c.Also[0].Source, c.Related[0].Title = words.Draw(t, "also"), words.Draw(t, "related")
		c.Buttons[0].Label = commands.Sentence(words.Draw(t, "label"))
		var cards []commands.Card
		for range rapid.IntRange(1, 10).Draw(t, "cards") {
			cards = append(cards, c)
		}
		n++
		id, err := s.chat.Send(context.Background(), s.channel.ID, fmt.Sprint("n", n), commands.Reply{
			Text: commands.Say("%v", words.Draw(t, "text")), Cards: cards,
			Style: rapid.SampledFrom([]string{"", commands.StyleCard, commands.StyleCompact, commands.StyleHeadline}).Draw(t, "style"),
		})
		if err != nil {
			t.Fatal(err)
		}
		all := s.Messages(s.channel)
		m := all[len(all)-1]
		if m.ID != id || !m.V2() {
			t.Fatalf("message %s came plainer: %s", id, m.Raw)
		}
		title := clip(oneLine(c.Title), longestTitle)
		if shown := unescape(escape(title)); shown != title {
			t.Fatalf("%q shows as %q", title, shown)
		}
	})
}

// unescape shows markup as Discord does: a backslash before punctuation makes
// it stand for itself, and nothing else that escape leaves means anything.
func unescape(s string) string {
	var b strings.Builder
	r := []rune(s)
	for i := 0; i < len(r); i++ {
		if r[i] == '\\' && i+1 < len(r) && r[i+1] < 0x80 && !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ", r[i+1]) {
			i++
		}
		b.WriteRune(r[i])
	}
	return b.String()
}
