package match

import (
	"slices"
	"strings"

	"newshound/sources/text"
)

// An Explanation says why an article answers a query, or why it does not.
type Explanation struct {
	Match   bool
	Found   []Evidence // what speaks for a match and is there, in the query's order
	Missing []Missing  // of no match: each of these would have had to be there
	Barred  []Evidence // of no match: each of these would have had to be absent
}

// Evidence is a term of a query and where the article has it.
type Evidence struct {
	Term   string // in its canonical form, as in: title:merger
	Quotes []Quote
}

// A Quote is a stretch of the article: a sentence of title or text, or the
// value of another field.
type Quote struct {
	Field string // "title", "text", or a field's name
	Text  string
	Words []text.Span // of Text, what to make bold; none for lang and site
	start int         // where Text begins in its field
}

// Missing is a part of a query that the article would have had to have.
type Missing struct {
	Query Query      // a term, or several joined by OR of which one would do
	Close []Evidence // what comes close: a word elsewhere, in another form, or out of a phrase
}

// Explain says why the article answers the query, or why it does not. The
// zero Query has nothing to explain.
func (q Query) Explain(d *Prepared) Explanation {
	e := Explanation{Match: q.Match(d)}
	found := func(t *term) { e.Found = t.evidence(e.Found, d) }
	switch {
	case q.root == nil:
	case e.Match:
		q.root.reasons(d, found)
	default:
		q.root.positive(found)
		e.refuse(q.root, d)
	}
	return e
}

// refuse notes why a node does not match.
func (e *Explanation) refuse(n *node, d *Prepared) {
	switch {
	case n.op == opNot && n.kids[0].op == opTerm:
		e.Barred = n.kids[0].term.evidence(e.Barred, d)
	case n.op == opNot:
		e.refuse(n.kids[0].opposite(), d)
	case n.op == opAnd:
		for _, k := range n.kids {
			if !k.match(d) {
				e.refuse(k, d)
			}
		}
	case n.op == opOr && n.barred(e, d):
	default:
		m := Missing{Query: Query{n.opposite().opposite()}} // no NOT of a group in it
		n.positive(func(t *term) { m.Close = t.close(m.Close, d) })
		e.Missing = append(e.Missing, m)
	}
}

// barred notes what alone keeps some kids from matching, if there are such.
func (n *node) barred(e *Explanation, d *Prepared) (some bool) {
	for _, k := range n.kids {
		var of Explanation
		if of.refuse(k, d); len(of.Missing) == 0 {
			e.Barred = append(e.Barred, of.Barred...)
			some = true
		}
	}
	return some
}

// opposite is what matches where a node does not (De Morgan).
func (n *node) opposite() *node {
	if n.op == opTerm || n.op == opNot {
		return negate(n)
	}
	kids := make([]*node, len(n.kids))
	for i, k := range n.kids {
		kids[i] = k.opposite()
	}
	return join(opAnd+opOr-n.op, kids)
}

// close appends where the article has a weaker form of a term that it lacks.
func (t *term) close(all []Evidence, d *Prepared) []Evidence {
	if t.match(d) {
		return all
	}
	for _, w := range t.weaker() {
		all = w.evidence(all, d)
	}
	return all
}

// weaker are terms that an article may have though it lacks this one: the
// same outside the title, in any form, or the words of a phrase by themselves.
func (t *term) weaker() []*term {
	if t.re != nil || t.field >= fieldLang {
		return nil
	}
	whole, f := *t, t.field
	if f == fieldTitle {
		f = fieldAny
	}
	whole.field, whole.exact, whole.words = f, false, slices.Clone(t.words)
	for i, w := range whole.words {
		if w.kind <= initialWord {
			whole.words[i] = word{stemWord, text.Fold(w.form)}
		}
	}
	out := []*term{&whole}
	if len(t.words) > 1 {
		for _, w := range whole.words {
			out = append(out, &term{field: f, text: w.shown(), words: []word{w}})
		}
	}
	return out
}

func (w word) shown() string {
	if w.kind == prefixWord {
		return w.form + "*"
	}
	return w.form
}

// evidence appends where the article has a term, if it does, once.
func (t *term) evidence(all []Evidence, d *Prepared) []Evidence {
	var b strings.Builder
	t.print(&b)
	if !t.match(d) || slices.ContainsFunc(all, func(e Evidence) bool { return e.Term == b.String() }) {
		return all
	}
	return append(all, Evidence{b.String(), t.quotes(d)})
}

func (t *term) quotes(d *Prepared) []Quote {
	w := d.words()
	switch t.field {
	case fieldAny:
		return append(whole("title", w.title.raw, w.title.spans(t)), w.text.sentences(w.text.spans(t))...)
	case fieldTag:
		return w.tags.tags(w.tags.spans(t))
	case fieldLang, fieldSite:
		return []Quote{{Field: fieldNames[t.field], Text: d.value(t.field)}}
	}
	z := d.zones(t.field)[0]
	return whole(fieldNames[t.field], z.raw, z.spans(t))
}

func (d *Prepared) value(f field) string {
	if f == fieldLang {
		return d.lang
	}
	return d.site
}

// whole quotes all of a field.
func whole(field, s string, words []text.Span) []Quote {
	if words = merge(words); len(words) == 0 {
		return nil
	}
	return []Quote{{Field: field, Text: s, Words: words}}
}
