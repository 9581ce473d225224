package webpage

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// least is how many bytes of text make an article; less is furniture.
const least = 100

// body is the text of the page's article, "" when there is none. It takes the
// tree apart.
//
// The furniture that names itself goes first, then boxes of links. What is
// left is cut into blocks; the article is the smallest element around nearly
// all running text, from the page's title on.
func body(doc *html.Node, title string) string {
	page := find(doc, atom.Body)
	if page == nil {
		return ""
	}
	w := weigh(page)
	w.clear(page, w[page]/2)
	clearLinks(page)
	blocks := region(cut(page), narrow(page), title)
	var out []string
	seen := map[string]bool{} // a page may hold its text once for each kind of screen
	for i, b := range blocks {
		if !seen[b.text] && keep(b, blocks[i+1:]) {
			out = append(out, b.text)
			seen[b.text] = b.prose() > 0
		}
	}
	if text := strings.Join(out, "\n\n"); len(text) >= least {
		return text
	}
	return ""
}

func find(n *html.Node, a atom.Atom) *html.Node {
	for e := range elements(n) {
		if e.DataAtom == a {
			return e
		}
	}
	return nil
}

// nearlyAll is the share of the running text, in percent, that the article's
// element holds of its parent's.
const nearlyAll = 95

// narrow descends from a node while one child holds nearly all running text.
func narrow(n *html.Node) *html.Node {
	w := weigh(n)
	for {
		best := n
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if 100*w[c] >= nearlyAll*w[n] && w[c] > 0 {
				best = c
			}
		}
		if best == n {
			return n
		}
		n = best
	}
}

// region returns the blocks of the article: those in its element, without
// what stands before the title, and the running text between the title and
// the element, which is the lead.
func region(all []block, root *html.Node, title string) []block {
	first, last := len(all), 0
	for i, b := range all {
		if within(b.owner, root) {
			first, last = min(first, i), i+1
		}
	}
	head := headline(all[:last], title)
	if head < 0 {
		return all[min(first, last):last]
	}
	if head >= first {
		if 2*sum(all[first:head]) > sum(all[first:last]) {
			return all[first:last]
		}
		return all[head+1 : last]
	}
	var out []block
	for _, b := range all[head+1 : first] {
		if b.prose() > 0 || len(b.text) >= 50 && 2*b.linked < len(b.text) {
			out = append(out, b)
		}
	}
	return append(out, all[first:last]...)
}

func sum(blocks []block) int {
	bytes := 0
	for _, b := range blocks {
		bytes += b.prose()
	}
	return bytes
}

// headline finds the block that is the page's title: the one that says it, or
// else the last main heading; -1 when there is none.
func headline(blocks []block, title string) int {
	found := -1
	want := letters(title)
	for i, b := range blocks {
		if want != "" && letters(b.text) == want {
			return i
		}
		if b.owner.DataAtom == atom.H1 && found < 0 {
			found = i
		}
	}
	return found
}

func within(n, root *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == root {
			return true
		}
	}
	return false
}
