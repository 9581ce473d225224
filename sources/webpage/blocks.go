package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A block is a run of text between the starts and ends of block elements.
type block struct {
	text   string
	owner  *html.Node // the innermost block element around it
	linked int        // bytes of it in links
}

// prose is how many bytes of a block are running text: it is long or ends a
// sentence, and few of its words are links.
func (b block) prose() int {
	if 2*b.linked > len(b.text) || len(b.text) < 40 || len(b.text) < 120 && !strings.ContainsAny(b.text[len(b.text)-4:], ".!?…。！？:\"”«»") {
		return 0
	}
	return len(b.text) - b.linked
}

// A cutter cuts a tree into blocks.
type cutter struct {
	blocks []block
	open   block
	w      writer
	links  int
}

// cut splits the text under a node into blocks.
func cut(root *html.Node) []block {
	var c cutter
	c.node(root, root)
	c.end()
	return c.blocks
}

func (c *cutter) end() {
	if c.open.text = c.w.String(); c.open.text != "" {
		c.blocks = append(c.blocks, c.open)
	}
	c.open, c.w = block{}, writer{}
}

func (c *cutter) node(n, owner *html.Node) {
	switch n.Type {
	case html.TextNode:
		c.write(n.Data, owner)
		return
	case html.ElementNode:
		if silent[n.DataAtom] {
			return
		}
	}
	isBlock := n.Type == html.ElementNode && !inline[n.DataAtom] && n.DataAtom != atom.Br && n.DataAtom != 0
	switch {
	case n.DataAtom == atom.Br:
		c.w.tag(atom.Br, html.StartTagToken)
		if c.w.breaks == 2 {
			c.end()
		}
		return
	case n.DataAtom == atom.A:
		c.links++
	case isBlock:
		c.end()
		owner = n
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.node(child, owner)
	}
	switch {
	case n.DataAtom == atom.A:
		c.links--
	case isBlock:
		c.end()
	}
}

func (c *cutter) write(s string, owner *html.Node) {
	before := c.w.out.Len()
	c.w.text(s)
	if c.open.owner == nil && c.w.out.Len() > 0 {
		c.open.owner = owner
	}
	if c.links > 0 {
		c.open.linked += c.w.out.Len() - before
	}
}

// weights are how many bytes of running text the elements under a node hold.
type weights map[*html.Node]int

func weigh(root *html.Node) weights {
	w := weights{}
	for _, b := range cut(root) {
		w[b.owner] += b.prose()
	}
	w.sum(root)
	return w
}

func (w weights) sum(n *html.Node) int {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			w[n] += w.sum(c)
		}
	}
	return w[n]
}
