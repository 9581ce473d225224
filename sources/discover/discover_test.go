package discover_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newshound/sources"
	"newshound/sources/discover"
	"newshound/sources/fetch"
)

// rss is a feed with a title and one article.
func rss(title, article string) string {
	return "<rss><channel><title>" + title + "</title><item><title>" + article + "</title><link>https://e.example/" + article + "</link></item></channel></rss>"
}

const newsmap = `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://e.example/1</loc><news:news><news:title>One</news:title></news:news></url></urlset>`

func TestFind(t *testing.T) {
	page := func(head string) string { return "<!doctype html><html><head>" + head + "</head><body></body></html>" }
	for _, test := range []struct {
		name  string
		site  map[string]string // path to body; HOST stands for the server
		paste string            // below the server
		want  []string          // "path title"
	}{
		{"a feed itself", map[string]string{"/x": rss("A", "1")}, "/x", []string{"/x A"}},
		{"link elements, one of each article's feed, comments last", map[string]string{
			"/": page(`<link rel="alternate" type="application/rss+xml" href="/comments.rss"><link rel=alternate type=application/atom+xml href=main.rss>
				<LINK REL="Alternate" TYPE="application/rss+xml" HREF="HOST/main2.rss"/><link rel="alternate" type="text/html" href="/sv/"><link rel="alternate" type="application/json" href="/wp-json/1">
				<link rel="alternate" type="application/feed+json" href="/sport.json"><link rel="alternate" type="application/rss+xml" href="/broken">`),
			"/main.rss": rss("Main", "1"), "/main2.rss": rss("Main again", "1"), "/comments.rss": rss("Comments", "2"),
			"/sport.json": `{"title":"Sport","items":[{"id":"3","url":"https://e.example/3"}]}`, "/broken": page(""), "/sv/": rss("no", "9"),
		}, "/", []string{"/main.rss Main", "/sport.json Sport", "/comments.rss Comments"}},
		{"a base element", map[string]string{
			"/a/b": page(`<base href="/c/"><link rel="feed" href="f">`), "/c/f": rss("C", "1"),
		}, "/a/b", []string{"/c/f C"}},
		{"a link header", map[string]string{"/linked": page(""), "/h.xml": rss("H", "1")}, "/linked", []string{"/h.xml H"}},
		{"an anchor", map[string]string{"/": `<a href="/about">About</a><a href="/our/rss">RSS</a>`, "/our/rss": rss("R", "1")}, "/", []string{"/our/rss R"}},
		{"a usual path below the page", map[string]string{"/blog/": page(""), "/blog/feed": rss("Blog", "1"), "/feed": rss("Root", "2")}, "/blog/", []string{"/blog/feed Blog"}},
		{"a usual path where the page is not to be read", map[string]string{"/rss.xml": rss("R", "1")}, "/forbidden", []string{"/rss.xml R"}},
		{"a sitemap that robots.txt names", map[string]string{
			"/": page(""), "/robots.txt": "User-agent: *\nSitemap: HOST/pages.xml\nsitemap:HOST/today/news.xml\n",
			"/pages.xml": "<urlset><url><loc>https://e.example/x</loc></url></urlset>", "/today/news.xml": newsmap,
		}, "/", []string{"/today/news.xml "}},
		{"an index of dated sitemaps stays the source", map[string]string{
			"/": page(""), "/sitemap.xml": "<sitemapindex><sitemap><loc>HOST/news-2026-03.xml</loc></sitemap></sitemapindex>", "/news-2026-03.xml": newsmap,
		}, "/", []string{"/sitemap.xml "}},
		{"a profile", map[string]string{"/@jo": page(""), "/@jo.rss": rss("Jo", "1")}, "/@jo", []string{"/@jo.rss Jo"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var host string
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/linked" {
					w.Header().Add("Link", `</style.css>; rel=preload, </h.xml>; rel="alternate"; type="application/rss+xml"`)
				}
				if r.URL.Path == "/forbidden" {
					w.WriteHeader(http.StatusForbidden)
					return
				}
				body, ok := test.site[r.URL.Path]
				if !ok {
					http.NotFound(w, r)
					return
				}
				io.WriteString(w, strings.ReplaceAll(body, "HOST", host))
			}))
			defer server.Close()
			host = server.URL
			found, err := discover.Find(t.Context(), loopback(), server.URL+test.paste)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range found {
				got = append(got, strings.TrimPrefix(c.URL, host)+" "+c.Title)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFindWithoutScheme(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, rss("A", "1")) }))
	defer server.Close()
	found, err := discover.Find(t.Context(), loopback(), strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]discover.Candidate{{URL: server.URL, Title: "A"}}, found); diff != "" {
		t.Error(diff)
	}
}

func loopback() *fetch.Client {
	return fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond, PerHost: 8})
}

func TestFindNothing(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			io.WriteString(w, "<html></html>")
		case "/gone":
			w.WriteHeader(http.StatusGone)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	_, err := discover.Find(t.Context(), loopback(), server.URL)
	const want = "No feed was found at 127.0.0.1; tried were the page itself, the feeds it links, usual addresses such as /feed and /rss.xml, and news sitemaps. If the site has one, paste its address."
	if !errors.Is(err, sources.ErrNotFeed) || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if _, err = discover.Find(t.Context(), loopback(), server.URL+"/missing"); err == nil || err.Error() != "127.0.0.1 has nothing at this address; check it in a browser." {
		t.Errorf("got %v", err)
	}
	if _, err = discover.Find(t.Context(), loopback(), server.URL+"/gone"); !errors.Is(err, sources.ErrGone) {
		t.Errorf("got %v", err)
	}
	if _, err = discover.Find(t.Context(), fetch.New(fetch.Options{}), server.URL); !errors.Is(err, sources.ErrPrivate) {
		t.Errorf("got %v", err)
	}
	if _, err = discover.Find(t.Context(), loopback(), "north korea"); err == nil || err.Error() != "Paste a link, such as https://example.com/news." {
		t.Errorf("got %v", err)
	}
}
