package match

import (
	"slices"

	"newshound/sources/text"
)

// A Term is one word of a full-text search: a stem or a folded word of title
// or text, or how one begins.
type Term struct {
	Stem   string
	Prefix bool
}

// maxClauses bounds what OR multiplies to; beyond it the search gets wider.
const maxClauses = 32

// Search turns the query into what a full-text index over the folded words
// and stems of title and text can find: of each clause at least one term must
// be there. Every article that the query matches is found, and more; none
// means that the index cannot help. A word's stem depends on the article's
// language, so its clause holds its stem in each of langs ("" is unstemmed).
func (q Query) Search(langs ...string) [][]Term {
	if q.root == nil {
		return nil
	}
	return q.root.clauses(langs)
}

func (n *node) clauses(langs []string) [][]Term {
	var out [][]Term
	switch n.op {
	case opTerm:
		return n.term.clauses(langs)
	case opAnd:
		for _, k := range n.kids {
			out = append(out, k.clauses(langs)...)
		}
	case opOr:
		out = n.kids[0].clauses(langs)
		for _, k := range n.kids[1:] {
			out = either(out, k.clauses(langs))
		}
	}
	return out
}

// either holds when all of a or all of b hold.
func either(a, b [][]Term) [][]Term {
	if len(a)*len(b) > maxClauses {
		a, b = a[:1], b[:1]
	}
	var out [][]Term
	for _, x := range a {
		for _, y := range b {
			out = append(out, append(slices.Clone(x), y...))
		}
	}
	return out
}

func (t *term) clauses(langs []string) [][]Term {
	if t.field > fieldTitle {
		return nil
	}
	var out [][]Term
	for _, w := range t.words {
		out = append(out, w.clause(langs))
	}
	return out
}

func (w word) clause(langs []string) []Term {
	switch w.kind {
	case exactWord:
		return []Term{{Stem: text.Fold(w.form)}}
	case initialWord:
		return []Term{{Stem: w.form}}
	case prefixWord:
		return []Term{{w.form, true}}
	}
	out := []Term{{Stem: w.form}}
	for _, lang := range langs {
		if t := (Term{Stem: text.Stem(w.form, lang)}); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
