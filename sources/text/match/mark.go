package match

import "newshound/sources/text"

// Empty reports whether the query is the zero value, which asks for nothing.
func (q Query) Empty() bool { return q.root == nil }

// Mark says where in a string stands what speaks for a match, whether or not
// the string alone answers the query: the words to make bold in a sentence of
// an article that does. Spans are in order, none overlapping another.
func (q Query) Mark(s, lang string) []text.Span {
	var out []text.Span
	z := newZone(s, baseTag(lang))
	q.root.positive(func(t *term) {
		if t.field <= fieldTitle {
			out = append(out, z.spans(t)...)
		}
	})
	return merge(out)
}
