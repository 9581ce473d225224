package webpage

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// claims are what a page says of itself, by where it says it: a meta tag's
// name, "ld:" or "page:" and a property of the article or the page in JSON-LD,
// "item:" and a microdata property, "link:" and a link's rel, or an element's
// name. Each in document order.
type claims map[string][]string

// A page claims no more than mostClaims things under one key; the rest is not
// heard.
const mostClaims = 32

func (c claims) add(key, value string) {
	if value = strings.TrimSpace(value); key != "" && value != "" && len(c[key]) < mostClaims {
		c[key] = append(c[key], value)
	}
}

// first is the first claim under any of the keys, the keys best first.
func (c claims) first(keys []string) string {
	for _, k := range keys {
		if len(c[k]) > 0 {
			return c[k][0]
		}
	}
	return ""
}

// Where each thing is said, best place first.
var (
	siteKeys  = []string{"og:site_name", "ld:publisher", "application-name", "item:publisher", "dc.publisher", "twitter:site"}
	imageKeys = []string{"og:image:secure_url", "og:image", "og:image:url", "ld:image", "twitter:image", "twitter:image:src", "link:image_src", "item:image"}
	langKeys  = []string{"html:lang", "ld:inLanguage", "content-language", "dc.language", "og:locale"}
	urlKeys   = []string{"link:canonical", "og:url", "ld:url"}
)

// describe picks what to believe of what a page says of itself.
func describe(c claims, doc tree, base *url.URL) Page {
	site := c.first(siteKeys)
	return Page{
		URL:       canonical(c, base),
		Title:     title(c, doc, base, site),
		Author:    author(c, doc, siteTest(site, base)),
		Site:      strings.TrimPrefix(site, "@"),
		Published: published(c, doc, base),
		Lang:      strings.ReplaceAll(c.first(langKeys), "_", "-"),
		Image:     resolve(base, c.first(imageKeys)),
	}
}

// canonical is the address the page gives itself. A site's home page is not
// believed for an article's.
func canonical(c claims, base *url.URL) string {
	for _, k := range urlKeys {
		for _, v := range c[k] {
			u := resolve(base, v)
			if p, err := url.Parse(u); err == nil && u != "" && (len(p.Path) > 1 || p.RawQuery != "" || len(base.Path) <= 1) {
				return u
			}
		}
	}
	return base.String()
}

// resolve makes a link absolute; "" for what is no web address.
func resolve(base *url.URL, link string) string {
	u, err := base.Parse(strings.TrimSpace(link))
	if link == "" || err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// gather collects the claims of a page.
func gather(doc tree) claims {
	c := claims{}
	var writers *html.Node // around the first author: others elsewhere wrote something else
	for n := range elements(doc.Node) {
		switch n.DataAtom {
		case atom.Html:
			c.add("html:lang", attr(n, "lang"))
		case atom.Meta:
			for _, key := range []string{"property", "name", "http-equiv"} {
				c.add(strings.ToLower(attr(n, key)), attr(n, "content"))
			}
		case atom.Link:
			c.add("link:"+strings.ToLower(attr(n, "rel")), attr(n, "href"))
		case atom.Title:
			c.add("title", inner(n))
		case atom.Script:
			gatherScript(c, n)
		}
		for prop := range strings.FieldsSeq(attr(n, "itemprop")) {
			if prop == "author" {
				if doc.beside(n) || writers != nil && writers != above(n) {
					continue
				}
				writers = above(n)
			}
			c.add("item:"+prop, itemValue(n))
		}
	}
	return c
}

// above is the node two levels up, which a list of authors has in common.
func above(n *html.Node) *html.Node {
	if n.Parent == nil || n.Parent.Parent == nil {
		return n
	}
	return n.Parent.Parent
}

// stated finds the time of publication in what a page's own scripts start with.
var stated = regexp.MustCompile(`"(?:datePublished|publishedDate|publishDate|publishedAt|published_at|publicationDate|publishTime|publishedTime)"\s*:\s*"([^"]{8,40})"`)

func gatherScript(c claims, n *html.Node) {
	if n.FirstChild == nil {
		return
	}
	if strings.Contains(attr(n, "type"), "ld+json") {
		gatherLD(c, n.FirstChild.Data)
	}
	if m := stated.FindStringSubmatch(n.FirstChild.Data); m != nil {
		c.add("script:published", m[1])
	}
}

// itemValue is the value of a microdata property
// (https://html.spec.whatwg.org/#values).
func itemValue(n *html.Node) string {
	for _, name := range []string{"content", "datetime", "src", "href"} {
		if v := attr(n, name); v != "" && (name != "href" || n.DataAtom == atom.Link) {
			return v
		}
	}
	for child := range elements(n) {
		if child != n && attr(child, "itemprop") == "name" {
			return itemValue(child)
		}
	}
	return inner(n)
}

// inner is the text inside an element.
func inner(n *html.Node) string { return opening(n, maxBytes) }

// opening is the text that an element opens with, of about as many bytes as
// the limit.
func opening(n *html.Node, limit int) string {
	var w writer
	w.node(n, limit)
	return w.String()
}
