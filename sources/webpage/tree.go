package webpage

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// walk visits the elements under a node in document order, itself included,
// and leaves out what is inside those for which visit is false.
func walk(n *html.Node, visit func(*html.Node) bool) {
	if n.Type == html.ElementNode && !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

// apartWords name what is on a page beside its article and may have authors
// and dates of its own.
var apartWords = words("comment comments commentlist respond sidebar related teasers recommended recommendations latest popular trending mostread newsletter nav menu")

// A tree is a page taken apart.
type tree struct {
	*html.Node
	main map[*html.Node]bool // the elements around a main heading
}

func newTree(doc *html.Node) tree {
	t := tree{doc, map[*html.Node]bool{}}
	for h := range elements(doc) {
		if h.DataAtom != atom.H1 {
			continue
		}
		for n := h.Parent; n != nil && !t.main[n]; n = n.Parent {
			t.main[n] = true
		}
	}
	return t
}

// apart reports whether an element stands beside the article. What has a
// main heading inside only says what it has beside it.
func (t tree) apart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.Header:
		return false
	case atom.Nav, atom.Footer, atom.Aside:
		return true
	}
	return hasWord(n, apartWords) && !t.main[n]
}

// beside reports whether a node is in what stands apart.
func (t tree) beside(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if t.apart(n) {
			return true
		}
	}
	return false
}

// hasWord reports whether an element's class names or id have one of the
// words as a part.
func hasWord(n *html.Node, set map[string]bool) bool {
	for part := range nameParts(n) {
		if set[part] {
			return true
		}
	}
	return false
}

// nameParts yields the words of an element's class names and id, in lower
// case.
func nameParts(n *html.Node) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, key := range []string{"class", "id"} {
			for name := range strings.FieldsSeq(attr(n, key)) {
				for part := range parts(name) {
					if !yield(strings.ToLower(part)) {
						return
					}
				}
			}
		}
	}
}
