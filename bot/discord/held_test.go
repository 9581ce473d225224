package discord

import (
	"fmt"
	"strings"
	"testing"

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
