package discover

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newshound/sources/fetch"
)

func linksOf(body string, headers ...string) []string {
	base := &url.URL{Scheme: "https", Host: "show.example", Path: "/"}
	return linked(base, answer{resp: &fetch.Response{Body: []byte(body), Links: headers}})
}

func TestLinked(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       []string
	}{
		{"link elements before anchors", `<a href="/rss">RSS</a><link rel="alternate feed" href="/f">`, []string{"https://show.example/f"}},
		{"a podcast on its host", `<a href="https://feeds.pods.example/show1">RSS</a><a href="https://other.example/rss-news">x</a>`, []string{"https://feeds.pods.example/show1"}},
		{"a file elsewhere", `<a href="https://cdn.example/show/podcast.rss">`, []string{"https://cdn.example/show/podcast.rss"}},
		{"a podcast in Apple's directory", `<a href="https://podcasts.apple.com/us/podcast/show/id123">Listen</a>`, []string{"https://itunes.apple.com/lookup?entity=podcast&id=123"}},
		{"nothing", `<a href="javascript:rss">x</a><a href="">y</a><link rel="stylesheet" href="/feed">`, nil},
	} {
		if diff := cmp.Diff(c.want, linksOf(c.body)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func FuzzLinked(f *testing.F) {
	f.Add(`<link rel="alternate" type="application/rss+xml" href="/feed"><base href="//x"><a href="rss.xml">`, `</h.xml>; rel="alternate"; type="application/rss+xml"`)
	f.Add(`<a href="https://podcasts.apple.com/id1"><a href="feed:x"><LINK REL=feed HREF='`, `<`)
	f.Add(strings.Repeat("<a href=rss", 100), strings.Repeat("<,>;", 100))
	f.Fuzz(func(t *testing.T, body, header string) {
		for _, at := range linksOf(body, header) {
			if u, err := url.Parse(at); err != nil || u.Host == "" && u.Opaque == "" || u.Scheme != "http" && u.Scheme != "https" {
				t.Errorf("an address %q", at)
			}
		}
	})
}
