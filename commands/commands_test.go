package commands

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Discord takes 1 to 100 characters of help for a command and for an option,
// and names of lower-case letters (docs/interactions/application-commands).
func TestCommandsCanBeRegistered(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range All() {
		if seen[c.Name] || strings.ToLower(c.Name) != c.Name {
			t.Errorf("/%s is there twice, or has capitals", c.Name)
		}
		seen[c.Name] = true
		helps := map[string]string{"/" + c.Name: string(c.Help)}
		wasOptional := false
		for _, o := range c.Options {
			helps["/"+c.Name+" "+o.Name] = string(o.Help)
			if o.Required && wasOptional {
				t.Errorf("/%s takes %s, which it needs, after what may be left out", c.Name, o.Name)
			}
			wasOptional = !o.Required
		}
		for what, help := range helps {
			if n := utf8.RuneCountInString(help); n == 0 || n > 100 || !strings.HasSuffix(help, ".") {
				t.Errorf("the help of %s is no sentence of at most 100 characters: %q", what, help)
			}
		}
	}
}

// A pack has five sources, each of an address that is its own.
func TestStarterPacks(t *testing.T) {
	seen := map[string]bool{}
	for _, topic := range topics {
		pack, err := packOf(string(topic))
		if err != nil || len(pack) != 5 {
			t.Errorf("%s has %d sources, %v; want 5", topic, len(pack), err)
		}
		for _, o := range pack {
			if seen[o.URL] || !strings.HasPrefix(o.URL, "https://") || !strings.HasPrefix(o.Site, "https://") || o.Title == "" {
				t.Errorf("%s has %+v", topic, o)
			}
			seen[o.URL] = true
		}
	}
}

func TestExamplesAreTakenAsTheyStand(t *testing.T) {
	for _, c := range All() {
		name, options, err := Parse(c.Example)
		if err != nil || name != c.Name {
			t.Errorf("%s reads as /%s: %v", c.Example, name, err)
		} else if err := c.check(Request{Name: name, Options: options}); err != nil {
			t.Errorf("%s: %v", c.Example, err)
		}
	}
}

func TestParse(t *testing.T) {
	type options = map[string]string
	for _, c := range []struct {
		line, name string
		options    options
	}{
		{"/help", "help", options{}},
		{"  help ", "help", options{}},
		{"/Alert ADD query:ferry", "alert add", options{"query": "ferry"}},
		{`/alert add query:"north korea" OR pyongyang to:dm`, "alert add", options{"query": `"north korea" OR pyongyang`, "to": "dm"}},
		{"/alert add to:dm query:a  b", "alert add", options{"query": "a  b", "to": "dm"}},
		{"/alert add north korea to:dm", "alert add", options{"query": "north korea", "to": "dm"}},
		{"/alert add query:title:merger source:reuters", "alert add", options{"query": "title:merger source:reuters"}},
		{"/news search query:title:merger page:2", "news search", options{"query": "title:merger", "page": "2"}},
		{"/news search query:", "news search", options{"query": ""}},
		{"/follow https://a.example/?query:x", "follow", options{"url": "https://a.example/?query:x"}},
		{"/digest set url time:8:00", "digest set", options{"channel": "url", "time": "8:00"}},
	} {
		name, got, err := Parse(c.line)
		if err != nil || name != c.name || !maps.Equal(got, c.options) {
			t.Errorf("Parse(%q) = %s, %v, %v; want %s, %v", c.line, name, got, err, c.name, c.options)
		}
	}
	for _, line := range []string{"", "/", "/alert", "/alert addquery:x", "hello", "/alert list me page:1"} {
		if name, options, err := Parse(line); err == nil {
			t.Errorf("Parse(%q) = %s, %v; want an error", line, name, options)
		}
	}
}

func TestParseReadsWhatLineWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(All()).Draw(t, "command")
		word := rapid.SampledFrom([]string{"ferry", "to", "to:", "title:x", `"north`, "korea\"", "-a", "(b", "OR", "日本", ":", "8:00", "@&7", "<#7>", "\t"})
		options := map[string]string{}
		var pairs []string
		for _, o := range c.Options {
			value := strings.TrimSpace(strings.Join(rapid.SliceOfN(word, 0, 5).Draw(t, o.Name), " "))
			if slices.ContainsFunc(c.Options, func(o Option) bool { return strings.Contains(" "+value, " "+o.Name+":") }) {
				value = "plain"
			}
			pairs = append(pairs, o.Name, value)
			if value != "" {
				options[o.Name] = value
			}
		}
		line := Line(c.Name, pairs...)
		name, got, err := Parse(line)
		if err != nil || name != c.Name || !maps.Equal(got, options) {
			t.Fatalf("%q reads as %s, %v, %v; want %v", line, name, got, err, options)
		}
	})
}

// Whatever a reply offers can be pressed by the one it was said to. In each
// talk one button of a reply is pressed, of a kind that was not pressed yet.
func TestEveryButtonDoesWhatItSays(t *testing.T) {
	pressed := map[string]bool{}
	for _, file := range transcripts(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		k := &talk{newsroom: newNewsroom(t)}
		for line := range strings.Lines(string(text)) {
			prompt, typed, ok := prompted(strings.TrimSpace(line))
			if !ok {
				continue
			}
			reply, req, _ := k.ask(prompt, typed)
			for _, b := range buttonsOf(reply) {
				if kind := req.Name + " " + string(b.Label); !pressed[kind] {
					pressed[kind] = true
					k.press(req, b)
					break
				}
			}
		}
	}
	for _, kind := range []string{
		"alert add Save", "alert add Edit", "alert add Remove", "alert show Edit", "alert show Test", "alert show Pause", "alert show Snooze",
		"alert show Remove", "alert show Held back", "mute source All I have muted", "alert list 1: ferry OR harbour", "alert edit Undo", "alert pause Resume", "alert pause Pause",
		"alert remove Remove it", "alert remove Undo", "alert snooze End it", "alert test Save as an alert", "alert why Mute…", "mute article This story",
		"mute article This source", "mute article Another word…", "mute source Undo", "mute off Undo", "mute list The Post", "mute list The Post",
		"digest off Undo", "digest set Preview", "follow Herald World", "news latest More", "news search Next", "news search Back",
		"source remove Undo", "source remove Remove", "privacy delete Cancel", "unfollow Undo",
	} {
		if !pressed[kind] {
			t.Errorf("no talk has the button %q", kind)
		}
	}
}

func (k *talk) press(req Request, b Button) {
	k.Helper()
	var err error
	if req.Name, req.Options, err = Parse(b.Line); err == nil {
		k.fillIn(req, b.Ask)
		_, err = answer(k.Context(), k.Desk, req)
	}
	if err != nil {
		k.Errorf("[%s] %s: %v", b.Label, b.Line, err)
	}
}

// fillIn fills a form in as the command's example has it.
func (k *talk) fillIn(req Request, asked []string) {
	c, _ := Find(req.Name)
	_, example, _ := Parse(c.Example)
	for _, name := range asked {
		if req.Options[name] == "" && example[name] != "" {
			req.Options[name] = example[name]
		}
		required := slices.ContainsFunc(c.Options, func(o Option) bool { return o.Name == name && o.Required })
		if required && req.Options[name] == "" {
			req.Options[name] = "fog"
		}
		if name == "url" {
			req.Options[name] = k.site.URL + "/gazette.xml"
		}
	}
}

// Whatever names a thing that there is can be completed.
func TestWhatNamesAThingCompletes(t *testing.T) {
	named := []string{"source", "alert", "story", "mute", "timezone", "topic", "about", "to"}
	for _, c := range All() {
		for _, o := range c.Options {
			if slices.Contains(named, o.Name) && o.Complete == nil && !c.Pressed {
				t.Errorf("/%s cannot complete its %s", c.Name, o.Name)
			}
		}
	}
}
