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
		{"https://example.com/app#/notice?id=5", "https://example.com/app#/notice?id=5"},
		{"https://example.com/?ref_no=1&ns_id=2&campaign_id=3&at_home=4&ga_x=5&wt_y=6", "https://example.com?at_home=4&campaign_id=3&ga_x=5&ns_id=2&ref_no=1&wt_y=6"},
		{"https://example.com/x?ns_mchannel=rss&ns_source=a&ns_campaign=b&at_campaign=64&mc_cid=1&CMP=share", "https://example.com/x"},
		{"https://example.com/x;jsessionid=11A0F?PHPSESSID=1&ASPSESSIONIDAB=2&id=3", "https://example.com/x?id=3"},
		{"https://example.com/x;v=1;jsessionid=2/y", "https://example.com/x;v=1/y"},
		{"https://example.com/(S(abcdefghijklmnopqrstuvw5))/x", "https://example.com/x"},
		{"https://example.com/t?sid=4711", "https://example.com/t?sid=4711"},
		{"https://example.com/t?sid=0123456789abcdef0123456789abcdef", "https://example.com/t"},
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

func TestName(t *testing.T) {
	for _, c := range []struct{ why, ref, want, unrevised string }{
		{"an ID", "post-7", "post-7", "post-7"},
		{"a URL counts in canonical form", "http://www.example.com/7/?utm_medium=rss", "https://example.com/7", "https://example.com/7"},
		{"a number in the fragment may be a revision", "https://example.com/7#12", "https://example.com/7#12", "https://example.com/7"},
		{"a word in the fragment is none", "https://example.com/notes#v1.2", "https://example.com/notes#v1.2", "https://example.com/notes#v1.2"},
		{"nor is a number in an ID", "tag:example.com#7", "tag:example.com#7", "tag:example.com#7"},
		{"white space is no name", " \n", "", ""},
	} {
		if got := Name(c.ref); got != c.want || Unrevised(got) != c.unrevised {
			t.Errorf("%s: got %q, unrevised %q", c.why, got, Unrevised(got))
		}
	}
	if got := Name(strings.Repeat("x", 201)); len(got) != 64 {
		t.Errorf("a long guid gave a name of %d bytes", len(got))
	}
}

func TestTitleName(t *testing.T) {
	if got := TitleName(" Seven\n days ", time.Date(2026, 3, 4, 23, 0, 0, 0, time.FixedZone("", -7200))); got != "Seven days 2026-03-05T01:00:00Z" {
		t.Errorf("got %q", got)
	}
	if got := TitleName("", time.Time{}); got != "" {
		t.Errorf("of nothing: got %q", got)
	}
}

func TestFormerKey(t *testing.T) {
	day := time.Date(2026, 3, 4, 23, 0, 0, 0, time.FixedZone("", -7200))
	for _, c := range []struct{ guid, link, title, want string }{
		{"post-7", "https://example.com/7", "Seven", "post-7"},
		{"https://example.com/7#12", "", "", "https://example.com/7"},
		{"https://example.com/app#/n?id=5", "", "", "https://example.com/app"},
		{"", "https://example.com/n?ref_no=17&Campaign_ID=2&id=1", "", "https://example.com/n?id=1"},
		{"", "https://example.com/notes#v1.2", "", "https://example.com/notes#v1.2"},
		{"", "", " Seven\n days ", "Seven days 2026-03-05"},
	} {
		if got := FormerKey(c.guid, c.link, c.title, day); got != c.want {
			t.Errorf("of %q, %q, %q: got %q, want %q", c.guid, c.link, c.title, got, c.want)
		}
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
