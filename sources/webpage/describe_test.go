package webpage

import (
	"testing"
	"time"
)

func TestReadTime(t *testing.T) {
	for _, c := range []struct {
		text     string
		american bool
		want     string
	}{
		{"2026-03-04T08:30:00+01:00", false, "2026-03-04"},
		{"2026-03-04T08:30:00+0100", false, "2026-03-04"},
		{"Wed, 04 Mar 2026 07:30:00 GMT", false, "2026-03-04"},
		{"Published 4 March 2026 at 8.30", false, "2026-03-04"},
		{"March 4th, 2026", false, "2026-03-04"},
		{"Mar. 4, 2026", false, "2026-03-04"},
		{"3/4/2026", true, "2026-03-04"},
		{"3/4/2026", false, "2026-04-03"},
		{"3/14/2026", false, "2026-03-14"},
		{"Stand: 04.03.26, 8.30 Uhr", false, "2026-03-04"},
		{"4. März 2026", false, "2026-03-04"},
		{"Publié le 1er août 2025 à 10h", false, "2025-08-01"},
		{"4 de marzo de 2026", false, "2026-03-04"},
		{"4 marca 2026", false, "2026-03-04"},
		{"4 марта 2026 г.", false, "2026-03-04"},
		{"2026年3月4日", false, "2026-03-04"},
		{"2026. március 4.", false, "2026-03-04"},
		{"first 1 May 2025, then 4 March 2026", false, "2025-05-01"},
		{"31 February 2026", false, ""},
		{"13/13/2026", false, ""},
		{"room 12, 10 people", false, ""},
		{"4 Marchpane 2026", false, ""},
		{"1 May 1066", false, ""},
		{"", false, ""},
	} {
		got := ""
		if at := readTime(c.text, c.american); !at.IsZero() {
			got = at.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLocal(t *testing.T) {
	for _, c := range []struct{ at, shown, want string }{
		{"2026-03-04T03:30:00Z", "2026-03-03", "2026-03-03T23:30:00-04:00"},
		{"2026-03-04T22:30:00Z", "2026-03-05", "2026-03-05T00:30:00+02:00"},
		{"2026-03-04T12:00:01Z", "2026-03-04", "2026-03-04T12:00:01Z"},
		{"2026-03-04T12:00:01Z", "2026-02-01", "2026-03-04T12:00:01Z"},
		{"2026-03-04T23:30:00+01:00", "2026-03-05", "2026-03-04T23:30:00+01:00"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		got := local(at, readTime(c.shown, false))
		if got.Format(time.RFC3339) != c.want || !got.Equal(at) {
			t.Errorf("%s, shown %s: %s, want %s", c.at, c.shown, got.Format(time.RFC3339), c.want)
		}
	}
}

func TestPerson(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"By Ada Quist", "Ada Quist"},
		{"by: Ada Quist and Bo Lind", "Ada Quist and Bo Lind"},
		{"Von Ada Quist, dpa", "Ada Quist"},
		{"Por Ada Quist | 4 de marzo", "Ada Quist"},
		{"Posted on March 4, 2026 by Ada Quist", "Ada Quist"},
		{"04.03.2026 13:30 von Ada Quist", "Ada Quist"},
		{"View all posts by Ada Quist", "Ada Quist"},
		{"Ada Quist – 4 March", "Ada Quist"},
		{"Byron Quist", "Byron Quist"},
		{"Ada Quist, ada@tern.example", "Ada Quist"},
		{"admin", ""},
		{"By", ""},
		{"ada@tern.example", ""},
		{"https://tern.example/ada", ""},
		{"&lt;Ada&gt;", ""},
	} {
		if got := person(c.line); got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
}

func TestDescribe(t *testing.T) {
	type said struct{ title, author, date, site, url string }
	for _, c := range []struct {
		name, page string
		want       said
	}{
		{"only shown", `<title>The Tern</title><body><h1><a href="/">The Tern</a></h1><h1>Storm closes harbour</h1><p class="byline">By Ada Quist, 4 March 2026</p>`,
			said{"Storm closes harbour", "Ada Quist", "2026-03-04", "", ""}},
		{"site cut off", `<title>Storm closes harbour - Tern</title>`,
			said{"Storm closes harbour", "", "", "", ""}},
		{"kicker in the heading", `<meta property="og:title" content="Storm closes harbour"><h1><span>Weather</span> Storm closes harbour</h1>`,
			said{"Storm closes harbour", "", "", "", ""}},
		{"broken JSON-LD", "<script type=application/ld+json>/* x */ {\"@type\":\"NewsArticle\",\"headline\":\"Storm\ncloses harbour\",\"datePublished\":\"2026-03-04\"};</script>",
			said{"Storm closes harbour", "", "2026-03-04", "", ""}},
		{"JSON-LD by reference", `<script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Storm closes harbour","author":{"@id":"#ada"},"publisher":{"@id":"#tern"}},
			{"@type":"Person","@id":"#ada","name":"Ada Quist"},{"@type":"Organization","@id":"#tern","name":"The Tern"}]}</script>`,
			said{"Storm closes harbour", "Ada Quist", "", "The Tern", ""}},
		{"microdata", `<article itemscope><h2 itemprop="headline" class="title">Storm closes harbour</h2><span itemprop="author"><span itemprop="name">Ada Quist</span></span><time itemprop="datePublished" datetime="2026-03-04">today</time></article>`,
			said{"", "Ada Quist", "2026-03-04", "", ""}},
		{"a person before the house", `<meta name="author" content="Tern Redaktion"><p>Von Ada Quist</p>`,
			said{"", "Ada Quist", "", "", ""}},
		{"the house for want of a person", `<meta name="author" content="Tern Redaktion">`,
			said{"", "Tern Redaktion", "", "", ""}},
		{"comments have authors too", `<div id="comments"><a rel="author">Troll</a><time datetime="2026-01-01">x</time></div><a rel="author">Ada Quist</a><time datetime="2026-03-04">x</time>`,
			said{"", "Ada Quist", "2026-03-04", "", ""}},
		{"canonical", `<link rel="canonical" href="https://tern.example/"><meta property="og:url" content="/storm">`,
			said{"", "", "", "", "https://tern.example/storm"}},
	} {
		p, err := Parse([]byte(c.page), address(t, "https://tern.example/a/b?x=1"), "")
		if err != nil {
			t.Fatal(err)
		}
		got := said{p.Title, p.Author, "", p.Site, p.URL}
		if !p.Published.IsZero() {
			got.date = p.Published.Format(time.DateOnly)
		}
		if c.want.url == "" {
			c.want.url = "https://tern.example/a/b?x=1"
		}
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestDateInAddress(t *testing.T) {
	for path, want := range map[string]string{
		"/2026/03/04/storm": "2026-03-04", "/news/2026-3-4-storm": "2026-03-04", "/20260304/storm": "2026-03-04",
		"/web/20200101000000/http://tern.example/2026/03/04/storm": "2026-03-04", "/storm-20267": "", "/2026/13/45": "",
	} {
		p, err := Parse([]byte("<p>Storm</p>"), address(t, "https://tern.example"+path), "")
		got := ""
		if !p.Published.IsZero() {
			got = p.Published.Format(time.DateOnly)
		}
		if err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", path, got, err, want)
		}
	}
}
