package summary

import "math"

// W are the weights.
var W = struct{ Alpha, Title, Pos, Len, Start float64 }{0.5, 1, 1, 0.5, 0}

// rate gives each sentence what it is worth.
func (d *document) rate(o Options) {
	limit := float64(o.Words)
	if o.Words <= 0 {
		limit = 20 * float64(o.Sentences)
	}
	weight := make([]float64, len(d.counts))
	for t, c := range d.counts {
		weight[t] = math.Pow(c, W.Alpha)
		if d.inTitle[t] {
			weight[t] *= 1 + W.Title
		}
	}
	total := 0.0
	for i := range d.sentences {
		s := &d.sentences[i]
		sum := 0.0
		for _, t := range s.terms {
			sum += weight[t]
		}
		s.value = sum / math.Pow(float64(s.words)+1, W.Len) / (1 + W.Pos*float64(s.before)/limit)
		total += s.value
	}
	if o.Query == nil {
		return
	}
	for i := range d.sentences {
		if s := &d.sentences[i]; o.Query(shown(d.body[s.Start:s.End])) {
			s.value += total
		}
	}
}
