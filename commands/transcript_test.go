package commands

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the transcripts in testdata anew")

// A talk runs the lines of a transcript. Lines that begin with a prompt, such
// as "ann@town> /alert list", are what somebody types; the number of a button
// presses that of the last reply that had one. What stands between is what the
// bot says.
type talk struct {
	*newsroom
	buttons []Button
}

// people are who may speak, and whether they manage their place.
var people = map[string]bool{"ann": true, "bob": false, "cal": false, "eve": true}

// ask answers what stands after the prompt, and says what the request was.
func (k *talk) ask(prompt, typed string) (Reply, Request, error) {
	k.Helper()
	person, place, _ := strings.Cut(prompt, "@")
	if n, err := strconv.Atoi(typed); err == nil {
		typed = k.buttons[n-1].Line
	}
	name, options, err := Parse(strings.ReplaceAll(typed, "http://site", k.site.URL))
	if err != nil {
		return Reply{Text: Say("%v", err), Private: true}, Request{}, err
	}
	req := Request{Place: place, Channel: place + "-news", Person: person, Manager: people[person], Name: name, Options: options}
	if place == "dm" {
		req.Place, req.Channel, req.Manager = Direct(person), Direct(person), true
	}
	reply := Run(k.Context(), k.Desk, req)
	if b := buttonsOf(reply); len(b) > 0 {
		k.buttons = b
	}
	return reply, req, nil
}

func buttonsOf(r Reply) []Button {
	var out []Button
	for _, c := range r.Cards {
		out = append(out, c.Buttons...)
	}
	return append(append(out, r.Buttons...), r.Menu.Buttons...)
}

// prompted parts a line of a transcript that somebody typed.
func prompted(line string) (prompt, typed string, ok bool) {
	prompt, typed, ok = strings.Cut(line, "> ")
	return prompt, typed, ok && strings.Contains(prompt, "@") && !strings.Contains(prompt, " ")
}

func transcripts(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts in testdata:", err)
	}
	return files
}

func TestTranscripts(t *testing.T) {
	for _, file := range transcripts(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			k := &talk{newsroom: newNewsroom(t)}
			var got strings.Builder
			for line := range strings.Lines(string(want)) {
				if prompt, typed, ok := prompted(strings.TrimSpace(line)); ok {
					reply, _, _ := k.ask(prompt, typed)
					if got.Len() > 0 {
						got.WriteString("\n")
					}
					got.WriteString(line + strings.ReplaceAll(shown(reply), k.site.URL, "http://site"))
				}
			}
			if *update {
				if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" && !*update {
				t.Errorf("%s reads otherwise (-want +got):\n%s", file, diff)
			}
		})
	}
}

// shown writes a reply as plain text.
func shown(r Reply) string {
	var b strings.Builder
	if r.Private {
		b.WriteString("(to them alone) ")
	}
	if len(r.Text) > 0 {
		fmt.Fprintln(&b, said(r.Text))
	}
	n := 0
	button := func(indent string, buttons []Button) {
		for _, x := range buttons {
			n++
			fmt.Fprintf(&b, "%s[%d %s] %s\n", indent, n, x.Label, x.Line)
		}
	}
	for _, c := range r.Cards {
		showCard(&b, c)
		button("  | ", c.Buttons)
	}
	button("", r.Buttons)
	if r.Menu.Label != "" {
		fmt.Fprintf(&b, "%s:\n", r.Menu.Label)
	}
	button("", r.Menu.Buttons)
	if r.File.Name != "" {
		fmt.Fprintf(&b, "with the file %s:\n%s", r.File.Name, r.File.Content)
	}
	return b.String()
}

func showCard(b *strings.Builder, c Card) {
	line := func(label, s string) {
		if s != "" {
			fmt.Fprintf(b, "  | %s%s\n", label, s)
		}
	}
	if len(c.Titled) > 0 {
		line("", said(c.Titled))
	} else {
		line("", c.Title)
	}
	line("", strings.Trim(c.Source+" · "+clock(c.Time), " ·"))
	line("", c.URL)
	for _, s := range c.Summary {
		line("", said(s))
	}
	line("", strings.Join(c.Hashtags, " "))
	line("image: ", c.Image)
	for _, k := range c.Also {
		line("also: ", k.Source+" "+clock(k.Time))
	}
	for _, k := range c.Related {
		line("related: ", k.Title+", "+k.Source+" "+clock(k.Time))
	}
	line("", said(c.Note))
}

func clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("<2 Jan 15:04>")
}

// said is a text with its bold words in asterisks.
func said(t Text) string {
	var b strings.Builder
	for _, p := range t.In(English) {
		switch {
		case !p.Time.IsZero():
			b.WriteString(clock(p.Time))
		case p.Bold:
			b.WriteString("*" + p.Words + "*")
		default:
			b.WriteString(Text{p}.String())
		}
	}
	return b.String()
}
