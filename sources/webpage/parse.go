package webpage

import (
	"bytes"
	"fmt"
	"iter"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth is how deep elements nest in a page that had to be flattened. The
// parser itself gives up at 512.
const maxDepth = 128

// parse builds the tree of a page. A page nested beyond reason is flattened
// first: it keeps its words and loses its innermost tags.
func parse(page []byte) (*html.Node, error) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		doc, err = html.Parse(bytes.NewReader(flatten(page)))
	}
	if err != nil {
		return nil, fmt.Errorf("the page cannot be taken apart: %w", err)
	}
	return doc, nil
}

func flatten(page []byte) []byte {
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(page))
	for depth := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.Bytes()
		}
		raw := z.Raw()
		name, _ := z.TagName()
		switch void := voidElements[atom.Lookup(name)]; {
		case kind == html.StartTagToken && !void:
			depth++
			if depth > maxDepth {
				raw = []byte(" ")
			}
		case kind == html.EndTagToken && depth > 0:
			if depth > maxDepth {
				raw = []byte(" ")
			}
			depth--
		}
		out.Write(raw)
	}
}

var voidElements = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// elements yields the elements under a node, itself included, in document
// order. The loop may remove the element it is given.
func elements(root *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) { each(root, yield) }
}

func each(n *html.Node, yield func(*html.Node) bool) bool {
	if n.Type == html.ElementNode && !yield(n) {
		return false
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if !each(c, yield) {
			return false
		}
		c = next
	}
	return true
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
