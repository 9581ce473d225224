package story

import "math"

const (
	leastThings   = 2   // rare and independent things that two articles of one event share
	templateShare = 0.6 // of the longer title's terms, from which two titles are of one template
	namingInfo    = 7.0 // nats from which a word names something: few in a thousand articles have it
)

// suffices reports whether what two articles share can tell one event at all: a
// city, a company or a head of state alone does not, nor do numbers.
func suffices(n *probe, m *article) bool { return rareThings(n, m, 0) >= leastThings }

// rareThings is how many rare and independent things two articles share, where
// both have a mark. Numbers do not count.
func rareThings(n *probe, m *article, both mark) (rare int) {
	var shared []common
	for i, e := range n.terms {
		if at, ok := m.terms.find(e.term); ok && e.mark&at.mark&both == both && e.mark&isNumber == 0 {
			shared = append(shared, common{e.mark.place(), at.mark.place(), n.info[i]})
		}
	}
	for _, unit := range unitsOf(shared) {
		if unit >= rareInfo {
			rare++
		}
	}
	return rare
}

// templated reports whether two articles are of one template rather than of one
// event: their titles are the same, but each names something or has a number
// that the other article does not have. Sources of one kind write alike.
func templated(n *probe, m *article) bool {
	return titleShare(n, m) >= templateShare && (numbersDiffer(n.article, m) ||
		lacks(n.article, m, entry.naming) && lacks(m, n.article, entry.naming))
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

// namesDiffer reports whether each of two titles has a name that the other
// article does not have.
func namesDiffer(a, b *article) bool {
	return lacks(a, b, entry.name) && lacks(b, a, entry.name)
}

// numbersDiffer reports the same of numbers.
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

func (e entry) name() bool   { return e.mark&isName != 0 }
func (e entry) number() bool { return e.mark&isNumber != 0 }

// naming reports whether a word is so rare in news that it names something.
func (e entry) naming() bool { return -math.Log(e.expected(fewestTerms)) >= namingInfo }
