package sources

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"http://www.Example.com:80/a/b/?utm_source=rss&b=2&a=1#top", "https://example.com/a/b?a=1&b=2"},
		{"https://example.com", "https://example.com"},
		{"https://example.com/", "https://example.com"},
		{" https://example.com./x/../y ", "https://example.com/y"},
		{"https://example.com:8443/x", "https://example.com:8443/x"},
		{"https://user:pass@example.com/x", "https://example.com/x"},
		{"https://example.com/%7Ejo/caf%c3%a9", "https://example.com/~jo/caf%C3%A9"},
		{"https://bücher.example/x", "https://xn--bcher-kva.example/x"},
		{"https://example.com/?p=7&fbclid=x&ref=rss", "https://example.com?p=7"},
		{"https://example.com/?ref=42", "https://example.com?ref=42"},
		{"https://www.example.com/x?smid=nytcore-ios-share&at_medium=RSS&WT.mc_id=1", "https://example.com/x"},
		{"https://example.com/#!/story/1", "https://example.com#!/story/1"},
		{"https://archive.example/newest/https://www.example.com/x", "https://archive.example/newest/https://www.example.com/x"},
		{"http://[2001:db8::1]:80/x", "https://[2001:db8::1]/x"},
		{"https://www.com/x", "https://www.com/x"},
		{"urn:uuid:1-2", "urn:uuid:1-2"},
		{"/relative", "/relative"},
		{"", ""},
	} {
		if got := Canonical(c.in); got != c.want {
			t.Errorf("Canonical(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCanonicalIsItsOwnCanonicalForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := url.URL{
			Scheme:   rapid.SampledFrom([]string{"http", "https"}).Draw(t, "scheme"),
			Host:     rapid.StringMatching(`(www\.)?[a-z]{1,5}(\.[a-z]{2,3}){1,2}(:[0-9]{2,4})?`).Draw(t, "host"),
			Path:     "/" + rapid.String().Draw(t, "path"),
			RawQuery: rapid.StringMatching(`([a-z_]{1,5}=[a-z0-9%&]{0,5}&?){0,4}`).Draw(t, "query"),
			Fragment: rapid.String().Draw(t, "fragment"),
		}
		once := Canonical(u.String())
		if twice := Canonical(once); twice != once {
			t.Fatalf("%q gives %q, which gives %q", u.String(), once, twice)
		}
	})
}

func TestKey(t *testing.T) {
	day := time.Date(2026, 3, 4, 23, 0, 0, 0, time.FixedZone("", -7200))
	for _, c := range []struct{ why, guid, link, title, want string }{
		{"a guid goes first", "post-7", "https://example.com/7", "Seven", "post-7"},
		{"a guid that is a URL counts in canonical form", "http://www.example.com/7/", "", "", "https://example.com/7"},
		{"a revision counter says nothing", "https://example.com/7#12", "", "", "https://example.com/7"},
		{"a fragment tells items of one page apart", "", "https://example.com/notes#v1.2", "", "https://example.com/notes#v1.2"},
		{"without a guid the link", "", "https://example.com/7?utm_medium=rss", "Seven", "https://example.com/7"},
		{"without either title and day, in UTC", "", "", " Seven\n days ", "Seven days 2026-03-05"},
		{"white space is no guid", " \n", "https://example.com/7", "", "https://example.com/7"},
	} {
		if got := Key(c.guid, c.link, c.title, day); got != c.want {
			t.Errorf("%s: got %q, want %q", c.why, got, c.want)
		}
	}
	if got := Key("", "", "", time.Time{}); got != "" {
		t.Errorf("of nothing: got %q", got)
	}
	if got := Key(strings.Repeat("x", 201), "", "", day); len(got) != 64 {
		t.Errorf("a long guid gave a key of %d bytes", len(got))
	}
}

func TestShown(t *testing.T) {
	for in, want := range map[string]string{
		"https://jo:pw@example.com/feed?id=3":              "https://example.com/feed?id=3",
		"https://example.com/feed?api_key=abc&Token=x&n=1": "https://example.com/feed?api_key=...&Token=...&n=1",
		"http://bad\x7f/": "(an unreadable address)",
	} {
		if got := Shown(in); got != want {
			t.Errorf("Shown(%q) = %q, want %q", in, got, want)
		}
	}
}
