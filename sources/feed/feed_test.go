package feed_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newshound/sources"
	"newshound/sources/feed"
)

const base = "https://news.example/feed.xml"

func parse(t *testing.T, doc string) feed.Feed {
	t.Helper()
	f, err := feed.Parse([]byte(doc), "", base)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// noAliases leaves out what TestAliases looks at.
var noAliases = cmpopts.IgnoreFields(sources.Article{}, "Aliases")

// harbour is the article that each format below carries.
var harbour = sources.Article{
	Key:       "https://news.example/harbour",
	URL:       "https://news.example/harbour",
	Canonical: "https://news.example/harbour",
	Title:     "Harbour & bridge reopen",
	Author:    "Ada Reyes",
	Published: time.Date(2026, 3, 4, 9, 30, 0, 0, time.UTC),
	Lang:      "en",
	Text:      "The harbour reopened.\n\nShips are back.",
	Tags:      []string{"Harbour", "Ships"},
	Image:     "https://news.example/harbour.jpg",
	Comments:  "https://news.example/harbour/comments",
}

func TestFormats(t *testing.T) {
	for name, doc := range map[string]string{
		"RSS 2.0": `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:m="http://search.yahoo.com/mrss/">
			<channel><title>Example</title><link>https://news.example/</link><language>en-GB</language>
			<image><title>Logo</title><url>logo.png</url></image>
			<item><title>Harbour &amp;amp; bridge reopen</title><link> /harbour </link><guid>https://news.example/harbour</guid>
			<author>ada@news.example (Ada Reyes)</author><pubDate>Wed, 04 Mar 2026 10:30:00 +0100</pubDate>
			<category>Harbour</category><category>Ships</category><category>Ships</category><comments>harbour/comments</comments>
			<slash:comments>7</slash:comments><sy:updateBase>2000-01-01</sy:updateBase><georss:point>57.1 -2.1</georss:point>
			<description>Short.</description><content:encoded><![CDATA[<p>The harbour <b>reopened</b>.</p><p>Ships are back.</p>]]></content:encoded>
			<m:content url="harbour.jpg" medium="image"/></item></channel></rss>`,
		"Atom": `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://news.example/"><title>Example</title>
			<link rel="self" href="feed.xml"/><link href="/"/>
			<entry><title type="text">Harbour &amp; bridge reopen</title><link rel="replies" href="harbour/comments"/><link rel="replies" type="application/atom+xml" href="harbour/comments.atom"/><link rel="alternate" href="harbour"/><id>https://news.example/harbour</id>
			<author><name>Ada Reyes</name><email>ada@news.example</email></author><published>2026-03-04T09:30:00Z</published><updated>2026-03-05T09:30:00Z</updated>
			<category term="harbour" label="Harbour"/><category term="Ships"/><link rel="enclosure" type="audio/mpeg" href="a.mp3"/>
			<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><img src="harbour.jpg"/><p>The harbour reopened.</p><p>Ships are back.</p></div></content></entry></feed>`,
		"Atom with a prefix": `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en"><a:title>Example</a:title><a:link href="https://news.example/"/>
			<a:entry><a:title>Harbour &amp; bridge reopen</a:title><a:link href="https://news.example/harbour"/><a:link rel="replies" href="/harbour/comments"/><a:author><a:name>Ada Reyes</a:name></a:author>
			<a:updated>2026-03-04T09:30:00Z</a:updated><a:category term="Harbour"/><a:category term="Ships"/>
			<a:summary type="html">&lt;img src="/harbour.jpg">The harbour reopened.&lt;p>Ships are back.</a:summary></a:entry></a:feed>`,
		"RDF": `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
			<channel rdf:about="x"><title>Example</title><link>https://news.example/</link><dc:language>en</dc:language><items><rdf:Seq><rdf:li resource="x"/></rdf:Seq></items></channel>
			<item rdf:about="https://news.example/harbour"><title>Harbour &amp;amp; bridge reopen</title><link>https://news.example/harbour</link><dc:creator>Ada Reyes</dc:creator>
			<comments>https://news.example/harbour/comments</comments><dc:date>2026-03-04T10:30+01:00</dc:date><dc:subject>Harbour, Ships</dc:subject>
			<description>&lt;img src=harbour.jpg&gt;The harbour reopened.&lt;br/&gt;&lt;br/&gt;Ships are back.</description></item></rdf:RDF>`,
		"JSON Feed": `{"version":"https://jsonfeed.org/version/1.1","title":"Example","home_page_url":"https://news.example/","language":"en",
			"items":[{"id":"https://news.example/harbour","url":"/harbour","title":"Harbour & bridge reopen","authors":[{"name":"Ada Reyes"}],
			"date_published":"2026-03-04T09:30:00Z","tags":["Harbour","Ships"],"image":"harbour.jpg","content_html":"<p>The harbour reopened.</p><p>Ships are back.</p>"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			f := parse(t, doc)
			if f.Title != "Example" || f.Site != "https://news.example/" || f.Lang != "en" {
				t.Errorf("the feed reads %q, %q, %q", f.Title, f.Site, f.Lang)
			}
			want := harbour
			if name == "JSON Feed" {
				want.Comments = "" // it has no word for them
			}
			if diff := cmp.Diff([]sources.Article{want}, f.Articles, noAliases); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSitemaps(t *testing.T) {
	f := parse(t, `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
		<url><loc>https://news.example/a</loc><n:news><n:publication><n:name>Example</n:name><n:language>sv</n:language></n:publication>
		<n:publication_date>2026-03-04</n:publication_date><n:title>A title</n:title><n:keywords>one, two</n:keywords></n:news></url></urlset>`)
	want := []sources.Article{{
		Key: "https://news.example/a", URL: "https://news.example/a", Canonical: "https://news.example/a", Title: "A title",
		Published: time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC), Lang: "sv", Tags: []string{"one", "two"},
	}}
	if diff := cmp.Diff(want, f.Articles, noAliases); diff != "" || f.Title != "Example" {
		t.Error(f.Title, diff)
	}
	f = parse(t, `<sitemapindex><sitemap><loc>https://news.example/1.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
		<sitemap><loc>https://news.example/news-old.xml</loc><lastmod>2026-01-01</lastmod></sitemap>
		<sitemap><loc>https://news.example/news-new.xml</loc><lastmod>2026-03-01</lastmod></sitemap></sitemapindex>`)
	if diff := cmp.Diff([]string{"https://news.example/news-new.xml", "https://news.example/news-old.xml"}, f.Next); diff != "" {
		t.Error(diff)
	}
}

func TestDamage(t *testing.T) {
	item := func(n int) string {
		return fmt.Sprintf("<item><title>T%d é</title><link>https://e.example/%d</link></item>", n, n)
	}
	whole := "<rss><channel><title>Ex</title>" + item(1) + item(2) + "</channel></rss>"
	for name, doc := range map[string]string{
		"whole":                    whole,
		"a byte order mark":        "\ufeff" + whole,
		"junk before":              "<br />\n<b>Warning</b>: include() failed <\n" + whole,
		"junk after":               whole + "<!-- cached --> <p",
		"cut in the last item":     whole[:strings.LastIndex(whole, "</item>")],
		"an item left open":        strings.Replace(whole, "</item>", "", 1),
		"an element left open":     strings.Replace(whole, "<title>Ex", "<description>x<title>Ex", 1),
		"crossed tags":             strings.Replace(whole, "<link>", "<b><i>x</b></i><link>", 1),
		"an undeclared entity":     strings.Replace(whole, "é", "&eacute;", 1),
		"an undeclared prefix":     strings.Replace(whole, "<link>", "<foo:bar>x</foo:bar><link>", 1),
		"control characters":       strings.Replace(whole, "<title>", "\x00\x0b<title>\x01", 1),
		"a bare ampersand and <":   strings.Replace(whole, "<link>", "<description>a & b < c <3</description><link>", 1),
		"an unquoted attribute":    strings.Replace(whole, "<rss>", `<rss version=2.0 a="x>">`, 1),
		"a bad byte":               strings.Replace(whole, "é", "é", 1) + "\xff",
		"Latin-1 said to be UTF-8": `<?xml version="1.0" encoding="utf-8"?>` + strings.ReplaceAll(whole, "é", "\xe9"),
		"a doctype":                `<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY lol "&a;&a;">]>` + whole,
	} {
		t.Run(name, func(t *testing.T) {
			f := parse(t, doc)
			var got []string
			for _, a := range f.Articles {
				got = append(got, a.Title+" "+a.URL)
			}
			want := []string{"T1 é https://e.example/1", "T2 é https://e.example/2"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDamagedJSON(t *testing.T) {
	const whole = `{"version":"https://jsonfeed.org/version/1","title":"Ex","items":[{"id":"1","title":"One"},{"id":"2","title":"Two"}]}`
	for name, c := range map[string]struct {
		doc  string
		want int
	}{
		"whole":                   {whole, 2},
		"a byte order mark":       {"\ufeff" + whole, 2},
		"cut in the last item":    {whole[:strings.Index(whole, `"Two`)], 1},
		"junk after":              {whole + "<!-- cached -->", 2},
		"a comma too many":        {strings.Replace(whole, "}]", "},]", 1), 2},
		"control characters":      {strings.Replace(whole, "Two", "T\nwo\x01", 1), 2},
		"a bad byte":              {strings.Replace(whole, "Two", "Tw\xf6", 1), 2},
		"numbers as ids":          {strings.NewReplacer(`"1"`, "1", `"2"`, "2").Replace(whole), 2},
		"values of another kind":  {strings.Replace(whole, `"id":"2"`, `"id":"2","tags":"x","authors":{},"image":7,"date_published":{}`, 1), 2},
		"an item of another kind": {strings.Replace(whole, `"items":[`, `"items":[null,7,`, 1), 2},
	} {
		if f := parse(t, c.doc); len(f.Articles) != c.want || f.Title != "Ex" {
			t.Errorf("%s: %q with %d articles, want %d", name, f.Title, len(f.Articles), c.want)
		}
	}
}

func TestNoFeeds(t *testing.T) {
	for _, doc := range []string{"", "<", "hello", "<!DOCTYPE html><html><head></head></html>", `{"a":1}`, `{"title":"An answer"}`, "{", "\x00\x01", "<urlset><url><loc>https://e.example/x</loc></url></urlset>"} {
		if f, err := feed.Parse([]byte(doc), "", base); !errors.Is(err, sources.ErrNotFeed) {
			t.Errorf("%q: %v, %v", doc, f, err)
		}
	}
}

// A feed's own picture is known, however it says it.
func TestIcons(t *testing.T) {
	for doc, want := range map[string]string{
		"<rss><channel><image><title>News</title><url>/logo.png</url><link>https://news.example</link></image></channel></rss>":            "https://news.example/logo.png",
		`<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><itunes:image href="https://a.b/c.jpg"/></channel></rss>`: "https://a.b/c.jpg",
		`<feed xmlns="http://www.w3.org/2005/Atom"><logo>wide.png</logo><icon>small.png</icon></feed>`:                                     "https://news.example/small.png",
		`{"version": "https://jsonfeed.org/version/1.1", "title": "News", "favicon": "/f.png", "icon": "/i.png", "items": []}`:             "https://news.example/i.png",
		"<rss><channel><image><url>javascript:alert(1)</url></image><title>News</title></channel></rss>":                                   "",
		"<rss><channel><title>News</title></channel></rss>":                                                                                "",
	} {
		if got := parse(t, doc).Icon; got != want {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
}

func TestAsked(t *testing.T) {
	for head, want := range map[string]time.Duration{
		"":              0,
		"<ttl>60</ttl>": time.Hour,
		"<ttl>-1</ttl>": 0,
		"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>": 6 * time.Hour,
	} {
		if got := parse(t, "<rss><channel>"+head+"</channel></rss>").Every; got != want {
			t.Errorf("%s: %v", head, got)
		}
	}
	f := parse(t, "<rss><channel><skipHours><hour>0</hour><hour>24</hour><hour>7</hour></skipHours><skipDays><day>Sunday</day></skipDays></channel></rss>")
	if diff := cmp.Diff([]int{0, 0, 7}, f.SkipHours); diff != "" || len(f.SkipDays) != 1 || f.SkipDays[0] != time.Sunday {
		t.Error(diff, f.SkipDays)
	}
}

// An item goes by the first of guid, link, and title and date that no other
// item of its document has.
func TestIdentities(t *testing.T) {
	const date = "<pubDate>Wed, 04 Mar 2026 10:01:00 +0000</pubDate>"
	for _, c := range []struct {
		name, items string
		want        []string // keys
	}{
		{"guids of their own", `<item><guid>1</guid><link>https://e.example/</link></item><item><guid>2</guid><link>https://e.example/</link></item>`,
			[]string{"1", "2"}},
		{"a guid for all", `<item><guid>N/A</guid><link>https://e.example/1</link></item><item><guid>N/A</guid><link>https://e.example/2</link></item>`,
			[]string{"https://e.example/1", "https://e.example/2"}},
		{"a guid for two of three", `<item><guid>0</guid><link>https://e.example/1</link></item><item><guid>0</guid><link>https://e.example/2</link></item><item><guid>7</guid></item>`,
			[]string{"https://e.example/1", "https://e.example/2", "7"}},
		{"a guid and a link for all", `<item><guid>0</guid><link>https://e.example/x</link><title>A</title>` + date + `</item><item><guid>0</guid><link>https://e.example/x</link><title>B</title></item>`,
			[]string{"A 2026-03-04T10:01:00Z", "B"}},
		{"one's guid is another's link", `<item><guid>https://e.example/1</guid><title>A</title></item><item><link>https://e.example/1</link><title>B</title></item>`,
			[]string{"https://e.example/1", "B"}},
		{"an item listed twice", `<item><guid>0</guid><link>https://e.example/x</link><title>A</title></item><item><guid>0</guid><link>https://e.example/x</link><title>A</title></item><item><guid>1</guid></item>`,
			[]string{"A", "1"}},
		{"two texts under one title", `<item><title>A</title><description>x</description></item><item><title>A</title><description>y</description></item>`,
			[]string{"A e6952563", "A 14fea660"}},
		{"fragments that tell items apart", `<item><guid>https://e.example/x#12</guid></item><item><guid>https://e.example/x#11</guid></item><item><link>https://e.example/app#/n?id=5</link></item>`,
			[]string{"https://e.example/x#12", "https://e.example/x#11", "https://e.example/app#/n?id=5"}},
		{"a fragment that does not", `<item><guid>https://e.example/x#12</guid></item><item><guid>https://e.example/y#3</guid></item>`,
			[]string{"https://e.example/x", "https://e.example/y"}},
		{"a home page is no identity", `<item><link>https://e.example/</link><title>A</title></item><item><guid>https://e.example</guid><title>B</title></item>`,
			[]string{"A", "B"}},
		{"an unusable link", `<item><guid isPermaLink="false">https://e.example/4</guid><link>javascript:alert(1)</link></item>`,
			[]string{"https://e.example/4"}},
		{"nothing", `<item></item><item><guid> </guid></item>`, nil},
	} {
		var got []string
		for _, a := range parse(t, "<rss><channel>"+c.items+"</channel></rss>").Articles {
			got = append(got, a.Key)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestAnItemOfTextAloneHasATitle(t *testing.T) {
	f := parse(t, "<rss><channel><item><description>No title, but "+strings.Repeat("many words ", 20)+"</description></item></channel></rss>")
	if len(f.Articles) != 1 || !strings.HasPrefix(f.Articles[0].Key, "No title, but many") {
		t.Errorf("got %+v", f.Articles)
	}
}

// What several items share is reported, and identifies none of a later
// document.
func TestSharedNames(t *testing.T) {
	f := parse(t, `<rss><channel><item><guid>0</guid><link>https://e.example/1</link></item><item><guid>0</guid><link>https://e.example/2</link></item></channel></rss>`)
	if diff := cmp.Diff([]string{"0"}, f.Shared); diff != "" {
		t.Error(diff)
	}
	past := feed.Past{Shared: func(name string) bool { return name == "0" }}
	f, err := feed.ParseNew([]byte(`<rss><channel><item><guid>0</guid><link>https://e.example/3</link></item></channel></rss>`), "", base, past)
	if err != nil || len(f.Articles) != 1 || f.Articles[0].Key != "https://e.example/3" {
		t.Errorf("got %+v, %v", f.Articles, err)
	}
}

func TestAliases(t *testing.T) {
	f := parse(t, `<rss><channel><item><guid>https://e.example/x#2</guid><link>https://e.example/n?ref_no=1</link><title>A</title><pubDate>Wed, 04 Mar 2026 10:01:00 +0000</pubDate></item></channel></rss>`)
	want := []string{"https://e.example/n?ref_no=1", "A 2026-03-04T10:01:00Z", "https://e.example/x#2"}
	if diff := cmp.Diff(want, f.Articles[0].Aliases); diff != "" {
		t.Error(diff)
	}
	f = parse(t, `<rss><channel><item><link>https://e.example/n?ref_no=1</link></item></channel></rss>`)
	if diff := cmp.Diff([]string{"https://e.example/n"}, f.Articles[0].Aliases); diff != "" {
		t.Errorf("the key under the former rules: %s", diff)
	}
}

// A link that several items share tells no article from others.
func TestSharedLinks(t *testing.T) {
	f := parse(t, `<rss><channel><item><guid>1</guid><link>https://e.example/x</link></item><item><guid>2</guid><link>https://e.example/x</link></item>
		<item><guid>3</guid><link>https://e.example/y</link></item></channel></rss>`)
	var got []string
	for _, a := range f.Articles {
		got = append(got, a.Canonical)
	}
	if diff := cmp.Diff([]string{"", "", "https://e.example/y"}, got); diff != "" {
		t.Error(diff)
	}
}
