package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/bot"
	"newshound/bot/demo"
	"newshound/bot/discord"
	"newshound/bot/discordtest"
	"newshound/bot/discordtest/picture"
	"newshound/commands"
	"newshound/sources/fetch"
	"newshound/storage"
)

var update = flag.Bool("update", false, "draw the answers anew")

const answers = "../../commands/testdata/answers"

// nine is what every clock shows while the answers are drawn, in Berlin.
var nine = time.Date(2026, 3, 2, 9, 0, 0, 0, time.FixedZone("CET", 3600))

// A studio is a Discord server with the bot on it and the sample news beside
// it, at one moment.
type studio struct {
	*discordtest.Server
	t       *testing.T
	news    *demo.Site
	desk    *commands.Desk
	homes   []string // of the sources, in their order
	shown   *strings.Replacer
	guild   *discordtest.Guild
	channel *discordtest.Channel
	ann     *discordtest.User
	bot     *bot.Bot
	drawn   []string
	answers []said
}

// said is what was answered, as it reads.
type said struct{ asked, text string }

// Every command is asked, and what it answers is drawn as Discord shows it.
// -update writes the pictures that the README shows.
func TestPicturesOfAnswers(t *testing.T) {
	s := newStudio(t)
	for i, home := range s.homes[:3] {
		s.ask("source add", map[string]any{"url": home}, i == 0)
		s.read(home)
	}
	s.news.Publish(1)
	for _, home := range s.homes[:3] {
		s.read(home)
	}
	for _, a := range sittings(s) {
		s.ask(a.name, a.options, !a.before)
	}
	s.fromMenu("Summarize links", "links")
	for _, c := range commands.All() {
		if !c.Pressed && !slices.Contains(s.drawn, fileOf(c.Name)) {
			s.example(c, true)
		}
	}
	s.post()
	s.readme()
	left, err := os.ReadDir(answers)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range left {
		if !slices.Contains(s.drawn, file.Name()) {
			t.Errorf("%s/%s is of no command", answers, file.Name())
		}
	}
}

// A sitting is a command to be drawn, or one that has to be asked before.
type sitting struct {
	name    string
	options map[string]any
	before  bool
}

// sittings are commands in an order in which each has something to say. The
// others are asked what their examples ask.
func sittings(s *studio) []sitting {
	type o = map[string]any
	return []sitting{
		{"follow", o{"url": "The Ansel Post", "query": "ferry OR harbour"}, false},
		{"unfollow", o{"source": "The Ansel Post"}, false},
		{"source list", nil, false},
		{"source show", o{"source": "Meridian Wire"}, false},
		{"source check", o{"source": "Tidelab"}, false},
		{"source edit", o{"source": "Tidelab", "schedule": "*/15 * * * *", "tags": "science, labs"}, false},
		{"source export", nil, false},
		{"source import", o{"file": discordtest.Upload{Name: "feeds.opml", URL: s.upload(opmlFile)}}, false},
		{"source remove", o{"source": "Example"}, false},
		{"alert add", o{"query": "ferry OR harbour", "to": "dm"}, false},
		{"alert add", o{"query": "ferry OR harbour", "to": "dm", "anyway": true}, true},
		{"alert list", nil, false},
		{"alert show", o{"alert": "1"}, false},
		{"alert test", o{"query": `lithium -brine`}, false},
		{"alert edit", o{"alert": "1", "every": "daily"}, false},
		{"alert why", o{"url": s.homes[0] + "ferry-aground"}, false},
		{"alert pause", o{"alert": "1"}, false},
		{"alert pause", o{"alert": "1"}, true},
		{"alert snooze", o{"alert": "1", "for": "8h"}, false},
		{"alert held", nil, false},
		{"alert export", nil, false},
		{"alert import", o{"file": discordtest.Upload{Name: "alerts.txt", URL: s.upload("title:merger\nchips -potato\n\"fed rate\"~5\n(open\n")}}, false},
		{"mute article", o{"url": s.homes[0] + "ferry-aground"}, false},
		{"mute source", o{"source": "Tidelab"}, false},
		{"mute word", o{"word": "football"}, false},
		{"mute story", o{"story": "ferry aground"}, false},
		{"mute list", nil, false},
		{"mute off", o{"mute": "football"}, false},
		{"alert remove", o{"alert": "1"}, false},
		{"digest set", o{"channel": s.channel, "time": "8:00", "timezone": "Europe/Berlin"}, false},
		{"digest list", nil, false},
		{"digest preview", nil, false},
		{"digest off", nil, false},
		{"news latest", nil, false},
		{"news search", o{"query": "lithium -brine"}, false},
		{"news story", o{"story": "ferry aground"}, false},
		{"story follow", o{"story": "ferry aground"}, false},
		{"story list", nil, false},
		{"story unfollow", o{"story": "ferry aground"}, false},
		{"summarize", o{"url": s.homes[0] + "ferry-aground"}, false},
		{"settings me", o{"timezone": "Europe/Berlin"}, false},
		{"settings server", o{"style": "compact"}, false},
		{"settings channel", o{"style": "headline"}, false},
		{"privacy export", nil, false},
		{"privacy delete", nil, false},
		{"start", nil, false},
		{"help", nil, false},
	}
}

