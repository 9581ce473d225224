package match

import (
	"slices"
	"strings"

	"newshound/sources/text"
)

// A Narrowing is a way to make a query find less.
type Narrowing string

const (
	AsPhrase   Narrowing = "phrase"      // its words side by side
	TitleOnly  Narrowing = "title"       // what it looks for, in the title
	WithoutAny Narrowing = "alternative" // without that of its alternatives that finds most
	WithoutOne Narrowing = "noise"       // without what has a common word that it does not ask for
)

// A Narrower is a query that finds nothing but what another finds too.
type Narrower struct {
	By    Narrowing
	Word  string // what WithoutAny and WithoutOne leave out
	Query Query
	Left  int // how many it finds of the articles that the other found
}

// Narrower lists narrower forms of the query: those that find some of the
// articles that it found, but not all; where there are none, those that can be
// made of the query alone.
func (q Query) Narrower(found []*Prepared) []Narrower {
	if q.root == nil {
		return nil
	}
	tries := []Narrower{
		{By: AsPhrase, Query: q.phrased()},
		{By: TitleOnly, Query: Query{q.root.titled()}},
		q.withoutAny(found),
		q.withoutOne(found),
	}
	var out []Narrower
	for _, n := range tries {
		n.Left = n.Query.count(found)
		some := len(found) == 0 || n.Left > 0 && n.Left < len(found)
		if some && !n.Query.Empty() && n.Query.String() != q.String() {
			out = append(out, n)
		}
	}
	return out
}

func (q Query) count(docs []*Prepared) (n int) {
	for _, d := range docs {
		if q.Match(d) {
			n++
		}
	}
	return n
}

// phrased joins words that stand side by side in the query.
func (q Query) phrased() Query {
	n := q.root.phrased()
	if p, err := Parse((Query{n}).String()); err == nil {
		return p // reads the words of a phrase as they are read in one
	}
	return Query{}
}

func (n *node) phrased() *node {
	if n.op == opTerm || n.op == opNot {
		same := *n // which append may change
		return &same
	}
	var kids []*node
	for _, k := range n.kids {
		k = k.phrased()
		if last := len(kids) - 1; last < 0 || n.op == opOr || !kids[last].append(k) {
			kids = append(kids, k)
		}
	}
	return join(n.op, kids)
}

// append makes a phrase of the words of two terms, in the first, if they can be in one.
func (n *node) append(other *node) bool {
	if !n.plain() || !other.plain() || n.term.field != other.term.field {
		return false
	}
	t := *n.term
	t.text += " " + other.term.text
	t.words = slices.Concat(t.words, other.term.words)
	n.term = &t
	return true
}

// plain reports whether a node is a word or a phrase, in any form.
func (n *node) plain() bool {
	return n.op == opTerm && n.term.re == nil && n.term.near == 0 && !n.term.exact && n.term.field < fieldLang
}

// titled looks in the title for what speaks for a match.
func (n *node) titled() *node {
	switch {
	case n.op == opNot || n.op == opTerm && n.term.field != fieldAny:
		return n
	case n.op == opTerm:
		t := *n.term
		t.field = fieldTitle
		return &node{op: opTerm, term: &t}
	}
	kids := make([]*node, len(n.kids))
	for i, k := range n.kids {
		kids[i] = k.titled()
	}
	return join(n.op, kids)
}

// withoutAny takes away the alternative that finds most.
func (q Query) withoutAny(found []*Prepared) Narrower {
	var commonest *node
	most := -1
	q.root.alternatives(func(n *node) {
		if c := (Query{n}).count(found); c > most {
			commonest, most = n, c
		}
	})
	if commonest == nil {
		return Narrower{}
	}
	rest := Query{q.root.without(commonest)}
	if !rest.root.anchored() {
		return Narrower{}
	}
	return Narrower{By: WithoutAny, Word: Query{commonest}.String(), Query: rest}
}

// alternatives visits the parts of which one is enough.
func (n *node) alternatives(visit func(*node)) {
	if n.op == opTerm || n.op == opNot {
		return
	}
	for _, k := range n.kids {
		if n.op == opOr {
			visit(k)
		}
		k.alternatives(visit)
	}
}

// without takes an alternative away.
func (n *node) without(gone *node) *node {
	if n.op == opTerm || n.op == opNot {
		return n
	}
	var kids []*node
	for _, k := range n.kids {
		if k != gone {
			kids = append(kids, k.without(gone))
		}
	}
	return join(n.op, kids)
}

// withoutOne bars the word that most of the articles' titles have beside what
// the query asks for.
func (q Query) withoutOne(found []*Prepared) Narrower {
	counts, noise := map[string]int{}, ""
	for _, d := range found {
		for _, w := range q.others(d) {
			if counts[w]++; counts[w] > max(1, counts[noise]) {
				noise = w
			}
		}
	}
	p, err := Parse("(" + q.String() + ") -" + noise)
	if err != nil {
		return Narrower{}
	}
	return Narrower{By: WithoutOne, Word: noise, Query: p}
}

// others are the words of a title that the query does not ask for, each once.
func (q Query) others(d *Prepared) []string {
	title := &d.words().title
	asked := q.Mark(title.raw, title.lang)
	var out []string
	for _, t := range title.toks {
		w := strings.ToLower(title.raw[t.Start:t.End])
		if !t.Stop && !t.Part && len(w) > 1 && !slices.Contains(out, w) && !touched(asked, t.Span) {
			out = append(out, w)
		}
	}
	return out
}

func touched(spans []text.Span, by text.Span) bool {
	return slices.ContainsFunc(spans, func(s text.Span) bool { return s.Start < by.End && by.Start < s.End })
}
