package summary

import (
	"math"
	"slices"
)

// A packing is the knapsack problem over the sentences in order, solved
// exactly by dynamic programming (Bellman, "Dynamic Programming", 1957): a
// state is how many sentences and words are left, and whether the sentence
// before is in, which one that leans needs.
type packing struct {
	*document
	from             []int
	sentences, words int // limits; 0 means none
	in, out          []float64
	last             []bool // of each sentence and state, in and out: whether the best has the sentence before
}

// pack returns the sentences that are worth most together within the limits.
func (d *document) pack(from []int, o Options) []int {
	p := packing{document: d, from: from}
	if o.Sentences < len(from) {
		p.sentences = o.Sentences
	}
	if o.Words < d.wordsOf(from) {
		p.words = o.Words
	}
	states := (p.sentences + 1) * (p.words + 1)
	p.in, p.out = make([]float64, states), make([]float64, states)
	for x := range p.in {
		p.in[x] = math.Inf(-1)
	}
	p.last = make([]bool, 2*states*len(from))
	for k := range from {
		p.step(k, p.last[2*states*k:][:2*states])
	}
	return p.trace()
}

// cost is what a sentence takes from a state: its place in the tables before.
func (p *packing) cost(k int) int {
	cost := 0
	if p.words > 0 {
		cost = p.document.sentences[p.from[k]].words
	}
	if p.sentences > 0 {
		cost += p.words + 1
	}
	return cost
}

// step finds the best of each state with and without the sentence k.
func (p *packing) step(k int, last []bool) {
	s := &p.document.sentences[p.from[k]]
	cost := p.cost(k)
	joined := k > 0 && p.from[k-1] == p.from[k]-1
	leans := s.flaws&leaning != 0
	width, both := p.words+1, p.words > 0 && p.sentences > 0
	for x := len(p.in) - 1; x >= 0; x-- {
		in, out := p.in[x], p.out[x]
		with := math.Inf(-1)
		if y := x - cost; y >= 0 && (!both || x%width >= s.words) {
			best, prev := p.out[y], false
			if leans {
				best = math.Inf(-1)
			}
			if p.in[y] > best && (joined || !leans) {
				best, prev = p.in[y], true
			}
			with, last[2*x] = best+s.value, prev
		}
		p.in[x] = with
		p.out[x], last[2*x+1] = max(in, out), in > out
	}
}

// trace goes back through the best states.
func (p *packing) trace() []int {
	var chosen []int
	x := len(p.in) - 1
	in := p.in[x] > p.out[x]
	for k := len(p.from) - 1; k >= 0; k-- {
		last := p.last[2*len(p.in)*k:]
		if !in {
			in = last[2*x+1]
			continue
		}
		chosen = append(chosen, p.from[k])
		in = last[2*x]
		x -= p.cost(k)
	}
	slices.Reverse(chosen)
	return chosen
}
