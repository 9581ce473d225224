package webpage

import (
	"strings"
	"testing"
)

// story is text enough to be an article's.
const story = `<p>The harbour of Ternby opened again on Wednesday, four days after the worst storm in thirty years had closed it, and the first ferry left at six.</p>
<p>Forty boats had been driven ashore. Most of them will be afloat by the end of the week, the harbour master said, and the insurers are paying.</p>
<p>The mole itself needs work that the town cannot pay for. It has asked the state for nine million crowns, and expects an answer in May.</p>`

func TestBodyDrops(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"navigation", `<nav>DROP</nav>`, `<ul class="main-menu"><li>DROP</li></ul>`},
		{"role", `<div role="navigation">DROP</div>`, `<div role="contentinfo">DROP this, all of it, please.</div>`},
		{"share bar", `<div class="share-buttons">DROP</div>`, `<div class="post__shareBar">DROP</div>`},
		{"caption", `<figure><img><figcaption>DROP this ferry, seen from the mole.</figcaption></figure>`, `<div class="image-caption">DROP</div>`},
		{"byline", `<p class="byline">DROP</p>`, `<div class="author-box">DROP is a writer who has lived in Ternby for many years.</div>`},
		{"cookie notice", `<div id="cookieConsent">DROP, we use cookies to remember that we asked you.</div>`, ``},
		{"newsletter", `<div class="news-letter">DROP: the day's news in your inbox at seven.</div>`, `<form>DROP</form>`},
		{"read also", `<p>Read also: DROP</p>`, `<p>Lesen Sie auch: DROP</p><p>→ Lire aussi : DROP</p>`},
		{"picture credits", `<p>Photo: DROP</p>`, `<p>© DROP</p>`},
		{"sponsored", `<div class="sponsored">DROP, the finest herring in a tin that money can buy.</div>`, `<div id="div-ad">DROP</div>`},
		{"comments", ``, `<ol class="comment-list"><li>DROP, I was there and it was quite different.</li></ol>`},
		{"links", `<div><a href="/a">DROP one</a> <a href="/b">DROP two</a></div>`, `<p><a href="/c">DROP, a whole sentence that is a link.</a></p>`},
		{"a heading over links", ``, `<h3>DROP</h3><ul><li><a href="/a">one</a></li></ul>`},
		{"hidden", `<div style="display: none">DROP, this has been hidden from all readers.</div>`, `<p hidden>DROP</p>`},
		{"scripts", `<script>DROP</script><noscript>DROP</noscript>`, `<style>DROP</style>`},
		{"twice the same", ``, `<div>` + story + `</div>`},
	} {
		page := `<body><main><article><h1>Storm</h1>` + c.before + story + c.after + `</article></main></body>`
		p, err := Parse([]byte(page), address(t, "https://tern.example/a"), "")
		if err != nil || strings.Contains(p.Text, "DROP") || strings.Count(p.Text, "first ferry left at six.") != 1 || !strings.HasSuffix(p.Text, "an answer in May.") {
			t.Errorf("%s: %q, %v", c.name, p.Text, err)
		}
	}
}

func TestBodyKeeps(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"lead beside the body", `<header><h1>Storm</h1><p class="lead">KEEP this lead, it says what happened in Ternby.</p></header><div class="body">` + story + `</div>`, "KEEP this lead, it says what happened in Ternby.\n\nThe harbour"},
		{"heading in the text", `<h1>Storm</h1>` + story + `<h2>KEEP</h2>` + strings.ReplaceAll(story, "The", "A"), "in May.\n\nKEEP\n\nA harbour"},
		{"list in the text", `<h1>Storm</h1>` + story + `<ul><li>KEEP</li></ul>`, "in May.\n\nKEEP"},
		{"breaks for paragraphs", `<h1>Storm</h1><div>KEEP one, it is the first.<br><br>KEEP two, it is the second.</div>` + story, "KEEP one, it is the first.\n\nKEEP two"},
		{"links in the text", `<h1>Storm</h1><p>KEEP, says <a href="/x">the state</a>, which pays for most of the work.</p>` + story, "KEEP, says the state, which"},
		{"all of it in a form", `<form class="comment"><h1>Storm</h1><p>KEEP this sentence, for it is one.</p>` + story + `</form>`, "KEEP this"},
		{"a sentence with the word", `<h1>Storm</h1><p>Advertising KEEPs the paper alive, and has done for a hundred years.</p>` + story, "Advertising KEEPs"},
		{"modified names", `<div class="field field--label-hidden layout--with-comments"><h1>Storm</h1><p>KEEP this sentence, for it is one.</p>` + story + `</div>`, "KEEP this"},
		{"only in JSON-LD", `<script type="application/ld+json">{"@type":"Article","articleBody":"KEEP this. ` + strings.Repeat("It rained all day. ", 20) + `"}</script>`, "KEEP this. It rained"},
		{"Japanese", `<h1>嵐</h1><p>` + strings.Repeat("港は水曜日に再び開かれた。", 12) + `</p>`, "港は水曜日に"},
	} {
		p, err := Parse([]byte("<body>"+c.page+"</body>"), address(t, "https://tern.example/a"), "")
		if err != nil || !strings.Contains(p.Text, c.want) {
			t.Errorf("%s: %q, %v; want %q", c.name, p.Text, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{harbour, "", "<", "\xff\xfe<\x00p\x00", `<script type=application/ld+json>[{"@type":"Article","author":[[["x"]]]}]`,
		`<p itemprop=author class="date by-line">by 1.1.2020 von`, `<title> | - : </title><h1><a href="/">x</a></h1>`, `<table><form><select><b></table>`, `<meta charset=utf-16><p>a`,
		`<svg><style><p>&#x110000;&nosuch;`} {
		f.Add([]byte(seed), "text/html; charset=utf-8")
	}
	base := address(f, "https://tern.example/2026/03/04/a")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		p, err := Parse(page, base, contentType)
		if err != nil {
			t.Skip("cannot be taken apart")
		}
		if p.Text != strings.TrimSpace(p.Text) || strings.Contains(p.Text, "\n\n\n") {
			t.Errorf("loose white space: %q", p.Text)
		}
		if again := PlainText(string(page)); strings.Contains(again, "\n\n\n") {
			t.Errorf("loose white space: %q", again)
		}
	})
}
