package discord

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"pgregory.net/rapid"

	"newshound/bot/discordtest"
	"newshound/commands"
)

// odd are the parts of words that could be taken for something else.
var odd = []string{
	"a", "word", " ", "  ", "\n", "\t", "*", "**", "_", "__", "~~", "||", "`", "```", "\\", "\\\\", "[", "]", "(", ")", "[a](https://b.example)",
	"#", "# ", "### ", "-# ", "- ", "+ ", "* ", "> ", ">>> ", "1. ", "12. ", "<", ">", "<@1>", "<@&2>", "<#3>", "<t:1:R>", "<:a:4>", "</help:5>",
	"@everyone", "@here", "http://a.example", "https://b.example/c_d_", "steam://run", "discord.gg/abc", "Discord.com/invite/xyz", "discordapp.com/invite/q",
	":", "/", "://", ".", "%v", "|", "é", "e\u0301", "日本", "👩‍👩‍👧", "🇩🇪", "\u202e", "\u2066", "\u200b", "\u200d", "\x00", "\x1b[31m", "\ufffd", "\xff", "﷽", "𝔄",
}

func oddWords(most int) *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(odd), 0, most), func(parts []string) string { return strings.Join(parts, "") })
}

// Whatever stands in any field of an article, people read it as it is, and
// nothing of it does anything: in components, and where Discord refuses them
// in an embed, and in text.
func TestEveryFieldIsShownLiterally(t *testing.T) {
	for form, refused := range map[string]int{"components": 0, "embed": 1, "text": 2} {
		t.Run(form, func(t *testing.T) {
			s := newStage(t, discordtest.Unlimited())
			left, n := 0, 0
			s.Fail(func(r *http.Request) *discordtest.Fault {
				if r.Method != http.MethodPost || left == 0 {
					return nil
				}
				left--
				return &discordtest.Fault{Status: http.StatusBadRequest}
			})
			rapid.Check(t, func(t *rapid.T) {
				words := oddWords(8)
				c := card()
				fields := map[string]*string{"title": &c.Title}
				if form != "text" { // which has room for little else
					c.Hashtags = []string{""}
					fields["source"], fields["hashtag"], fields["other source"], fields["related"] = &c.Source, &c.Hashtags[0], &c.Also[0].Source, &c.Related[0].Title
				}
				for name, field := range fields {
					*field = words.Draw(t, name)
				}
				note, sentence, bold := words.Draw(t, "note"), words.Draw(t, "sentence"), words.Draw(t, "bold")
				c.Note, c.Summary = commands.Say("Alert: %v", note), []commands.Text{commands.Say("A %v B %v C", sentence, commands.Piece{Words: bold, Bold: true})}
				left, n = refused, n+1
				id, err := s.chat.Send(context.Background(), s.channel.ID, fmt.Sprint("n", n), post(c))
				if err != nil {
					t.Fatal(err)
				}
				all := s.Messages(s.channel)
				m := all[len(all)-1]
				shown := oneLine(discordtest.Shown(m.Text()))
				if m.ID != id || m.MentionEveryone || len(m.Mentions)+len(m.MentionRoles) > 0 {
					t.Fatalf("it calls somebody, or is not there: %s", m.Raw)
				}
				for name, field := range fields {
					if !strings.Contains(shown, oneLine(*field)) {
						t.Fatalf("the %s %q is not in %q, which is %q", name, *field, shown, m.Text())
					}
				}
				if form == "text" {
					return
				}
				for _, want := range []string{"Alert: " + oneLine(note), oneLine("A " + sentence + " B " + bold + " C")} {
					if !strings.Contains(shown, strings.TrimSpace(want)) {
						t.Fatalf("%q is not in %q, which is %q", want, shown, m.Text())
					}
				}
			})
		})
	}
}

// What is too long is cut between two of what people see as characters.
func TestWordsAreCutBetweenGraphemes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := oneLine(oddWords(60).Draw(t, "words"))
		most := rapid.IntRange(2, 80).Draw(t, "most")
		got := clip(whole, most)
		if length(got) > most {
			t.Fatalf("%q is longer than %d", got, most)
		}
		if got == whole {
			return
		}
		rest, cut := strings.CutSuffix(got, "…")
		if !cut {
			t.Fatalf("%q does not show that it was cut", got)
		}
		ends := map[string]bool{"": true}
		at := ""
		for g := graphemes.FromString(whole); g.Next(); {
			at += g.Value()
			ends[strings.TrimRight(at, " \\")] = true
		}
		if !ends[rest] {
			t.Fatalf("%q is cut within a character: %q", whole, got)
		}
	})
}

// An embed whose title was cut for its escapes is found by what is left.
func TestFindKnowsATitleThatWasCut(t *testing.T) {
	s := newStage(t)
	left := 1
	s.Fail(func(r *http.Request) *discordtest.Fault {
		if r.Method == http.MethodPost && left > 0 {
			left--
			return &discordtest.Fault{Status: http.StatusBadRequest}
		}
		return nil
	})
	c, other := card(), card()
	c.Title, other.Title = strings.Repeat("a*b ", 80), strings.Repeat("a*c ", 80)
	since := time.Now()
	id, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(c))
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.chat.Find(t.Context(), s.channel.ID, since, post(c))
	missing, err2 := s.chat.Find(t.Context(), s.channel.ID, since, post(other))
	if err != nil || err2 != nil || found != id || missing != "" {
		t.Errorf("found %q and %q (%v, %v), want %q and none", found, missing, err, err2, id)
	}
}
