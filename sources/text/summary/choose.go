package summary

import (
	"math"
)

// barred are the flaws that keep a sentence out. Where nothing is left
// without them, only the worst count.
var barred = []flaw{
	furniture | titled | question | unclosed | fragment | empty,
	furniture | titled,
}

// choose returns the indexes of the sentences that are worth most together
// within the limits.
func (d *document) choose(o Options) []int {
	if all := d.without(furniture | titled); d.fit(all, o) {
		return all
	}
	for _, flaws := range barred {
		out := make([]bool, len(d.sentences))
		for i, s := range d.sentences {
			out[i] = s.flaws&flaws != 0
		}
		for {
			chosen := d.pack(out, o)
			repeat := d.repeated(chosen)
			if repeat < 0 {
				if len(chosen) > 0 {
					return chosen
				}
				break
			}
			out[repeat] = true
		}
	}
	return nil
}

func (d *document) without(f flaw) []int {
	var out []int
	for i, s := range d.sentences {
		if s.flaws&f == 0 {
			out = append(out, i)
		}
	}
	return out
}

func (d *document) fit(chosen []int, o Options) bool {
	words := 0
	for _, i := range chosen {
		words += d.sentences[i].words
	}
	return (o.Words <= 0 || words <= o.Words) && (o.Sentences <= 0 || len(chosen) <= o.Sentences)
}

// repeated returns the less worthy of two chosen sentences that say nearly the same,
// or -1.
func (d *document) repeated(chosen []int) int {
	for n, j := range chosen {
		for _, i := range chosen[:n] {
			if d.overlap(i, j) > 0.6 {
				if d.sentences[i].value < d.sentences[j].value {
					return i
				}
				return j
			}
		}
	}
	return -1
}

// overlap is the share of the shorter sentence's terms that the other has.
func (d *document) overlap(i, j int) float64 {
	a, b := d.sentences[i].terms, d.sentences[j].terms
	n := 0
	for _, t := range a {
		for _, u := range b {
			if t == u {
				n++
			}
		}
	}
	return float64(n) / float64(min(len(a), len(b)))
}

// pack solves the knapsack of the sentences within both limits exactly, by
// dynamic programming over the sentences in order; a sentence that leans needs
// the one before it.
func (d *document) pack(out []bool, o Options) []int {
	S, W := o.Sentences, o.Words
	unit := 1
	if S <= 0 {
		S, unit = 0, 0
	}
	width := W + 1
	if W <= 0 {
		W, width = 0, 1
	}
	size := (S + 1) * width
	n := len(d.sentences)
	// with[x] is the best worth with the previous sentence in, sans[x] without.
	with, sans := make([]float64, size), make([]float64, size)
	nwith, nsans := make([]float64, size), make([]float64, size)
	for x := range size {
		with[x] = math.Inf(-1)
	}
	from := make([]int8, n*size*2) // 0: taken after with; 1: after sans
	_ = from
	for i, s := range d.sentences {
		w := s.words
		if o.Words <= 0 {
			w = 0
		}
		for x := range size {
			row := from[(i*size+x)*2:]
			nsans[x], row[1] = sans[x], 1
			if with[x] > sans[x] {
				nsans[x], row[1] = with[x], 0
			}
			nwith[x] = math.Inf(-1)
			k, c := x/width, x%width
			if out[i] || k < unit || c < w {
				continue
			}
			y := (k-unit)*width + c - w
			v, prev := with[y], int8(0)
			if s.flaws&leaning == 0 && sans[y] > v {
				v, prev = sans[y], 1
			}
			nwith[x], row[0] = v+s.value, prev
		}
		with, nwith = nwith, with
		sans, nsans = nsans, sans
	}
	x, state := size-1, int8(1)
	if with[x] > sans[x] {
		state = 0
	}
	var chosen []int
	for i := n - 1; i >= 0; i-- {
		prev := from[(i*size+x)*2+int(state)]
		if state == 0 {
			chosen = append(chosen, i)
			k, c := x/width, x%width
			w := d.sentences[i].words
			if o.Words <= 0 {
				w = 0
			}
			x = (k-unit)*width + c - w
		}
		state = prev
	}
	for i, j := 0, len(chosen)-1; i < j; i, j = i+1, j-1 {
		chosen[i], chosen[j] = chosen[j], chosen[i]
	}
	return chosen
}
