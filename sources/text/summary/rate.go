package summary

import "math"

// What a sentence's shape and place do to its worth.
const (
	firstWeight     = 2   // of an article's first whole sentence
	fragmentWeight  = 0.5 // of what is no whole sentence
	typicalSentence = 20  // words
)

// rate gives each sentence what it is worth.
//
// The terms that many of the text's sentences have are what it is about, and
// a sentence is worth their sum: the centroid of Radev et al.,
// "Centroid-based summarization of multiple documents" (2004). Neither a
// background IDF nor the title made it better, measured beside stop words.
func (d *document) rate(o Options) {
	weights := make([]float64, len(d.terms))
	for i, t := range d.terms {
		weights[i] = (float64(t.count) - 0.5) * (float64(t.count) - 0.5) // one sentence's term says little
	}
	place := d.place(o)
	total, first := 0.0, -1
	for i := range d.sentences {
		s := &d.sentences[i]
		for _, t := range s.terms {
			s.value += weights[t]
		}
		s.value *= math.Sqrt(float64(s.words)) * place(s.before)
		if s.flaws&fragment != 0 {
			s.value *= fragmentWeight
		} else if s.flaws&barred == 0 && s.article > first {
			s.value *= firstWeight
			first = s.article
		}
		total += s.value
	}
	if o.Query != nil {
		d.answer(o.Query, total)
	}
}

// place returns what it is worth to have so many words of the text before.
// News says first what matters, so worth falls about half a summary's length
// into the text, the steeper the less of the text a summary can hold.
func (d *document) place(o Options) func(before int) float64 {
	limit := float64(o.Words)
	if o.Words == 0 {
		limit = float64(typicalSentence * o.Sentences)
	}
	steep := math.Pow(1-min(1, limit/float64(d.words+1)), 7)
	return func(before int) float64 {
		x := 2 * float64(before) / limit
		return math.Pow(1+x*x*x*x*x*x, -steep)
	}
}

// answer makes each sentence that answers a query worth more than all others
// together.
func (d *document) answer(query func(string) bool, total float64) {
	for i := range d.sentences {
		if s := &d.sentences[i]; query(s.shown()) {
			s.value += total
		}
	}
}
