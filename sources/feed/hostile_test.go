package feed_test

import (
	"bytes"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"newshound/sources/feed"
)

// hostile are documents that have brought parsers down, each of some
// megabytes; an entry is read in time that grows with its size alone.
func hostile() map[string][]byte {
	const n = 200_000
	repeat := func(s string) []byte { return []byte(strings.Repeat(s, n)) }
	rss := func(body []byte) []byte {
		return joined("<rss><channel><item><title>T</title>", string(body), "</item></channel></rss>")
	}
	var laughs bytes.Buffer
	laughs.WriteString(`<!DOCTYPE rss [<!ENTITY l0 "lol">`)
	for i := range 30 {
		fmt.Fprintf(&laughs, `<!ENTITY l%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	laughs.WriteString("]><rss><channel><item><title>&l30;</title></item></channel></rss>")
	return map[string][]byte{
		"nesting, closed":       rss(joined(strings.Repeat("<a>", n), strings.Repeat("</a>", n))),
		"nesting, open":         rss(repeat("<a>")),
		"many names left open":  rss(names(n)),
		"items left open":       joined("<rss><channel>", string(repeat("<item><title>T</title>"))),
		"nested markup in text": rss(joined("<description><![CDATA[", strings.Repeat("<div>", n), "]]></description>")),
		"nested xhtml":          rss(joined("<content>", strings.Repeat("<div>", n), strings.Repeat("</div>", n), "</content>")),
		"billion laughs":        laughs.Bytes(),
		"ampersands":            rss(joined("<description>", string(repeat("&")), "</description>")),
		"a tag without end":     rss(repeat("<a b='")),
		"attributes":            rss(joined("<link ", string(repeat("a=b ")), "/>")),
		"comments without end":  rss(repeat("<!--")),
		"CDATA without end":     rss(repeat("<![CDATA[")),
		"images":                rss(joined("<description><![CDATA[", string(repeat("<img ")), "]]></description>")),
		"categories":            rss(repeat("<category>c,d,e</category>")),
		"JSON nesting":          joined(`{"items":[`, string(repeat("[")), "]}"),
		"nothing but <":         repeat("<"),
		"zero bytes":            make([]byte, n),
		"a long line of zeros":  joined("<rss>", string(make([]byte, 10*n))),
		"junk before the root":  repeat("<p>"),
	}
}

func joined(parts ...string) []byte { return []byte(strings.Join(parts, "")) }

func names(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "<a%d>", i)
	}
	return b.Bytes()
}

// TestHostile fails by its own deadline, or by memory, if any document costs
// more than its size accounts for.
func TestHostile(t *testing.T) {
	for name, doc := range hostile() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f, err := feed.Parse(doc, "text/xml", base)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > 200<<20 {
				t.Errorf("%d bytes took %d MB", len(doc), used>>20)
			}
			for _, a := range f.Articles {
				if len(a.Title) > 1000 || len(a.Text) > 256<<10 || len(a.Tags) > 20 {
					t.Errorf("an article with a title of %d bytes, a text of %d and %d tags", len(a.Title), len(a.Text), len(a.Tags))
				}
			}
			_ = err // either way is right
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<rss><channel><title>N</title><link>/</link><ttl>5</ttl><item><title>A &amp; b</title><guid>1</guid><description><![CDATA[<p><img src=x>]]></description><pubDate>Wed, 04 Mar 2026 10:01:00 +0000</pubDate></item></channel></rss>`), "text/xml")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/x"><entry><title type="html">&lt;b&gt;</title><link href="y"/></entry></feed>`), "application/atom+xml; charset=iso-8859-1")
	f.Add([]byte(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><title>x</title></item></rdf:RDF>`), "")
	f.Add([]byte(`{"items":[{"id":1,"content_html":"<p>"}]}`), "application/json")
	f.Add([]byte(`<urlset><url><loc>https://e.example</loc><news:news><news:title>T</news:title></news:news></url></urlset>`), "")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"), "")
	f.Add([]byte(`<rss><item><pubDate>Thu, 32 Foo 20x0</pubDate><category>a,b</category><enclosure url="x" type="image/png"/>`), "text/xml; charset=gbk")
	f.Fuzz(func(t *testing.T, doc []byte, contentType string) {
		got, err := feed.Parse(doc, contentType, base)
		if err != nil {
			return
		}
		if len(got.Marks) != len(got.Articles) {
			t.Errorf("%d marks for %d articles", len(got.Marks), len(got.Articles))
		}
		seen := map[string]bool{}
		for _, a := range got.Articles {
			if a.Key == "" || seen[a.Key] {
				t.Errorf("the key %q is empty or comes twice", a.Key)
			}
			seen[a.Key] = true
			for _, at := range []string{a.URL, a.Image} {
				if u, err := url.Parse(at); err != nil || at != "" && u.Scheme != "http" && u.Scheme != "https" {
					t.Errorf("an address %q", at)
				}
			}
			if strings.ContainsAny(a.Title, "\n\r") {
				t.Errorf("the title %q has lines", a.Title)
			}
		}
		again, err := feed.ParseNew(doc, contentType, base, feed.Past{Known: func(key string, _ uint32) bool { return seen[key] }})
		if err != nil || len(again.Articles) > len(got.Articles) {
			t.Errorf("knowing all left %d articles, %v", len(again.Articles), err)
		}
	})
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(`<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://e.example/1</loc><n:news><n:title>T</n:title><n:publication_date>2026-03-04</n:publication_date></n:news></url></urlset>`))
	f.Add([]byte(`<sitemapindex><sitemap><loc>/news-1.xml</loc><lastmod>2026-03-01</lastmod></sitemap><sitemap><loc>b.xml</loc></sitemap></sitemapindex>`))
	f.Add([]byte(`<urlset><url><image:image><image:loc>x</image:loc></image:image><loc>` + strings.Repeat("<url>", 50)))
	f.Fuzz(func(t *testing.T, doc []byte) {
		got, err := feed.Parse(doc, "text/xml", base)
		if err != nil && len(got.Articles)+len(got.Next) > 0 {
			t.Errorf("both %v and %v", got, err)
		}
		for _, at := range got.Next {
			if u, err := url.Parse(at); err != nil || u.Scheme != "http" && u.Scheme != "https" {
				t.Errorf("a sitemap at %q", at)
			}
		}
	})
}
