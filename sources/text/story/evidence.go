package story

import (
	"cmp"
	"math"
	"slices"
)

const (
	backgroundWeight = 300 // stories that the background counts for, beside those of the window
	fewestTerms      = 8   // that an article is taken to have
	rareInfo         = 4.5 // nats from which a thing in common counts as rare
	phraseRest       = 0.3 // of what a phrase's other words tell, beside the one that tells most
	phraseWords      = 4   // of a phrase at most; what goes on longer is a quotation
)

// A probe is an article that is compared with stories, and what each of its
// terms tells in the window.
type probe struct {
	*article
	info []float64 // nats, by term
}

func (x *index) probe(n *article) *probe {
	p := &probe{article: n, info: make([]float64, len(n.terms))}
	for i, e := range n.terms {
		p.info[i] = x.info(e, len(n.terms))
	}
	return p
}

// info is how improbable a term is in an article of another event, of so many
// terms, in nats: less the more stories have it, and the commoner it is in news
// in general. Stories are counted, not articles, so that a much covered event
// does not make its own words common.
func (x *index) info(e entry, terms int) float64 {
	had := float64(max(0, x.postings.count(e.term)-1))
	return -math.Log((backgroundWeight*e.expected(terms) + had) / (backgroundWeight + float64(x.size())))
}

// expected is the share of articles of so many terms that have a term, in news
// in general.
func (e entry) expected(terms int) float64 {
	return within(float64(max(terms, fewestTerms)), e.mark.share())
}

// A measure is what all terms of an article tell in news in general.
type measure struct {
	total, title, names nats   // of all terms and of those kinds
	norm                uint16 // Euclidean length of the weighted vector, in units of 1/normUnit nats
}

const normUnit = 2048

// nats count information in steps of a 64th.
type nats uint16

func natsOf(info float64) nats { return nats(min(math.MaxUint16, math.Round(info*64))) }

func (n nats) float() float64 { return float64(n) / 64 }

func (v vector) measure() measure {
	var total, title, names, square float64
	for _, e := range v {
		info := -math.Log(e.expected(len(v)))
		total += info
		if e.mark&inTitle != 0 {
			title += info
		}
		if e.mark&isName != 0 {
			names += info
		}
		square += math.Pow(info*float64(e.weight)/one, 2)
	}
	norm := min(math.MaxUint16, max(1, math.Sqrt(square)*normUnit))
	return measure{natsOf(total), natsOf(title), natsOf(names), uint16(norm)}
}

// share is a part of a whole that may be nothing.
func share(part float64, whole nats) float64 { return part / max(1, whole.float()) }

// evidence is what two articles have in common, in all the ways that tell
// whether they are of one event.
type evidence [features]float64

const (
	features   = 17
	cosineAt   = 3
	overlapAt  = 5
	crowdScale = 5
)

// nearlySame reports whether two articles say the same in nearly the same
// words: no other articles do, whatever the model has seen.
func (e evidence) nearlySame() bool { return e[cosineAt] >= 0.75 && e[overlapAt] >= 0.6 }

// A common is a term that two articles share.
type common struct {
	place, other int     // where it stands first in each
	info         float64 // nats
}

// compare gathers the evidence that an article is of another's event.
func (x *index) compare(n *probe, m *article) evidence {
	var shared []common
	var dot, raw, title, ofTitle, ofOther, names, numbers float64
	for i, j := 0, 0; i < len(n.terms) && j < len(m.terms); {
		a, b := n.terms[i], m.terms[j]
		switch cmp.Compare(a.term, b.term) {
		case -1:
			i++
		case 1:
			j++
		default:
			info := n.info[i]
			shared = append(shared, common{a.mark.place(), b.mark.place(), info})
			dot += float64(a.weight) / one * float64(b.weight) / one * info * info
			raw += info
			for _, kind := range []struct {
				of  mark
				sum *float64
			}{{a.mark & b.mark & inTitle, &title}, {a.mark & inTitle, &ofTitle}, {b.mark & inTitle, &ofOther}, {a.mark & b.mark & isName, &names}, {a.mark & isNumber, &numbers}} {
				if kind.of != 0 {
					*kind.sum += info
				}
			}
			i, j = i+1, j+1
		}
	}
	units := unitsOf(shared)
	sum, rare := 0.0, 0.0
	for _, u := range units {
		sum += u
		rare += min(1, u/rareInfo)
	}
	units = append(units, 0, 0, 0)
	return evidence{
		1,
		sum / 10,
		math.Log(float64(x.size()+20)) / crowdScale,
		cosineAt:  dot / (float64(n.norm) / normUnit) / (float64(m.norm) / normUnit),
		4:         share(raw, min(n.total, m.total)),
		overlapAt: raw / max(1, n.total.float()+m.total.float()-raw),
		6:         math.Sqrt(rare),
		7:         units[0] / 10,
		8:         units[1] / 10,
		9:         units[2] / 10,
		10:        title / 20,
		11:        math.Log(1 + sum),
		12:        numbers / 10,
		13:        share(ofTitle, n.title),
		14:        share(ofOther, m.title),
		15:        share(names, min(n.names, m.names)),
		16:        names / 20,
	}
}

// unitsOf are what the independent things tell that two articles share, the
// most first: words that stand together in both are one thing.
func unitsOf(shared []common) []float64 {
	slices.SortFunc(shared, func(a, b common) int { return cmp.Compare(a.place, b.place) })
	units := make([]float64, 0, len(shared)+3)
	for i := 0; i < len(shared); {
		best, all := shared[i].info, shared[i].info
		j := i + 1
		for j < min(len(shared), i+phraseWords) && together(shared[j-1], shared[j]) {
			best, all = max(best, shared[j].info), all+shared[j].info
			j++
		}
		units = append(units, best+phraseRest*(all-best))
		i = j
	}
	slices.SortFunc(units, func(a, b float64) int { return cmp.Compare(b, a) })
	return units
}

// together reports whether two words follow each other in both articles.
func together(a, b common) bool {
	const gap = 2 // one stop word between them
	follows := func(from, to int) bool { return to > from && to-from <= gap && to < placeMask }
	return follows(a.place, b.place) && follows(a.other, b.other)
}

// textual is 0 where one of two articles is a headline, 1 where both are texts.
func textual(n, m *article) float64 {
	const few, many = 10, 50
	return min(1, max(0, float64(min(len(n.terms), len(m.terms))-few)/(many-few)))
}

// odds are the log odds that two articles are of one event, by themselves.
func (x *index) odds(n *probe, m *article) float64 {
	return x.model.pair(x.compare(n, m), textual(n.article, m))
}
