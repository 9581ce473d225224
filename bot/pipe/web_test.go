package pipe

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newshound/sources/fetch"
)

const page = `<html lang="en"><head><title>Ferry aground</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="alternate" type="application/rss+xml" href="/sport.xml"></head>
<body><article><h1>Ferry aground</h1><p>The ferry Saint Brannoc ran aground on Corrin Bank with 312 people aboard on Monday.</p>
<p>Two tugs from Port Ansel took everybody off before noon.</p><p>The harbour office will say on Tuesday how it came to that.</p></article></body></html>`

const rss = `<rss version="2.0"><channel><title>%</title><language>en</language>
<item><guid>2</guid><link>https://post.example/2</link><title>% two</title><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><category>sea</category></item>
<item><guid>1</guid><link>https://post.example/1</link><title>% one &amp; only</title></item></channel></rss>`

// newSite serves a page that has two feeds, and a client that reaches it.
func newSite(t *testing.T) (*httptest.Server, *fetch.Client) {
	t.Helper()
	serve := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Write([]byte(body))
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/{$}", serve("text/html", page))
	mux.Handle("/feed.xml", serve("application/rss+xml", strings.ReplaceAll(rss, "%", "Post")))
	mux.Handle("/sport.xml", serve("application/rss+xml", strings.ReplaceAll(strings.ReplaceAll(rss, "post.example", "sport.example"), "%", "Sport")))
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	web := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond})
	t.Cleanup(web.Close)
	return site, web
}

func TestPoll(t *testing.T) {
	site, web := newSite(t)
	var out, errs bytes.Buffer
	if err := Poll(t.Context(), web, site.URL, &out, &errs); err != nil {
		t.Fatal(err)
	}
	want := `{"id":"2","url":"https://post.example/2","title":"Post two","published":"2026-03-02T08:00:00Z","lang":"en","tags":["sea"]}
{"id":"1","url":"https://post.example/1","title":"Post one & only","lang":"en"}
`
	if out.String() != want {
		t.Errorf("wrote\n%s, want\n%s", &out, want)
	}
	if want := "There is also " + site.URL + "/sport.xml (Sport).\n"; errs.String() != want {
		t.Errorf("said %q, want %q", &errs, want)
	}
	empty := httptest.NewServer(http.NotFoundHandler())
	defer empty.Close()
	if err := Poll(t.Context(), web, empty.URL, &out, &errs); err == nil {
		t.Error("found a feed where there is nothing")
	}
}

func TestReadOne(t *testing.T) {
	site, web := newSite(t)
	dir := t.TempDir()
	plain, html := filepath.Join(dir, "plain.txt"), filepath.Join(dir, "page.html")
	for file, content := range map[string]string{plain: "The ferry ran aground.\n", html: "\n" + page} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o, err := NewReadOptions(0, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, title := range map[string]string{site.URL: "Ferry aground", html: "Ferry aground", plain: ""} {
		a, err := ReadOne(t.Context(), web, name, o)
		if err != nil || a.Title != title || !strings.Contains(a.Text, "ran aground") || string(a.ID) != `"`+name+`"` {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
		if c := a.Card(); c.Title != title || len(c.Summary) != 1 {
			t.Errorf("the card of %s is %+v", name, c)
		}
	}
	for _, name := range []string{filepath.Join(dir, "none"), site.URL + "/none", dir} {
		if a, err := ReadOne(t.Context(), web, name, o); err == nil {
			t.Errorf("%s became %+v", name, a)
		}
	}
}
