package story

import "math"

const (
	// Of the longer title's terms, from which two titles are of one template.
	// Headlines alone have few words for one event.
	templateShare, headlineShare = 0.6, 0.72

	namingInfo = 7.0 // nats from which a word names something: few in a thousand articles have it
)

// templated reports whether two articles are of one template rather than of one
// event: their titles are the same, but each names something or has a number
// that the other article does not have. Sources of one kind write alike.
func templated(n *probe, m *article) bool {
	least := headlineShare
	if len(n.terms) > n.terms.titled() && len(m.terms) > m.terms.titled() {
		least = templateShare
	}
	return titleShare(n, m) >= least && namesDiffer(n.article, m)
}

// titleShare is the share of the longer title's terms that two titles have in
// common.
func titleShare(n *probe, m *article) float64 {
	shared := 0
	for _, e := range n.terms {
		if at, ok := m.terms.find(e.term); ok && e.mark&at.mark&inTitle != 0 {
			shared++
		}
	}
	return float64(shared) / float64(max(1, n.terms.titled(), m.terms.titled()))
}

// namesDiffer reports whether each of two titles names something, or has a
// number, that the other article does not have.
func namesDiffer(a, b *article) bool {
	return numbersDiffer(a, b) || lacks(a, b, entry.naming) && lacks(b, a, entry.naming)
}

// numbersDiffer reports whether each of two titles has a number that the other
// article does not have.
func numbersDiffer(a, b *article) bool {
	return lacks(a, b, entry.number) && lacks(b, a, entry.number)
}

// lacks reports whether b lacks a word of a kind that a's title has.
func lacks(a, b *article, kind func(entry) bool) bool {
	for _, e := range a.terms {
		if e.mark&inTitle != 0 && kind(e) && !b.terms.has(e.term) {
			return true
		}
	}
	return false
}

func (e entry) any() bool { return true }

func (e entry) number() bool { return e.mark&isNumber != 0 }

// naming reports whether a word is so rare in news that it names something.
func (e entry) naming() bool { return -math.Log(e.expected(fewestTerms)) >= namingInfo }
