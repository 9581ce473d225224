package match

import (
	"cmp"
	"slices"

	"newshound/sources/text"
)

// Find says where in title and text the words stand that make the article
// answer the query: in order, none overlapping another. A phrase is one span.
// When the article does not answer, there are none.
func (q Query) Find(d *Prepared) (title, body []text.Span) {
	if !q.Match(d) {
		return nil, nil
	}
	q.root.reasons(d, func(t *term) {
		if t.field > fieldTitle {
			return
		}
		title = append(title, d.words().title.spans(t)...)
		if t.field == fieldAny {
			body = append(body, d.words().text.spans(t)...)
		}
	})
	return merge(title), merge(body)
}

// reasons visits the terms that make a matching node match.
func (n *node) reasons(d *Prepared, visit func(*term)) {
	switch n.op {
	case opNot:
	case opTerm:
		visit(n.term)
	default:
		for _, k := range n.kids {
			if n.op == opAnd || k.match(d) {
				k.reasons(d, visit)
			}
		}
	}
}

// spans are the places in the zone where the term stands.
func (z *zone) spans(t *term) []text.Span {
	var out []text.Span
	if t.re != nil {
		for _, at := range t.re.FindAllStringIndex(z.raw, -1) {
			out = append(out, text.Span{Start: at[0], End: at[1]})
		}
	}
	for places := range z.find(t) {
		if t.near > 0 {
			for _, i := range places {
				out = append(out, z.toks[i].Span)
			}
			continue
		}
		out = append(out, text.Span{Start: z.toks[places[0]].Start, End: z.toks[places[len(places)-1]].End})
	}
	return out
}

// merge sorts spans and joins those that overlap.
func merge(spans []text.Span) []text.Span {
	slices.SortFunc(spans, func(a, b text.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	var out []text.Span
	for _, s := range spans {
		switch last := len(out) - 1; {
		case s.Start == s.End:
		case last >= 0 && s.Start < out[last].End:
			out[last].End = max(out[last].End, s.End)
		default:
			out = append(out, s)
		}
	}
	return out
}
