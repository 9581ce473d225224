package webpage

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// furnitureTags are elements that hold no article text.
var furnitureTags = map[atom.Atom]bool{
	atom.Nav: true, atom.Footer: true, atom.Aside: true, atom.Dialog: true, atom.Menu: true, atom.Figcaption: true,
	atom.Form: true, atom.Fieldset: true, atom.Address: true, atom.Caption: true,
}

// furnitureRoles are ARIA roles (https://www.w3.org/TR/wai-aria-1.2/#landmark_roles)
// of what surrounds an article.
var furnitureRoles = words("navigation banner contentinfo complementary search menu menubar dialog alertdialog alert toolbar tablist tooltip")

// furnitureWords are the words by which class names and ids say what an
// element is, wherever they stand, when that is not the article.
var furnitureWords = words(`
	nav navi navbar navigation menu submenu breadcrumb breadcrumbs pager pagination pagenav toolbar
	share shares sharing sharer sharebar sharedaddy addtoany addthis social socials socialmedia follow
	related relatedposts similar recommend recommended recommendation recommendations readmore readalso mostread trending
	promo promos promotion promoted outbrain taboola
	comment comments commentlist respond disqus replies pingback trackback
	sidebar footer masthead
	newsletter subscribe subscription signup optin mailing mailchimp paywall
	cookie cookies consent gdpr onetrust
	advert adverts advertisement advertising adsense adbox dfp sponsor sponsored sponsors affiliate
	caption captions copyright imprint disclaimer
	byline dateline authorbox authorbio abouttheauthor postmeta entrymeta timestamp tagcloud taglist
	modal popup overlay lightbox tooltip vcard placeholder
`)

// furnitureEnds count where a class name or id ends with them, or is one: as
// another part of a name they say little.
var furnitureEnds = words(`
	ad ads author authors bio meta metadata credit credits categories tags keywords topics
	rating ratings votes poll survey login toc popular disclosure
`)

// furnitureNames count as a whole class name or id only.
var furnitureNames = words(`
	adv sponsor teaser teasers latest more foot bottom banner hidden aside print
	tag date vote feedback register search player embed infobox
`)

func words(s string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// isFurniture reports whether an element says of itself that it holds no
// article text.
func isFurniture(n *html.Node) bool {
	if silent[n.DataAtom] || furnitureTags[n.DataAtom] || concealed(n) {
		return true
	}
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return false
	}
	if furnitureRoles[attr(n, "role")] {
		return true
	}
	if inline[n.DataAtom] && n.Parent != nil && n.Parent.DataAtom == atom.P {
		return false
	}
	return names(attr(n, "class")) || !anchored[n.DataAtom] && names(attr(n, "id"))
}

// anchored elements have ids to link to, made from their words.
var anchored = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Span: true, atom.A: true,
}

// names reports whether one of an element's class names, or its id, says
// furniture. What follows "--" only modifies (https://getbem.com/naming/).
func names(s string) bool {
	for name := range strings.FieldsSeq(s) {
		name, _, _ = strings.Cut(name, "--")
		if furnitureNames[strings.ToLower(name)] {
			return true
		}
		last := ""
		for part := range parts(name) {
			part = strings.ToLower(part)
			if furnitureWords[part] || furnitureWords[last+part] {
				return true
			}
			last = part
		}
		if furnitureEnds[last] {
			return true
		}
	}
	return false
}

// parts yields the words of a name: the runs of its letters, and again where
// a lower-case letter meets an upper-case one.
func parts(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, lower := 0, false
		for i, r := range name {
			letter := unicode.IsLetter(r)
			if start < i && (!letter || lower && unicode.IsUpper(r)) {
				if !yield(name[start:i]) {
					return
				}
				start = i
			}
			if !letter {
				start = i + utf8.RuneLen(r)
			}
			lower = unicode.IsLower(r)
		}
		if start < len(name) {
			yield(name[start:])
		}
	}
}

func concealed(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			return a.Val == "true"
		case "style":
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// clear removes the furniture under a node. What holds most of the page's
// text is kept whatever it calls itself.
func (w weights) clear(n *html.Node, most int) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode, c.Type == html.ElementNode && isFurniture(c) && w[c] <= most:
			n.RemoveChild(c)
		default:
			w.clear(c, most)
		}
		c = next
	}
}

// clearLinks removes boxes that hold links rather than text, and reports how
// many bytes of text are left under a node and how many of those are in links.
func clearLinks(n *html.Node) (text, linked int) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch c.Type {
		case html.TextNode:
			text += len(strings.TrimSpace(c.Data))
		case html.ElementNode:
			t, l := clearLinks(c)
			if c.DataAtom == atom.A {
				l = t
			}
			if box[c.DataAtom] && 2*l > t {
				n.RemoveChild(c)
				t, l = 0, 0
			}
			text, linked = text+t, linked+l
		}
		c = next
	}
	return text, linked
}

// box elements group blocks.
var box = map[atom.Atom]bool{atom.Div: true, atom.Section: true, atom.Ul: true, atom.Ol: true, atom.Table: true, atom.Dl: true, atom.Header: true}
