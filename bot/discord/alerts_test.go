package discord

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"newshound/bot/discordtest"
	"newshound/commands"
	"newshound/storage"
)

// What was held back is one message, as much of it as Discord takes: eight
// stories with their reasons, links to others, and a button to the rest.
func TestHeldTogether(t *testing.T) {
	s := newStage(t)
	var cards []commands.Card
	for i := range 40 {
		c := card()
		c.Title = fmt.Sprintf("Story %d %s", i, strings.Repeat("of a ferry ", 6))
		c.URL = fmt.Sprintf("https://example.com/%d/%s", i, strings.Repeat("ferry-", 12))
		c.Mentions = []string{"@1"}
		for range 5 {
			c.Summary = append(c.Summary, commands.Say("%v", strings.Repeat("The ferry is still there. ", 8)))
		}
		c.Buttons = append(c.Buttons, commands.AlertButtons(int64(i))...)
		cards = append(cards, c)
	}
	id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", commands.Together(cards, []storage.Why{storage.ByQuiet, storage.ByCap, storage.ByQuiet}))
	if err != nil {
		t.Fatal(err)
	}
	m := s.Messages(s.channel)[0]
	why := 0
	for _, b := range m.Buttons() {
		if b.Label == "Why?" {
			why++
		}
	}
	if m.ID != id || !m.V2() || why != 8 {
		t.Errorf("%d stories can be asked about, want 8: %s", why, m.Text())
	}
	for _, says := range []string{
		"40 stories for your alerts here, held back until now.", "Quiet hours are over.", "past the number of posts a day",
		"### [Story 0", "### [Story 7", "[Story 8", "more.", "All that was held back",
	} {
		if !strings.Contains(m.Text(), says) {
			t.Errorf("it does not say %q:\n%s", says, m.Text())
		}
	}
	if n := strings.Count(m.Text(), "<@1>"); n != 1 {
		t.Errorf("ann is called %d times, want once", n)
	}
}

// A post can be asked why it is there in whatever style it comes.
func TestWhyInEveryStyle(t *testing.T) {
	for _, style := range []string{commands.StyleCard, commands.StyleCompact, commands.StyleHeadline} {
		s := newStage(t)
		r := post(card())
		r.Style = style
		r.Cards[0].Buttons = append(r.Cards[0].Buttons, commands.AlertButtons(1)...)
		if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", r); err != nil {
			t.Fatal(err)
		}
		m := s.Messages(s.channel)[0]
		if !slices.ContainsFunc(m.Buttons(), func(b discordtest.Component) bool { return b.Label == "Why?" }) {
			t.Errorf("in the style %s nothing asks why:\n%s", style, m.Text())
		}
	}
}

// In the styles that have no room for buttons a message of several stories has
// a menu of them, which asks why the chosen one is here.
func TestWhyOfEachStory(t *testing.T) {
	for _, style := range []string{commands.StyleCompact, commands.StyleHeadline} {
		s := newStage(t)
		ann := s.guild.Member("ann")
		s.play(t)
		if err := s.WaitReady(t.Context()); err != nil {
			t.Fatal(err)
		}
		first, second := card(), card()
		second.Title = "Second story"
		first.Buttons, second.Buttons = commands.AlertButtons(1), commands.AlertButtons(2)
		r := commands.Together([]commands.Card{first, second}, []storage.Why{storage.ByQuiet})
		r.Style, r.Lang = style, "de"
		if _, err := s.chat.Send(t.Context(), s.channel.ID, "n1", r); err != nil {
			t.Fatal(err)
		}
		why, err := s.Select(t.Context(), ann, s.Messages(s.channel)[0], "Warum ist das hier?", "Second story")
		if err != nil || !why.Message.Ephemeral() || len(why.Message.Text()) == 0 {
			t.Errorf("in the style %s why is answered by %v", style, err)
		}
	}
}

// Of many alerts 25 stand on a page, in a menu to choose from, and the next
// page takes its place.
func TestAlertListPages(t *testing.T) {
	s := newStage(t)
	ann := s.User("ann")
	s.guild.Join(ann)
	err := s.chat.db.Tx(t.Context(), func(tx *storage.Tx) error {
		for i := range 30 {
			a := storage.Alert{Place: s.guild.ID, Person: ann.ID, Channel: s.channel.ID, Query: fmt.Sprintf("ferry%d %s", i, strings.Repeat("harbour ", 90))}
			if err := tx.AddAlert(t.Context(), &a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.play(t)
	reply, err := s.Command(t.Context(), ann, s.channel, "alert list", nil)
	if err != nil {
		t.Fatal(err)
	}
	if menus := reply.Message.Menus(); len(menus) != 1 || len(menus[0].Options) != 25 || !strings.Contains(reply.Message.Text(), "Alert 25:") {
		t.Errorf("the first page is %s", reply.Message.Text())
	}
	next, err := s.Press(t.Context(), ann, reply.Message, "Next")
	if err != nil {
		t.Fatal(err)
	}
	if menus := next.Message.Menus(); len(menus) != 1 || len(menus[0].Options) != 5 || next.Message.ID != reply.Message.ID {
		t.Errorf("the next page is %s", next.Message.Text())
	}
	one, err := s.Select(t.Context(), ann, next.Message, "Choose one to change", next.Message.Menus()[0].Options[0].Value)
	if err != nil || !strings.Contains(one.Message.Text(), "Alert 26 goes to") {
		t.Errorf("choosing one is answered by %s, %v", one.Message.Text(), err)
	}
}
