package e2e

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"newshound/bot/discordtest"
	"newshound/commands"
)

// Whoever's Discord is German reads no English sentence of ours, whatever they
// ask: not in an answer, on a button, or of what has been refused.
func TestNoEnglishForGermans(t *testing.T) {
	s := newStudio(t)
	s.ann.Speaks("de")
	closed := s.guild.Text("closed")
	closed.Deny(s.guild.Everyone, discordtest.SendMessages)
	for _, home := range s.homes[:3] {
		s.ask("source add", map[string]any{"url": home}, false)
		s.read(home)
	}
	s.news.Publish(1)
	for _, home := range s.homes[:3] {
		s.read(home)
	}
	asked := []string{"links"}
	for _, a := range append(sittings(s), []sitting{
		{"digest set", map[string]any{"channel": closed, "time": "8:00"}, false}, {"digest set", map[string]any{"channel": s.channel, "time": "25"}, false},
		{"alert add", map[string]any{"query": "(ferry"}, false}, {"source add", map[string]any{"url": "nothing"}, false},
		{"help", map[string]any{"about": "alert"}, false}, {"alert snooze", map[string]any{"alert": "9", "for": "8h"}, false},
	}...) {
		s.ask(a.name, a.options, false)
		asked = append(asked, a.name)
	}
	for _, c := range commands.All() {
		if !c.Pressed && !slices.Contains(asked, c.Name) {
			s.example(c, false)
		}
	}
	s.germanPost()
	english := ours(t)
	for _, m := range s.answers {
		if found := english.FindString(m.text); found != "" {
			t.Errorf("/%s says %q in English:\n%s", m.asked, found, m.text)
		}
	}
	if len(s.answers) < len(commands.All())/2 {
		t.Errorf("only %d answers came", len(s.answers))
	}
}

// germanPost keeps what a German server is posted.
func (s *studio) germanPost() {
	s.t.Helper()
	s.ask("settings server", map[string]any{"language": "Deutsch", "style": "card"}, false)
	m := s.posted(map[string]any{"most": 1}, "Alarm: ")
	s.answers = append(s.answers, said{"a post", m.Text()})
}

// ours matches three words in a row of what we say in English, where German
// says it otherwise.
func ours(t *testing.T) *regexp.Regexp {
	t.Helper()
	file, err := os.ReadFile("../../commands/catalogue/de.json")
	if err != nil {
		t.Fatal(err)
	}
	var german struct{ Words map[string]string }
	if err := json.Unmarshal(file, &german); err != nil {
		t.Fatal(err)
	}
	var all []string
	for english, german := range german.Words {
		for _, part := range regexp.MustCompile(`%v|[|:;,.?()]`).Split(english, -1) {
			part = strings.TrimSpace(part)
			if len(strings.Fields(part)) >= 3 && !strings.Contains(german, part) {
				all = append(all, regexp.QuoteMeta(part))
			}
		}
	}
	if len(all) < 200 {
		t.Fatalf("only %d pieces of sentences", len(all))
	}
	return regexp.MustCompile(strings.Join(all, "|"))
}
