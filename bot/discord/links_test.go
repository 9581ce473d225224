package discord

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"newshound/bot/discordtest"
	"newshound/commands"
)

// longURL is an address of a length, as aggregators give their articles.
func longURL(name string, n int) string {
	s := "https://news.example/articles/" + name + "/CBM"
	return s + strings.Repeat("aQ9x", n/4)[:n-len(s)-5] + "?oc=5"
}

// refusing makes Discord refuse so many forms of each message.
func (s *stage) refusing(forms int) {
	tries := 0
	s.Fail(func(r *http.Request) *discordtest.Fault {
		if r.Method != http.MethodPost {
			return nil
		}
		if tries++; tries <= forms {
			return &discordtest.Fault{Status: http.StatusBadRequest}
		}
		tries = 0
		return nil
	})
}

// However long its link is, a post leads to its article; what it says beside
// that gives way.
func TestLongLinks(t *testing.T) {
	long := card()
	for range 20 {
		long.Summary = append(long.Summary, commands.Say("%v", strings.Repeat("The ferry is still aground. ", 6)))
	}
	wordy := card()
	wordy.Title = strings.Repeat("Ferry_aground ", 40)
	for form, most := range map[string]int{"components": 3500, "embed": 3500, "text": 1900} {
		for _, style := range []string{commands.StyleCard, commands.StyleCompact, commands.StyleHeadline} {
			t.Run(form+" "+style, func(t *testing.T) {
				s := newStage(t, discordtest.Unlimited())
				s.refusing(map[string]int{"components": 0, "embed": 1, "text": 2}[form])
				for n := 300; n <= most; n += 400 {
					for i, c := range []commands.Card{card(), long, wordy} {
						if c.URL = longURL("a", n); form == "embed" && style != commands.StyleCard && n > 1900 {
							continue // such a style falls back to text
						}
						c.Image = longURL("picture", n)
						c.Also = append([]commands.Link{{Title: "Stuck", Source: "Wire", URL: longURL("also", n)}}, c.Also...)
						if _, err := s.chat.Send(t.Context(), s.channel.ID, fmt.Sprint(n, " ", i), commands.Reply{Cards: []commands.Card{c}, Style: style}); err != nil {
							t.Fatal(err)
						}
						all := s.Messages(s.channel)
						if m := all[len(all)-1]; !strings.Contains(string(m.Raw), c.URL) || form == "components" && !m.V2() {
							t.Errorf("the link of %d characters of card %d is not in %s", n, i, m.Raw)
						}
					}
				}
			})
		}
	}
}

// The cards of a message share its room so that each keeps its link while all
// links fit, and otherwise its title.
func TestLongLinksOfSeveralCards(t *testing.T) {
	for _, c := range []struct{ cards, length, linked int }{{10, 300, 10}, {5, 700, 5}, {3, 1250, 3}, {10, 700, 5}, {4, 3500, 1}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			s := newStage(t)
			var cards []commands.Card
			for i := range c.cards {
				one := card()
				one.Title, one.URL = fmt.Sprint("Title ", i), longURL(fmt.Sprint(i), c.length)
				cards = append(cards, one)
			}
			if _, err := s.chat.Send(t.Context(), s.channel.ID, "n", commands.Reply{Text: commands.Say("%v", "Today"), Cards: cards}); err != nil {
				t.Fatal(err)
			}
			m := s.Messages(s.channel)[0]
			linked := 0
			for i, one := range cards {
				if strings.Contains(string(m.Raw), one.URL) {
					linked++
				}
				if !strings.Contains(m.Text(), fmt.Sprint("Title ", i)) {
					t.Errorf("card %d is missing", i)
				}
			}
			if linked < c.linked || !m.V2() {
				t.Errorf("%d links, want %d at least, in %s", linked, c.linked, m.Raw)
			}
		})
	}
}

// If a list has no room for long links, it keeps its lines.
func TestLongLinksInText(t *testing.T) {
	var text commands.Text
	for i := range 20 {
		text = append(text, commands.Piece{Words: fmt.Sprint("line ", i), Link: longURL("a", 100+60*i)}, commands.Piece{Words: "\n"})
	}
	got := fit(textLines(text, mostText), mostText)
	if strings.Count(got, "line ") != 20 || strings.Count(got, "https://") < 5 {
		t.Errorf("got %d of 20 lines and %d links", strings.Count(got, "line "), strings.Count(got, "https://"))
	}
}