const opmlFile = `<opml version="2.0"><body><outline text="Example" xmlUrl="https://example.com/feed"/>` +
	`<outline text="Coast" xmlUrl="https://coast.example/rss"/><outline text="No address"/></body></opml>`

func newStudio(t *testing.T) *studio {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	clock := func() time.Time { return nine }
	s := &studio{Server: discordtest.New(t, discordtest.Clock(clock), discordtest.Unlimited()), t: t}
	var err error
	if s.news, err = demo.NewSite(clock); err != nil {
		t.Fatal(err)
	}
	var hosts []string
	for _, src := range s.news.Sources() {
		server := httptest.NewServer(s.news)
		t.Cleanup(server.Close)
		s.homes = append(s.homes, server.URL+src.Path)
		name := strings.Trim(src.Path, "/")
		hosts = append(hosts, server.URL+src.Path, "https://"+name+".example/", strings.TrimPrefix(server.URL, "http://"), name+".example")
	}
	s.shown = strings.NewReplacer(hosts...)
	s.guild = s.Guild("Ansel")
	s.channel, s.ann = s.guild.Text("news"), s.guild.Member("ann", s.guild.Role("editor", discordtest.Permission(1<<5)))
	db, err := storage.Open(ctx, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	log := slog.New(slog.DiscardHandler)
	chat, err := discord.New(discord.Options{Token: s.Token, API: s.URL(), Log: log, DB: db})
	if err != nil {
		t.Fatal(err)
	}
	web := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond, PerHost: 8})
	b, err := bot.New(db, web, chat, log, bot.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	s.bot, s.desk = b, b.Desk(chat.Posts)
	s.desk.Wake = func(context.Context) {} // what is due is read when the studio says so
	ended := make(chan error, 1)
	go func() { ended <- chat.Run(ctx, s.desk) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return s
}

// upload puts a file where Discord would have it.
func (s *studio) upload(content string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, content) }))
	s.t.Cleanup(server.Close)
	return server.URL + "/feeds.opml"
}

