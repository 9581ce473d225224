package commands

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/sources/text"
	"newshound/storage"
)

// noon is what every clock shows.
var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// A newsroom is a desk with something on it. In the place town are ann, who
// manages it, and bob; in the place coast is eve, who manages that.
type newsroom struct {
	*testing.T
	*Desk
	site *httptest.Server
}

func newNewsroom(t *testing.T) *newsroom {
	t.Helper()
	db, err := storage.Open(t.Context(), ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	n := &newsroom{T: t, site: httptest.NewServer(pages())}
	t.Cleanup(n.site.Close)
	n.Desk = &Desk{
		DB: db, Log: slog.New(failing{t}), Now: func() time.Time { return noon }, MaxAlerts: 4, MaxPlaceAlerts: 8,
		Web:  fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond, PerHost: 8}),
		Wake: func(context.Context) {}, Read: readPage, Posts: mayPost, Open: openFile, Check: n.check, Thread: openThread, Coverage: coverage, Took: took, Limits: func() Text { return Say("Nothing waits for its turn.") }, Related: n.related,
	}
	if err := db.Tx(t.Context(), func(tx *storage.Tx) error { return n.stock(tx) }); err != nil {
		t.Fatal(err)
	}
	return n
}

// stock puts sources and articles on the desk.
func (n *newsroom) stock(tx *storage.Tx) error {
	ctx := n.Context()
	for _, s := range stocked {
		for _, place := range strings.Fields(s.places) {
			if err := tx.AddSource(ctx, place, "ann", &s.Source, noon); err != nil {
				return err
			}
		}
		s.NextPoll = noon.Add(3 * time.Minute)
		if err := tx.SavePoll(ctx, s.Source); err != nil {
			return err
		}
	}
	for i, a := range articles() {
		a.Key, a.Canonical, a.Lang = fmt.Sprint(i), sources.Canonical(a.URL), "en"
		if err := tx.AddArticle(ctx, &a); err != nil {
			return err
		}
		if a.Story == 0 {
			a.Story = a.ID
		}
		if err := tx.GroupArticle(ctx, a); err != nil {
			return err
		}
		var words []string
		for token := range text.Scan(a.Title+"\n"+a.Text, a.Lang) {
			words = append(words, token.Fold, token.Stem)
		}
		if err := tx.IndexText(ctx, a.ID, words); err != nil {
			return err
		}
	}
	return nil
}

var stocked = []struct {
	places string
	sources.Source
}{
	{"town", sources.Source{URL: "https://post.example/feed", Title: "The Post", Site: "https://post.example", ReadAt: noon.Add(-time.Minute)}},
	{"town", sources.Source{URL: "https://tidelab.example/rss?token=sesame", Title: "Tidelab", ReadAt: noon.Add(-time.Hour)}},
	{"coast", sources.Source{URL: "https://letter.example/feed", Title: "Coast Letter"}},
	{"coast", sources.Source{URL: "https://echo.example/feed", Title: "Echo"}},
	{"coast", sources.Source{URL: "https://echo.example/world/feed", Title: "Echo"}},
	{"town coast", sources.Source{URL: "https://wire.example/feed", Title: "Coast Wire", Failures: 2, Error: "wire.example answers with status 500."}},
}

func articles() []sources.Article {
	out := []sources.Article{{
		Source: 1, Title: "Pilots warn of a creeping sandbank", URL: "https://post.example/sandbank", Seen: noon.AddDate(0, 0, -5),
		Text: "The sandbank has moved 40 metres towards the ferry channel.",
	}, {
		Source: 3, Title: "Letter: what the harbour hides", URL: "https://letter.example/hides", Seen: noon.AddDate(0, 0, -4),
		Text: "The harbour office kept the survey to itself.",
	}, {
		Source: 1, Title: "Ferry aground off Port Ansel", URL: "https://post.example/ferry", Seen: noon.Add(-5 * time.Hour),
		Text: "The ferry Saint Brannoc ran aground with 312 people aboard.", Hashtags: []string{"#Ferry", "#PortAnsel"}, Keyphrases: []string{"Saint Brannoc", "Port Ansel"},
		Image: "https://post.example/ferry.jpg",
	}, {
		Source: 6, Title: "All 312 rescued from stranded ferry", URL: "https://wire.example/rescued", Seen: noon.Add(-4 * time.Hour),
		Text: "Tugs took everybody off the ferry by noon.", Story: 3,
	}, {
		Source: 3, Title: "Letter: the ferry's captain speaks", URL: "https://letter.example/captain", Seen: noon.Add(-3 * time.Hour),
		Text: "The captain of the ferry blames the chart.", Story: 3,
	}, {
		Source: 2, Title: "Coastguard called to a ferry", URL: "https://tidelab.example/call", Seen: noon.Add(-150 * time.Minute),
		Published: noon.Add(-6 * time.Hour), Text: "The coastguard was called at six to a ferry on the sandbank.", Story: 3,
	}, {
		Source: 2, Title: "A quantum chip remembers for four seconds", URL: "https://tidelab.example/chip", Seen: noon.Add(-2 * time.Hour),
		Text: "The chip held a qubit for 4.1 seconds.",
	}}
	for i := range out {
		out[i].Summary = []string{out[i].Text}
	}
	for i := range 170 {
		out = append(out, sources.Article{
			Source: 2, Title: fmt.Sprint("Potato price, reading ", i+1), URL: fmt.Sprint("https://tidelab.example/potato/", i+1),
			Seen: noon.AddDate(0, 0, -3),
		})
	}
	return out
}

