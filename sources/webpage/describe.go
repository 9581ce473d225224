package webpage

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// claims are what a page says of itself, by where it says it: a meta tag's
// name, "ld:" and a path into its JSON-LD, "item:" and a microdata property,
// or a name of this package's own. Each in document order.
type claims map[string][]string

func (c claims) add(key, value string) {
	if value = strings.TrimSpace(value); value != "" {
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
	siteKeys  = []string{"og:site_name", "ld:publisher.name", "application-name", "item:publisher", "dc.publisher", "twitter:site"}
	imageKeys = []string{"og:image:secure_url", "og:image", "og:image:url", "ld:image", "twitter:image", "twitter:image:src", "image_src", "item:image"}
	langKeys  = []string{"html:lang", "ld:inLanguage", "content-language", "dc.language", "og:locale"}
	urlKeys   = []string{"canonical", "og:url", "ld:url", "ld:mainEntityOfPage"}
)

// describe picks what to believe of what a page says of itself.
func describe(c claims, base *url.URL) Page {
	site := c.first(siteKeys)
	return Page{
		URL:       canonical(c, base),
		Title:     title(c, site),
		Author:    author(c, site),
		Site:      strings.TrimPrefix(site, "@"),
		Published: published(c, base),
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

func gather(doc *html.Node) claims {
	c := claims{}
	for n := range elements(doc) {
		switch n.DataAtom {
		case atom.Html:
			c.add("html:lang", attr(n, "lang"))
		case atom.Meta:
			for _, key := range []string{"property", "name", "http-equiv"} {
				c.add(strings.ToLower(attr(n, key)), attr(n, "content"))
			}
		case atom.Link:
			c.add(strings.ToLower(attr(n, "rel")), attr(n, "href"))
		case atom.Title:
			c.add("title", inner(n))
		case atom.H1:
			c.add("h1", inner(n))
		case atom.Time:
			c.add("time", attr(n, "datetime"))
		case atom.Script:
			if strings.Contains(attr(n, "type"), "ld+json") && n.FirstChild != nil {
				gatherLD(c, n.FirstChild.Data)
			}
		}
		for prop := range strings.FieldsSeq(attr(n, "itemprop")) {
			c.add("item:"+prop, itemValue(n))
		}
	}
	return c
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
func inner(n *html.Node) string {
	var w writer
	w.node(n)
	return w.String()
}