// read has a source read now.
func (s *studio) read(home string) {
	s.t.Helper()
	all, err := s.desk.DB.SourceNames(s.t.Context(), s.guild.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	host := strings.Join(strings.Split(home, "/")[:3], "/")
	for _, src := range all {
		if strings.HasPrefix(src.URL, host) {
			if _, _, err := s.desk.Check(s.t.Context(), src.ID); err != nil {
				s.t.Fatal(err)
			}
			return
		}
	}
	s.t.Fatalf("%s is no source here", home)
}

// ask uses a command as ann, and draws the answer.
func (s *studio) ask(name string, options map[string]any, draw bool) {
	s.t.Helper()
	reply, err := s.Command(s.t.Context(), s.ann, s.channel, name, options)
	if err != nil {
		s.t.Errorf("/%s: %v", name, err)
		return
	}
	s.answers = append(s.answers, said{name, reply.Message.Text()})
	if draw {
		s.draw(reply.Message, typed(name, options), fileOf(name))
	}
}

// example asks what a command's example does.
func (s *studio) example(c commands.Command, draw bool) {
	s.t.Helper()
	_, typed, err := commands.Parse(c.Example)
	if err != nil {
		s.t.Fatal(err)
	}
	options := map[string]any{}
	for name, value := range typed {
		options[name] = value
	}
	s.ask(c.Name, options, draw)
}

// typed is a command as one types it.
func typed(name string, options map[string]any) string {
	line := "/" + name
	known, _ := commands.Find(name)
	for _, o := range known.Options {
		switch v := options[o.Name].(type) {
		case nil:
		case *discordtest.Channel:
			line += " " + o.Name + ":#" + v.Name
		case discordtest.Upload:
			line += " " + o.Name + ":" + v.Name
		default:
			line += fmt.Sprint(" ", o.Name, ":", v)
		}
	}
	return line
}

// fromMenu uses a message's menu, and draws the answer.
func (s *studio) fromMenu(label, command string) {
	s.t.Helper()
	m := s.Say(s.ann, s.channel, "Have you seen "+s.homes[0]+"ferry-aground ?")
	reply, err := s.MessageCommand(s.t.Context(), s.ann, m, label)
	if err != nil {
		s.t.Errorf("%s: %v", label, err)
		return
	}
	s.draw(reply.Message, label, fileOf(command))
}

// post draws what a channel is posted, once another source has picked it up.
func (s *studio) post() {
	s.t.Helper()
	s.ask("settings server", map[string]any{"style": "card"}, false)
	s.draw(s.posted(nil, "Alert: "), "", "post.svg")
}

// posted is the post of an alert with more options, once it has all of these
// words.
func (s *studio) posted(options map[string]any, words ...string) discordtest.Message {
	s.t.Helper()
	s.ask("settings channel", map[string]any{"style": "card"}, false)
	alert := map[string]any{"query": "bridge OR storm OR ferry", "anyway": true}
	maps.Copy(alert, options)
	s.ask("alert add", alert, false)
	s.news.Publish(2)
	for _, home := range s.homes[:3] {
		s.read(home)
	}
	ctx, stop := context.WithTimeout(s.t.Context(), time.Minute)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- s.bot.Run(ctx) }()
	m, err := s.WaitMessage(ctx, s.channel, func(m discordtest.Message) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(m.Text(), w) })
	})
	if err != nil {
		s.t.Errorf("the post did not come: %v", err)
		for _, m := range s.Messages(s.channel) {
			s.t.Log(m.Text())
		}
	}
	stop()
	if err := <-ended; err != nil {
		s.t.Error(err)
	}
	return m
}

// readme holds the README's table against the commands there are.
func (s *studio) readme() {
	s.t.Helper()
	const file, begin, end = "../../README.md", "<!-- answers -->\n", "<!-- end of answers -->\n"
	text, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		s.t.Fatalf("%s has no place for the answers, between %q and %q", file, begin, end)
	}
	var b strings.Builder
	b.WriteString("| command | its answer |\n| --- | --- |\n")
	for _, c := range commands.All() {
		if !c.Pressed {
			fmt.Fprintf(&b, "| `%s`<br>%s | ![what /%s answers](commands/testdata/answers/%s) |\n", c.Usage(), c.Help, c.Name, fileOf(c.Name))
		}
	}
	want := before + begin + b.String() + end + after
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			s.t.Fatal(err)
		}
	} else if want != string(text) {
		s.t.Errorf("%s does not show what every command answers; -update writes it anew", file)
	}
}

func fileOf(name string) string { return strings.ReplaceAll(name, " ", "-") + ".svg" }

// draw draws a message as it was sent, the loopback addresses of the sample
// news by their names, and holds it against the picture that there is.
func (s *studio) draw(m discordtest.Message, asked, file string) {
	s.t.Helper()
	s.drawn = append(s.drawn, file)
	var named discordtest.Message
	if err := json.Unmarshal([]byte(s.shown.Replace(string(m.Raw))), &named); err != nil {
		s.t.Fatal(err)
	}
	got := picture.Of(named, picture.View{
		Asked: s.shown.Replace(asked), By: s.ann.Name, Now: nine, Names: map[string]string{s.channel.ID: s.channel.Name, s.ann.ID: s.ann.Name},
	})
	path := filepath.Join(answers, file)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(want, got) {
		s.t.Errorf("what /%s answers does not look like %s (%v); -update draws it anew. It says:\n%s", asked, path, err, m.Text())
	}
}
