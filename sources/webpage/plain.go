package webpage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// silent elements have no words for readers.
var silent = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Object: true,
	atom.Svg: true, atom.Math: true, atom.Head: true, atom.Title: true, atom.Select: true, atom.Textarea: true, atom.Button: true,
	atom.Audio: true, atom.Video: true, atom.Canvas: true, atom.Noframes: true,
}

// inline elements stand within a paragraph; every other element ends the one
// before it.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true, atom.Cite: true,
	atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Img: true,
	atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Samp: true,
	atom.Small: true, atom.Span: true, atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true, atom.U: true,
	atom.Var: true, atom.Wbr: true, atom.Ruby: true, atom.Rb: true, atom.Rt: true, atom.Rp: true, atom.Picture: true, atom.Source: true,
}

// PlainText is a fragment of HTML, such as a feed's item carries, as plain
// text: paragraphs parted by a blank line, a line break kept. Any string will
// do, however it nests.
func PlainText(fragment string) string {
	var w writer
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return w.String()
		case html.TextToken:
			w.text(string(z.Text()))
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			w.tag(atom.Lookup(name), kind)
		}
	}
}

// A writer collects plain text. Its zero value is ready.
type writer struct {
	out    strings.Builder
	breaks int  // line breaks owed before the next word
	space  bool // a space is owed before the next word
	mute   int  // silent elements that are open
}

func (w *writer) String() string { return w.out.String() }

func (w *writer) tag(name atom.Atom, kind html.TokenType) {
	switch {
	case silent[name] && kind == html.StartTagToken:
		w.mute++
	case silent[name] && kind == html.EndTagToken:
		w.mute = max(w.mute-1, 0)
	case name == atom.Br:
		w.breaks = min(w.breaks+1, 2)
	case name == atom.Td || name == atom.Th:
		w.space = true
	case name != 0 && !inline[name]:
		w.breaks = 2
	}
}

func (w *writer) text(s string) {
	if w.mute > 0 {
		return
	}
	for s != "" {
		if n := plainRun(s); n > 0 {
			w.part()
			w.out.WriteString(s[:n])
			s = s[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch {
		case unicode.IsSpace(r):
			w.space = true
		case invisible(r):
		default:
			w.part()
			w.out.WriteRune(r)
		}
	}
}

// plainRun is how many bytes at the start of s are ASCII that shows.
func plainRun(s string) int {
	n := 0
	for n < len(s) && s[n] > ' ' && s[n] < 0x7f {
		n++
	}
	return n
}

// part writes the white space that is owed.
func (w *writer) part() {
	switch {
	case w.out.Len() == 0:
	case w.breaks > 0:
		w.out.WriteString("\n\n"[:w.breaks])
	case w.space:
		w.out.WriteByte(' ')
	}
	w.breaks, w.space = 0, false
}

// invisible characters only say where a word may break, or mark the bytes.
func invisible(r rune) bool {
	return r == '\u00AD' || r == '\u200B' || r == '\u2060' || r == '\uFEFF' || r != '\n' && unicode.IsControl(r)
}

// node writes the text inside a node of a tree until there is as much as the
// limit. An element of its own is heard even where its kind is silent.
func (w *writer) node(n *html.Node, limit int) {
	for c := n.FirstChild; c != nil && w.out.Len() < limit; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.text(c.Data)
		case html.ElementNode:
			w.tag(c.DataAtom, html.StartTagToken)
			w.node(c, limit)
			w.tag(c.DataAtom, html.EndTagToken)
		}
	}
}
