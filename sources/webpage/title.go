package webpage

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// titleKeys are where a page says its title without showing it, best first.
var titleKeys = []string{"ld:headline", "og:title", "twitter:title", "citation_title", "dc.title", "title", "page:name", "ld:name"}

// separators stand between an article's title and its site's name.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", ": "}

// title is the article's headline: the heading on the page that agrees with
// what the page says its title is, else what it says, without the site's name.
func title(c claims, doc tree, base *url.URL, site string) string {
	t := titles{base: base, ofSite: siteTest(site, base)}
	for _, k := range titleKeys {
		for _, v := range c[k][:min(len(c[k]), 1)] {
			t.said = append(t.said, withoutSite(unescape(v), t.ofSite))
		}
	}
	t.part = longestPart(c.first([]string{"title"}))
	if h := t.best(doc); h != "" || len(t.said) == 0 {
		return h
	}
	return t.said[0]
}

// titles are what a page says of its title without showing it.
type titles struct {
	base   *url.URL
	ofSite func(string) bool
	said   []string // best first
	part   string   // the longest part of the title tag
}

// agree is how well a heading agrees with the best of what was said, from 0
// to 1: the share of words they have in common.
func (t titles) agree(heading string, whole bool) float64 {
	best, words := 0.0, wordsOf(heading)
	for i, s := range t.said {
		best = max(best, dice(words, wordsOf(s))-float64(i)/100)
	}
	if whole {
		best = max(best, dice(words, wordsOf(t.part))-.1)
	}
	return best
}

// little reports whether nothing was said but a title tag, which many sites
// leave the same, or hardly a word.
func (t titles) little() bool { return len(t.said) < 2 || len(wordsOf(t.said[0])) < 3 }

// A kind of heading must agree with what the page says of its title by least,
// from 0 to 1, and is worth as much more than others.
type kind struct{ least, worth float64 }

var headings = map[atom.Atom]kind{atom.H1: {.25, .6}, atom.H2: {.75, .4}, atom.H3: {.7, .3}}

// named is the kind of an element that is a heading by its class only, and
// soleH1 of the page's only main heading, where the page says little else: that
// is the title unless another heading says just what the page says.
var (
	named  = kind{.9, .1}
	soleH1 = kind{0, .6}
)

var headingNames = words("title headline heading")

// best is the text of the heading that is most likely the title, the first of
// equals; "" when none is.
func (t titles) best(doc tree) string {
	h1s := 0
	t.consider(doc, func(n *html.Node, _ kind) {
		if n.DataAtom == atom.H1 {
			h1s++
		}
	})
	best, most := "", 0.0
	t.consider(doc, func(n *html.Node, k kind) {
		if n.DataAtom == atom.H1 && h1s == 1 && t.little() {
			k = soleH1
		}
		for i, text := range wordings(n) {
			a := t.agree(text, i == 0)
			if a >= k.least && a+k.worth > most && !t.ofSite(text) {
				best, most = text, a+k.worth
			}
		}
	})
	return best
}

// consider visits the headings that may be the article's. A main heading may
// stand in what seems to be apart.
func (t titles) consider(doc tree, visit func(*html.Node, kind)) {
	walk(doc.Node, func(n *html.Node) bool {
		k, ok := headings[n.DataAtom]
		switch {
		case silent[n.DataAtom]:
			return false
		case !ok && hasWord(n, headingNames) && leaf(n):
			k = named
		case !ok:
			return true
		}
		if !home(n, t.base) && (n.DataAtom == atom.H1 || !doc.beside(n)) {
			visit(n, k)
		}
		return true
	})
}

// wordings are the ways to read a heading: all of it, or one of its parts
// where others are a kicker or a note.
func wordings(n *html.Node) []string {
	var out []string
	add := func(n *html.Node) {
		if s := strings.Join(strings.Fields(opening(n, longestTitle)), " "); s != "" && len(s) < longestTitle {
			out = append(out, s)
		}
	}
	add(n)
	rest := &html.Node{Type: html.ElementNode}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			rest.AppendChild(&html.Node{Type: html.TextNode, Data: c.Data})
		}
	}
	add(rest)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			out = append(out, wordings(c)...)
		}
	}
	return out
}

const longestTitle = 400 // bytes

func leaf(n *html.Node) bool {
	return n.FirstChild != nil && n.FirstChild.NextSibling == nil && n.FirstChild.Type == html.TextNode
}

// home reports whether a heading links to the site's first page: then it is
// the site's name.
func home(n *html.Node, base *url.URL) bool {
	for e := range elements(n) {
		if e.DataAtom == atom.A {
			u, err := base.Parse(attr(e, "href"))
			return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && strings.Trim(base.Path, "/") != ""
		}
	}
	return false
}

// longestPart is the longest of what separators part a title into.
func longestPart(title string) string {
	parts := []string{title}
	for _, sep := range separators {
		var finer []string
		for _, p := range parts {
			finer = append(finer, strings.Split(p, sep)...)
		}
		parts = finer
	}
	return slices.MaxFunc(parts, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// dice is the share of words that two texts have in common, Dice's
// coefficient.
func dice(a, b []string) float64 {
	count := map[string]int{}
	for _, w := range a {
		count[w]++
	}
	common := 0
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// siteTest returns a test for what is like the name that the page gives the
// site, or like its host.
func siteTest(site string, base *url.URL) func(string) bool {
	host := letters(strings.TrimPrefix(base.Hostname(), "www."))
	return func(s string) bool {
		l := letters(s)
		return l != "" && (l == letters(site) || len(l) > 2 && strings.Contains(host, l) || strings.Contains(l, host))
	}
}

// withoutSite cuts the site's name off either end of a title, where a
// separator stands.
func withoutSite(title string, ofSite func(string) bool) string {
	for _, sep := range separators {
		if i := strings.LastIndex(title, sep); i > 0 && ofSite(title[i+len(sep):]) {
			return withoutSite(strings.TrimSpace(title[:i]), ofSite)
		}
		if i := strings.Index(title, sep); i > 0 && ofSite(title[:i]) {
			return withoutSite(strings.TrimSpace(title[i+len(sep):]), ofSite)
		}
	}
	return strings.TrimSpace(title)
}