// pages is a web site: one feed by itself, and a page that has two.
func pages() http.Handler {
	mux := http.NewServeMux()
	feed := func(path, title string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>%s</title><item><title>%[1]s</title><link>https://gazette.example%s</link></item></channel></rss>`, title, path)
		})
	}
	feed("/gazette.xml", "Gazette")
	feed("/sport.xml", "Herald Sport")
	feed("/world.xml", "Herald World")
	mux.HandleFunc("/herald", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<html><head><link rel="alternate" type="application/rss+xml" href="/world.xml">
			<link rel="alternate" type="application/rss+xml" href="/sport.xml"></head><body>The Herald</body></html>`)
	})
	mux.HandleFunc("/plain", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "<html><body>Nothing to follow.</body></html>")
	})
	return mux
}

func readPage(_ context.Context, url string) (sources.Article, error) {
	if url == "https://away.example/harbour" {
		return sources.Article{Title: "What the harbour saw", URL: url, Summary: []string{"A ferry, aground."}}, nil
	}
	if url != "post.example/ferry" {
		return sources.Article{}, fmt.Errorf("%s cannot be reached.", url)
	}
	return sources.Article{
		Title: "Ferry aground off Port Ansel", URL: "https://post.example/ferry", Author: "Mara Lind", Published: noon.Add(-5 * time.Hour),
		Summary: []string{"The ferry Saint Brannoc ran aground with 312 people aboard."}, Hashtags: []string{"#Ferry"},
	}, nil
}

// openFile opens the lists that people attach.
func openFile(_ context.Context, name string) ([]byte, error) {
	switch name {
	case "feeds.opml":
		return []byte(`<opml version="2.0"><body>
			<outline text="Sea"><outline text="Harbour News" xmlUrl="https://harbour.example/feed" htmlUrl="https://harbour.example"/>
				<outline text="The Post" xmlUrl="https://post.example/feed"/></outline>
			<outline text="A folder left open"><outline text="No address" type="rss"/>
			<outline text="Tides" xmlUrl="https://tides.example/rss?a=1&b=2"/>`), nil
	case "alerts.txt":
		return []byte("\ufeff" + listHead + "/alert add to:dm every:daily most:20 query:\"north korea\" -football\r\nferry OR harbour\n\n#opentowork\n" +
			"ferry OR harbour\n(fog\n/alert add to:town-news query:mist\n/alert list\n/alert add to:dm every:never query:rain\n"), nil
	case "picture.png":
		return []byte("\x89PNG"), nil
	}
	return nil, fmt.Errorf("there is no file %s.", name)
}

// took knows that Tidelab is slow.
func took(source int64) time.Duration {
	if source == 2 {
		return 12 * time.Second
	}
	return time.Second
}

func openThread(_ context.Context, _, message, name string) (string, error) {
	return message + " " + name, nil
}

// coverage knows what there is of the ferry.
func coverage(_ context.Context, a sources.Article) ([]int64, error) {
	if strings.Contains(a.Title, "harbour") {
		return []int64{3, 4, 5, 6}, nil
	}
	return nil, nil
}

// related knows what came before the ferry.
func (n *newsroom) related(ctx context.Context, place string, a sources.Article) ([]sources.Article, error) {
	if a.Story != 3 {
		return nil, nil
	}
	return n.DB.Articles(ctx, place, []int64{1, 2})
}

// check polls a source: its first item is new, and Coast Wire still fails.
func (n *newsroom) check(ctx context.Context, id int64) (fresh, edited int, err error) {
	src, err := n.DB.Source(ctx, id)
	if err != nil {
		return 0, 0, err
	}
	src.PolledAt, src.NextPoll, src.Why = noon, noon.Add(10*time.Minute), sources.ByRhythm
	if src.Failures > 0 {
		src.Failures, src.Why = src.Failures+1, sources.ByFailure
	} else {
		src.ReadAt, fresh = noon, 1
	}
	return fresh, 0, n.DB.Tx(ctx, func(tx *storage.Tx) error { return tx.SavePoll(ctx, src) })
}

func mayPost(_ context.Context, place, channel string) error {
	if strings.HasPrefix(channel, place) {
		return nil
	}
	return NewMistake("There is no channel %v here.", channel)
}

// failing is a log that fails the test: whatever people ask, they must not
// bring about what is our fault.
type failing struct{ t *testing.T }

func (f failing) Enabled(context.Context, slog.Level) bool { return true }
func (f failing) WithAttrs([]slog.Attr) slog.Handler       { return f }
func (f failing) WithGroup(string) slog.Handler            { return f }
func (f failing) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool { f.t.Errorf("%s: %s", r.Message, a); return true })
	return nil
}
