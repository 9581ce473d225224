package webpage

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func address(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

const harbour = `<!doctype html><html lang="en"><head><title>Harbour reopens after storm | The Tern</title>
<meta property="og:title" content="Harbour reopens after storm | The Tern"><meta property="og:site_name" content="The Tern">
<meta property="og:image" content="/pictures/harbour.jpg"><link rel="canonical" href="/news/harbour">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Harbour reopens after storm",
"datePublished":"2026-03-04T08:30:00+01:00","author":[{"@type":"Person","name":"Ada Quist"},{"@type":"Person","name":"Bo Lind"}]}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><main><article><h1>Harbour reopens after storm</h1>
<p>The harbour of Ternby opened again on Wednesday, four days after the worst storm in thirty years had closed it, and the first ferry left at six.</p>
<figure><img src="a.jpg"><figcaption>A ferry, seen from the mole.</figcaption></figure>
<p>Forty boats had been driven ashore. Most of them will be afloat by the end of the week, the harbour master said, and the insurers are paying.</p>
<p>The mole itself needs work that the town cannot pay for. It has asked the state for nine million crowns, and expects an answer in May.</p>
</article><aside><h2>Most read</h2><ul><li><a href="/x">Ten things to do with herring this winter</a></li></ul></aside></main>
<footer>© The Tern. We use cookies to remember you.</footer></body></html>`

func TestParse(t *testing.T) {
	got, err := Parse([]byte(harbour), address(t, "https://tern.example/news/harbour?from=feed"), "text/html")
	if err != nil {
		t.Fatal(err)
	}
	want := Page{
		URL: "https://tern.example/news/harbour", Title: "Harbour reopens after storm", Author: "Ada Quist, Bo Lind", Site: "The Tern", Lang: "en",
		Image:     "https://tern.example/pictures/harbour.jpg",
		Published: time.Date(2026, 3, 4, 7, 30, 0, 0, time.UTC),
	}
	text := got.Text
	got.Text, got.Published = "", got.Published.UTC()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(text, "first ferry left at six.\n\n") || !strings.HasSuffix(text, "an answer in May.") || strings.Contains(text, "herring") {
		t.Errorf("text: %q", text)
	}
}

func TestParseNothing(t *testing.T) {
	for _, page := range []string{"", "\x00\xff\xfe", "<html>", "<p>", `<html><body><h1>Subscribe to read</h1><form><input></form></body></html>`} {
		got, err := Parse([]byte(page), address(t, "https://tern.example/"), "")
		if err != nil || got.Text != "" {
			t.Errorf("%q: %q, %v; want no text", page, got.Text, err)
		}
	}
}

func TestParseDeep(t *testing.T) {
	for _, tag := range []string{"<div>", "<b>", "<table><tr><td>", "<ul><li>", "<p><font color=1>"} {
		page := strings.Repeat(tag, 10_000) + strings.Repeat("It rained all day in Ternby, and the ferry stayed in port. ", 20)
		got, err := Parse([]byte(page), address(t, "https://tern.example/a"), "")
		if err != nil || !strings.Contains(got.Text, "the ferry stayed") {
			t.Errorf("%s: %d bytes of text, %v", tag, len(got.Text), err)
		}
	}
}

// TestParseHostile would not end in a test's time where work grew with the
// square of the page.
func TestParseHostile(t *testing.T) {
	var authors strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&authors, "<meta name=author content='Ada Quist%d'>", i)
	}
	for name, page := range map[string]string{
		"authors":          authors.String(),
		"nested furniture": strings.Repeat("<div class=comments>", 400) + strings.Repeat("<p>It rained all day in Ternby, and the ferry stayed in port.</p>", 2_000) + "<h1>x</h1>",
		"headings":         "<h1>" + strings.Repeat("<span>Ada Quist</span>", 10_000) + "</h1>",
		"JSON-LD":          "<script type=application/ld+json>" + strings.Repeat(`{"author":[`, 20_000) + "</script>",
	} {
		if _, err := Parse([]byte(page), address(t, "https://tern.example/a"), ""); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, page, contentType, want string }{
		{"ASCII", "plain", "", "plain"},
		{"UTF-8 undeclared", "smörgås", "", "smörgås"},
		{"UTF-8 declared latin-1", "smörgås", "text/html; charset=iso-8859-1", "smörgås"},
		{"latin-1 declared UTF-8", "sm\xf6rg\xe5s", "text/html; charset=utf-8", "smörgås"},
		{"latin-1 undeclared", "sm\xf6rg\xe5s", "", "smörgås"},
		{"byte order mark", "\xef\xbb\xbfsmörgås", "", "smörgås"},
		{"cut inside a character", "smörgås och mj\xc3", "", "smörgås och mj\uFFFD"},
		{"by the server", "\xcf\xf0\xe8\xe2\xe5\xf2", "text/html; charset=windows-1251", "Привет"},
		{"by the page", "<meta charset=windows-1251>\xcf\xf0\xe8\xe2\xe5\xf2", "text/html", "<meta charset=windows-1251>Привет"},
		{"by the page, late", strings.Repeat(" ", 3000) + "<meta charset='shift_jis'>\x93\xfa\x96\x7b", "", strings.Repeat(" ", 3000) + "<meta charset='shift_jis'>日本"},
		{"UTF-16", "\xff\xfeh\x00\xe5\x00", "", "hå"},
	} {
		if got := string(decode([]byte(c.page), c.contentType)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPlainText(t *testing.T) {
	for _, c := range []struct{ name, fragment, want string }{
		{"nothing", "", ""},
		{"text", "no  markup\n here", "no markup here"},
		{"entities", "Fish &amp; chips &lt; &euro;5", "Fish & chips < €5"},
		{"paragraphs", "<p>One.</p><p>Two,<br>three.</p>Four", "One.\n\nTwo,\nthree.\n\nFour"},
		{"breaks", "One.<br><br><br>Two", "One.\n\nTwo"},
		{"inline", "<b>U</b>ni<i>on</i> <a href=x>of</a>", "Union of"},
		{"list", "<ul><li>a<li>b</ul>", "a\n\nb"},
		{"cells", "<table><tr><td>a<td>b<tr><td>c</table>", "a b\n\nc"},
		{"not for readers", "a<script>x()</script><style>p{}</style><noscript>y</noscript>b", "ab"},
		{"soft hyphens", "Zu\u00adsam\u200bmen", "Zusammen"},
		{"unclosed", "<p>One<script>two", "One"},
		{"deep", strings.Repeat("<div>", 100_000) + "bottom", "bottom"},
	} {
		if got := PlainText(c.fragment); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
