package bot

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"newshound/bot/bottest"
	"newshound/commands"
	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/storage"
)

// A world is a bot with its sources, its chat and its clock, run step by
// step.
type world struct {
	*testing.T
	*Bot
	chat *recorder
	time time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOn(t, ":memory:")
}

// newWorldOn is a world on a database of a name.
func newWorldOn(t *testing.T, name string) *world {
	t.Helper()
	w := &world{T: t, chat: &recorder{}, time: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	db, err := storage.Open(t.Context(), name)
	w.must(err)
	t.Cleanup(func() { db.Close() })
	t.Cleanup(w.nothingUnposted)
	web := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond, PerHost: 8})
	w.Bot, err = New(db, web, w.chat, slog.New(slog.DiscardHandler), Options{Now: func() time.Time { return w.time }})
	w.must(err)
	return w
}

// nothingUnposted holds all that the world has come to against the promise that
// each article is posted, named, waits, or is listed with a reason.
func (w *world) nothingUnposted() {
	if w.Bot == nil {
		return
	}
	lost, err := bottest.Unposted(context.Background(), w.db) // the test's own context has ended
	if err != nil {
		w.Error(err)
	}
	for _, l := range lost {
		w.Error("unposted: ", l)
	}
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// ask runs a command line in a place's channel of the same name. What is asked
// about before it is saved is saved.
func (w *world) ask(place, line string) commands.Reply {
	w.Helper()
	name, options, err := commands.Parse(line)
	w.must(err)
	desk := w.Desk(func(context.Context, string, string) error { return nil })
	desk.Wake = func(context.Context) {}
	reply := commands.Run(w.Context(), desk, commands.Request{
		Place: place, Channel: place, Person: "ann", Manager: true, Name: name, Options: options,
	})
	if len(reply.Buttons) > 0 && reply.Buttons[0].Label == "Save" {
		return w.ask(place, reply.Buttons[0].Line)
	}
	return reply
}

// add gives a place a source, and reads what is out already.
func (w *world) add(place string, s *site) {
	w.Helper()
	src := sources.Source{URL: s.URL + "/feed", Title: s.name}
	w.must(w.db.Tx(w.Context(), func(tx *storage.Tx) error { return tx.AddSource(w.Context(), place, "ann", &src, w.time) }))
	s.id = src.ID
	w.read(s)
}

// read polls a site, and sends what that makes owed.
func (w *world) read(s *site) {
	w.Helper()
	_, _, err := w.poll(w.Context(), s.id)
	w.must(err)
	w.sendOwed()
}

func (w *world) sendOwed() {
	w.Helper()
	channels, err := w.db.OwedChannels(w.Context(), w.time)
	w.must(err)
	for _, c := range channels {
		w.must(w.send(w.Context(), c))
	}
}

// A site is a source on loopback.
type site struct {
	*httptest.Server
	id    int64
	name  string
	mu    sync.Mutex
	items []item
	asked int // conditional requests that nothing was new for
	head  string
	// instead answers in place of the feed, if it does.
	instead func(http.ResponseWriter, *http.Request) bool
}

type item struct {
	GUID  string `xml:"guid"`
	Link  string `xml:"link"`
	Title string `xml:"title"`
	Text  string `xml:"description"`
	Date  string `xml:"pubDate,omitempty"`
	Tag   string `xml:"category,omitempty"`
}

func (w *world) site(name string) *site {
	s := &site{name: name}
	s.Server = httptest.NewServer(s)
	w.Cleanup(s.Close)
	return s
}

// publish puts items before those that are out.
func (s *site) publish(items ...item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, it := range items {
		it.Link = s.URL + "/" + it.GUID
		s.items = append([]item{it}, s.items...)
	}
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.instead != nil && s.instead(w, r) {
		return
	}
	if r.URL.Path != "/feed" {
		http.NotFound(w, r)
		return
	}
	body, _ := xml.Marshal(s.items)
	tag := fmt.Sprintf(`"%x"`, crc32.ChecksumIEEE(body))
	if r.Header.Get("If-None-Match") == tag {
		s.asked++
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("ETag", tag)
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprintf(w, `<rss version="2.0"><channel><title>%s</title><link>%s</link>%s%s</channel></rss>`, s.name, s.URL, s.head, body)
}

// A recorder is a chat that keeps what it is told, or fails as it is told to.
type recorder struct {
	said   []said
	nonces map[string]string
	lost   map[string]storage.Lost
	asked  int              // whether somebody is lost
	fail   func(said) error // before anything is kept

	published []string // messages
	lose      error    // after it is kept: the answer that gets lost
}

type said struct {
	channel, message string
	edit             bool
	reply            commands.Reply
}

func (s said) title() string {
	if len(s.reply.Cards) == 0 {
		return s.reply.Text.String()
	}
	return s.reply.Cards[0].Title
}

func (r *recorder) Send(_ context.Context, channel, nonce string, reply commands.Reply) (string, error) {
	s := said{channel, fmt.Sprint(len(r.said) + 1), false, reply}
	if r.fail != nil {
		if err := r.fail(s); err != nil {
			return "", err
		}
	}
	if known, ok := r.nonces[nonce]; ok {
		return known, nil
	}
	if r.nonces == nil {
		r.nonces = map[string]string{}
	}
	r.nonces[nonce] = s.message
	r.said = append(r.said, s)
	if err := r.lose; err != nil {
		r.lose = nil
		return "", err
	}
	return s.message, nil
}

func (r *recorder) Edit(_ context.Context, channel, message string, reply commands.Reply) error {
	s := said{channel, message, true, reply}
	if r.fail != nil {
		if err := r.fail(s); err != nil {
			return err
		}
	}
	r.said = append(r.said, s)
	return nil
}

func (r *recorder) Find(_ context.Context, channel string, _ time.Time, reply commands.Reply) (string, error) {
	for _, s := range r.said {
		if s.channel == channel && !s.edit && s.title() == (said{reply: reply}).title() {
			return s.message, nil
		}
	}
	return "", nil
}

func (r *recorder) Link(_ context.Context, place, channel, message string) string {
	return place + "/" + channel + "/" + message
}

func (r *recorder) Publish(_ context.Context, channel, message string) error {
	if r.fail != nil {
		if err := r.fail(said{channel: channel, message: message}); err != nil {
			return err
		}
	}
	r.published = append(r.published, message)
	return nil
}

// Sees finds those who are not lost.
func (r *recorder) Sees(_ context.Context, place, channel, person string) (storage.Lost, error) {
	r.asked++
	return r.lost[person], nil
}

// transcript is what was said, a line each.
func (r *recorder) transcript() string {
	var b strings.Builder
	for _, s := range r.said {
		verb := "posts"
		if s.edit {
			verb = "edits " + s.message
		}
		fmt.Fprintf(&b, "%s %s: %s", s.channel, verb, s.title())
		for _, c := range s.reply.Cards {
			if len(c.Update) > 0 {
				fmt.Fprintf(&b, " (%s, %s)", c.Update, c.Update.In(commands.English)[1].Link)
			}
			for _, also := range c.Also {
				fmt.Fprintf(&b, " (also %s)", also.Source)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

var errLost = errors.New("connection reset")
