package summary

import (
	"cmp"
	"slices"
)

const (
	mostSentences = 100  // that a summary is chosen from
	sameShare     = 0.55 // of the shorter sentence's terms, that say the same
	retoldShare   = 0.4  // the same, of sentences of two articles
)

// choose returns the sentences that are worth most together within the
// limits, in order. Where no faultless one fits, it takes others of the
// article.
func (d *document) choose(o Options) []int {
	for _, flaws := range []flaw{barred, furniture | titled} {
		if chosen := d.among(d.without(flaws), o); len(chosen) > 0 {
			return chosen
		}
	}
	return nil
}

// among returns those of the sentences that are worth most together within
// the limits and say nothing twice, in order.
func (d *document) among(from []int, o Options) []int {
	for from = d.best(from); ; {
		chosen := d.pack(from, o)
		i := d.repeated(chosen)
		if i < 0 {
			return chosen
		}
		from = slices.DeleteFunc(from, func(j int) bool { return i == j })
	}
}

// without returns the sentences that have none of the flaws.
func (d *document) without(f flaw) []int {
	out := make([]int, 0, len(d.sentences))
	for i, s := range d.sentences {
		if s.flaws&f == 0 {
			out = append(out, i)
		}
	}
	return out
}

// best returns the best of the sentences, in order.
func (d *document) best(from []int) []int {
	if len(from) > mostSentences {
		slices.SortStableFunc(from, func(i, j int) int { return cmp.Compare(d.sentences[j].value, d.sentences[i].value) })
		from = from[:mostSentences]
		slices.Sort(from)
	}
	return from
}

func (d *document) fit(chosen []int, o Options) bool {
	return (o.Words == 0 || d.wordsOf(chosen) <= o.Words) && (o.Sentences == 0 || len(chosen) <= o.Sentences) && len(chosen) <= mostSentences
}

func (d *document) wordsOf(chosen []int) int {
	n := 0
	for _, i := range chosen {
		n += d.sentences[i].words
	}
	return n
}

// repeated returns the less worthy of two chosen sentences that say nearly
// the same, or -1.
func (d *document) repeated(chosen []int) int {
	for n, j := range chosen {
		for _, i := range chosen[:n] {
			a, b := &d.sentences[i], &d.sentences[j]
			limit := sameShare
			if a.article != b.article {
				limit = retoldShare
			}
			if float64(common(a.terms, b.terms)) > limit*float64(min(len(a.terms), len(b.terms))) {
				if a.value < b.value {
					return i
				}
				return j
			}
		}
	}
	return -1
}

// common counts what two short lists both have.
func common(a, b []int32) int {
	n := 0
	for _, t := range a {
		if slices.Contains(b, t) {
			n++
		}
	}
	return n
}
