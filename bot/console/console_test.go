package console

import (
	"bytes"
	"context"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/lipgloss"
	"github.com/google/go-cmp/cmp"

	"newshound/bot"
	"newshound/commands"
	"newshound/storage"
)

var update = flag.Bool("update", false, "write the golden files anew")

const narrow = 60 // columns

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func newConsole() (*Console, *bytes.Buffer) {
	var out bytes.Buffer
	return New(&out, narrow, func() time.Time { return noon }), &out
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

var card = commands.Card{
	Title: "Ferry Saint Brannoc runs aground on Corrin Bank with 312 people aboard", URL: "https://post.example/ferry",
	Source: "The Post", Time: noon.Add(-26 * time.Minute),
	Summary: []commands.Text{
		commands.Say("The %v ran aground at dawn on a sandbank that pilots had warned of.", commands.Piece{Words: "ferry", Bold: true}),
		commands.Say("Nobody was hurt."),
	},
	Hashtags: []string{"#Ferry", "#CorrinBank"},
	Also:     []commands.Link{{Title: "All rescued", URL: "https://wire.example/1", Source: "Coast Wire", Time: noon.Add(-5 * time.Minute)}},
	Related: []commands.Link{
		{Title: "Pilots warn of Corrin Bank", URL: "https://post.example/bank", Source: "The Post", Time: noon.AddDate(0, 0, -4)},
		{Title: "Two electric ferries ordered", URL: "https://wire.example/2", Source: "Coast Wire", Time: noon.AddDate(0, 0, -9)},
	},
	Note: commands.Say("Alert: %v", "ferry OR harbour"), Mentions: []string{"@1"},
	Buttons: []commands.Button{{Label: "More", Line: "/news story story:3"}},
}

func TestShow(t *testing.T) {
	for name, r := range map[string]commands.Reply{
		"card": {
			Text: commands.Say("1 story for %v:", commands.Piece{Words: "ferry", Bold: true}), Cards: []commands.Card{card, {Title: "Bare"}},
			Buttons: []commands.Button{{Label: "Back", Line: "/news latest page:1"}, {Label: "Next", Line: "/news latest page:3"}},
		},
		"menu": {
			Text: commands.Say("That page has several feeds. Which one?"),
			Menu: commands.Menu{Label: "Choose a feed", Buttons: []commands.Button{{Label: "World", Line: "/follow a"}, {Label: "Sport", Line: "/follow b"}}},
		},
		"text": {Text: commands.Say("%v goes to %v and %v, next %v, since %v.\nA long line is broken between its words, where the sixty columns end.",
			"It", commands.Piece{Channel: "sea"}, commands.Piece{Mention: "@ann"},
			commands.Piece{Time: noon.Add(20 * time.Hour), Date: true}, commands.Piece{Time: noon.Add(-time.Hour)})},
		"hostile": hostile("\x1b[2J\x1b]0;owned\a\u202eevil\u2066\r\n[1] Pay here\u009b31m\tnow\x00"),
	} {
		t.Run(name, func(t *testing.T) {
			c, out := newConsole()
			c.Show(r)
			golden(t, name, out.String())
			for line := range strings.Lines(out.String()) {
				if n := lipgloss.Width(strings.TrimSuffix(line, "\n")); n > narrow {
					t.Errorf("%d columns are more than %d: %s", n, narrow, line)
				}
			}
		})
	}
}

// hostile is a reply that a stranger wrote wherever strangers can.
func hostile(s string) commands.Reply {
	link := commands.Link{Title: s, URL: s, Source: s, Time: noon}
	return commands.Reply{
		Text: commands.Say("%v", commands.Piece{Words: s, Bold: true}),
		Cards: []commands.Card{{
			Title: s, URL: s, Source: s, Time: noon, Summary: []commands.Text{commands.Say("%v", s)}, Hashtags: []string{s},
			Also: []commands.Link{link}, Related: []commands.Link{link}, Note: commands.Say("%v", s),
		}},
		Menu: commands.Menu{Buttons: []commands.Button{{Label: commands.Sentence(s)}}},
	}
}

func TestHostileWordsSteerNothing(t *testing.T) {
	var all strings.Builder
	for r := rune(0); r < 0x3000; r++ {
		all.WriteRune(r)
	}
	c, out := newConsole()
	c.Show(hostile(all.String()))
	for _, r := range out.String() {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			t.Fatalf("%U came through", r)
		}
	}
}

// session runs a script at a console with a database of its own.
func session(t *testing.T, script string) string {
	t.Helper()
	db, err := storage.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c, out := newConsole()
	desk := &commands.Desk{
		DB: db, Log: slog.New(slog.NewTextHandler(out, nil)), Now: func() time.Time { return noon }, MaxAlerts: 9, MaxPlaceAlerts: 9,
		Wake: func(context.Context) {}, Posts: c.Posts,
	}
	file := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := c.Prompt(t.Context(), desk, in); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestScript(t *testing.T) {
	golden(t, "script", session(t, strings.Join([]string{
		"/alert add ferry", "1", "", "/alert list", "  1  ", "9", "-1",
		"/alert add chip to:dm anyway:true", "2", "1", "1", "/alert add x to:somewhere", "what?", "exit", "/help",
	}, "\n")))
}

func TestNumbersGoOnMeaningTheButtonsShownLast(t *testing.T) {
	c, out := newConsole()
	ctx := t.Context()
	c.Show(commands.Reply{Buttons: []commands.Button{{Label: "Old", Line: "/old"}}})
	if _, err := c.Send(ctx, bot.Terminal, "", commands.Reply{Cards: []commands.Card{card}}); err != nil {
		t.Fatal(err)
	}
	if err := c.Edit(ctx, commands.Direct(bot.Terminal), "1", commands.Reply{Text: commands.Say("no buttons")}); err != nil {
		t.Fatal(err)
	}
	if got := c.button(1); got.Line != card.Buttons[0].Line {
		t.Errorf("1 is %v, want that of the card", got)
	}
	golden(t, "posts", out.String())
}

func TestPosts(t *testing.T) {
	c, _ := newConsole()
	if err := c.Posts(t.Context(), bot.Terminal, bot.Terminal); err != nil {
		t.Error(err)
	}
	if err := c.Posts(t.Context(), bot.Terminal, "elsewhere"); err == nil {
		t.Error("there is no channel elsewhere")
	}
}

// A form's questions come one after the other: kept, emptied, answered; and it
// can be left.
func TestForm(t *testing.T) {
	db, err := storage.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	c, out := newConsole()
	desk := &commands.Desk{DB: db, Now: func() time.Time { return noon }, MaxAlerts: 9, MaxPlaceAlerts: 9, Posts: c.Posts, Log: slog.New(slog.NewTextHandler(out, nil))}
	edit := commands.Button{Label: "Edit", Line: "/alert add to:dm mention:me anyway:true query:ferry", Ask: []string{"query", "to", "mention"}}
	for _, typed := range []string{"1", ".", "1", "harbour", "", "-", "/alert list"} {
		if typed == "1" {
			c.Show(commands.Reply{Buttons: []commands.Button{edit}})
		}
		c.Ask(t.Context(), desk, typed)
	}
	golden(t, "form", out.String())
}

func TestAnOpenPipeKeepsNobodyFromLeaving(t *testing.T) {
	in, typing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer typing.Close() // open until the prompt is gone
	c, _ := newConsole()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := c.Prompt(ctx, &commands.Desk{}, in); err != nil {
		t.Error(err)
	}
}
