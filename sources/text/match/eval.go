package match

import (
	"slices"
	"strings"

	"newshound/sources/text"
)

// Match reports whether the article answers the query.
func (q Query) Match(d *Prepared) bool { return q.root != nil && q.root.match(d) }

func (n *node) match(d *Prepared) bool {
	switch n.op {
	case opTerm:
		return n.term.match(d)
	case opNot:
		return !n.kids[0].match(d)
	}
	for _, k := range n.kids {
		if k.match(d) == (n.op == opOr) {
			return n.op == opOr
		}
	}
	return n.op == opAnd
}

func (t *term) match(d *Prepared) bool {
	switch t.field {
	case fieldLang:
		return d.lang == t.text
	case fieldSite:
		return onSite(d.site, t.text)
	}
	for _, z := range d.zones(t.field) {
		if t.re != nil && t.re.MatchString(z.raw) {
			return true
		}
		for range z.find(t) {
			return true
		}
	}
	return false
}

// onSite reports whether a host is the wanted one or below it, or has a part
// of that name.
func onSite(host, want string) bool {
	if host == want || strings.HasSuffix(host, "."+want) {
		return true
	}
	return !strings.Contains(want, ".") && slices.Contains(strings.Split(host, "."), want)
}

// find yields the words, by their places in the zone, of each stretch where
// the term stands.
func (z *zone) find(t *term) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		forms := t.forms(z.lang)
		places := make([]int, len(forms))
		if len(forms) == 0 {
			return
		}
		for i := range z.toks {
			if z.standsAt(t, forms, i, places) && !yield(places) {
				return
			}
		}
	}
}

// forms are the term's words as they stand in a text of the language.
func (t *term) forms(lang string) []string {
	forms := make([]string, len(t.words))
	for i, w := range t.words {
		forms[i] = w.form
		if w.kind == stemWord {
			forms[i] = text.Stem(w.form, lang)
		}
	}
	return forms
}

// standsAt reports whether the term begins at word i, and notes where its
// words are.
func (z *zone) standsAt(t *term, forms []string, i int, places []int) bool {
	if t.near > 0 {
		return z.nearAt(t, forms, i, places)
	}
	if i+len(forms) > len(z.toks) {
		return false
	}
	for k := range forms {
		if !z.is(i+k, t.words[k].kind, forms[k]) {
			return false
		}
		places[k] = i + k
	}
	return true
}

// nearAt reports whether word i and those after it, as far as the term allows,
// hold each of the term's words in a place of its own.
func (z *zone) nearAt(t *term, forms []string, i int, places []int) bool {
	end := min(i+t.near+1, len(z.toks))
	for k := range forms {
		at := i
		for at < end && (slices.Contains(places[:k], at) || !z.is(at, t.words[k].kind, forms[k])) {
			at++
		}
		if at == end {
			return false
		}
		places[k] = at
	}
	return true
}

// is reports whether word i of the zone is of the wanted form.
func (z *zone) is(i int, kind wordKind, form string) bool {
	t := &z.toks[i]
	switch kind {
	case exactWord:
		return exactForm(z.raw[t.Start:t.End]) == form
	case initialWord:
		return t.Fold == form && initials(z.raw[t.Start:t.End])
	case prefixWord:
		return strings.HasPrefix(t.Fold, form)
	}
	return t.Stem == form && form != ""
}
