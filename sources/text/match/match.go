// Package match reads the queries that people write and finds those that an
// article answers.
//
// # The language
//
//	query  = all { "OR" all }
//	all    = part { [ "AND" ] part }
//	part   = [ "NOT" | "-" ] ( "(" query ")" | field ":" part | term )
//	term   = word | word "*" | "=" word | phrase | "=" phrase
//	       | phrase "~" number | "/" expression "/" [ "i" ]
//	phrase = a double quote, words, a double quote
//	field  = "title" | "source" | "author" | "tag" | "lang" | "site"
//
// AND binds tighter than OR, and two parts side by side are joined by AND.
// The operators are written in capitals; "and", "or" and "not" are words.
//
//	north korea          both words, anywhere in title or text, in any form
//	"north korea"        the phrase, its words in any form
//	hack*                words that begin so; also as a word of a phrase
//	=us, ="Us Weekly"    this very form, case and accents as written
//	"fed rate"~5         its words in any order, none more than 5 words from another
//	/gpt-?[45]/i         RE2, on title or text as they stand; i ignores case
//	title:merger         only in the title
//	source:, author:     in the source's or the author's name, without stemming
//	tag:                 in one of the article's own categories
//	lang:de              the article's language
//	site:bbc.co.uk       the host that it stands on, or one below it; site:bbc any of its parts
//
// A word stands for its stem in the article's language, without regard to
// case and accents. What has several words in it, such as covid-19, or has no
// spaces between words, such as Chinese, is a phrase of them. A field goes
// before a group too: title:(fed OR ecb). Typographic quotes and dashes serve
// as their plain forms.
//
// Every query needs something that must be there: one that only says what
// must not is refused.
package match

import "strings"

// A Query is what somebody looks for. The zero value matches nothing.
type Query struct{ root *node }

// String writes the query in its canonical form, which parses to the same
// query.
func (q Query) String() string {
	if q.root == nil {
		return ""
	}
	var b strings.Builder
	q.root.print(&b, opOr)
	return b.String()
}

// Words lists what must or may stand in title or text, as it was written, in
// order: words, phrases, prefixes (without their star), no expressions.
func (q Query) Words() []string {
	var out []string
	q.root.positive(func(t *term) {
		if t.field <= fieldTitle && t.re == nil {
			out = append(out, strings.ReplaceAll(t.text, "*", ""))
		}
	})
	return out
}

type op uint8

const (
	opTerm op = iota
	opNot
	opAnd
	opOr
)

// A node is a term, the opposite of its kid, or all or any of its kids.
type node struct {
	op   op
	kids []*node
	term *term
}

// join makes one node of several, flat.
func join(o op, kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	n := &node{op: o}
	for _, k := range kids {
		if k.op == o {
			n.kids = append(n.kids, k.kids...)
		} else {
			n.kids = append(n.kids, k)
		}
	}
	return n
}

func negate(n *node) *node {
	if n.op == opNot {
		return n.kids[0]
	}
	return &node{op: opNot, kids: []*node{n}}
}

// print writes a node as a part of the given kind of node.
func (n *node) print(b *strings.Builder, in op) {
	switch n.op {
	case opTerm:
		n.term.print(b)
		return
	case opNot:
		b.WriteByte('-')
		n.kids[0].print(b, opNot)
		return
	}
	between, brackets := " ", in != opOr || b.Len() > 0
	if n.op == opOr {
		between = " OR "
	}
	if brackets {
		b.WriteByte('(')
	}
	for i, k := range n.kids {
		if i > 0 {
			b.WriteString(between)
		}
		k.print(b, n.op)
	}
	if brackets {
		b.WriteByte(')')
	}
}

// positive visits the terms that speak for a match, in order.
func (n *node) positive(visit func(*term)) {
	switch {
	case n == nil || n.op == opNot:
	case n.op == opTerm:
		visit(n.term)
	default:
		for _, k := range n.kids {
			k.positive(visit)
		}
	}
}

// anchored reports whether a match takes something that stands in the article.
func (n *node) anchored() bool {
	switch n.op {
	case opTerm:
		return true
	case opNot:
		return false
	}
	for _, k := range n.kids {
		if k.anchored() == (n.op == opAnd) {
			return n.op == opAnd
		}
	}
	return n.op == opOr
}
