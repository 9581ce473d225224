package story

import (
	"math"
	"runtime"
	"slices"
	"sync"
)

// boost fits oblivious trees to lessons by gradient boosting (J. Friedman,
// Greedy function approximation, 2001; L. Prokhorenkova and others, CatBoost,
// 2018): all nodes of a level ask the same question.
func boost(all []lesson, trees, depth int, rate, ridge float64) forest {
	const bins = 48
	k := len(all[0].x)
	cuts := make([][]float64, k)
	binned := make([][]uint8, k)
	for f := range k {
		values := make([]float64, 0, len(all))
		for _, l := range all {
			values = append(values, l.x[f])
		}
		slices.Sort(values)
		for b := 1; b < bins; b++ {
			// finer among the highest values, where decisions are made
			q := 1 - math.Pow(1-float64(b)/bins, 2.5)
			c := values[min(len(values)-1, int(q*float64(len(values))))]
			if len(cuts[f]) == 0 || c > cuts[f][len(cuts[f])-1] {
				cuts[f] = append(cuts[f], c)
			}
		}
		binned[f] = make([]uint8, len(all))
		for i, l := range all {
			n, found := slices.BinarySearch(cuts[f], l.x[f])
			if found {
				n++
			}
			binned[f][i] = uint8(n)
		}
	}
	var positive, total float64
	for _, l := range all {
		total += l.w
		if l.same {
			positive += l.w
		}
	}
	out := forest{base: math.Log(positive / (total - positive))}
	sum := make([]float64, len(all))
	g, h := make([]float64, len(all)), make([]float64, len(all))
	for i := range sum {
		sum[i] = out.base
	}
	leaf := make([]uint16, len(all))
	for range trees {
		for i, l := range all {
			p := 1 / (1 + math.Exp(-sum[i]))
			y := 0.0
			if l.same {
				y = 1
			}
			g[i], h[i], leaf[i] = l.w*(y-p), l.w*p*(1-p), 0
		}
		var t tree
		for d := range depth {
			f, b := bestQuestion(binned, cuts, g, h, leaf, 1<<d, ridge)
			t.feature = append(t.feature, f)
			t.from = append(t.from, cuts[f][b])
			for i := range leaf {
				if int(binned[f][i]) > b {
					leaf[i] |= 1 << d
				}
			}
		}
		gs, hs := make([]float64, 1<<depth), make([]float64, 1<<depth)
		for i, l := range leaf {
			gs[l] += g[i]
			hs[l] += h[i]
		}
		for l := range gs {
			t.leaf = append(t.leaf, rate*gs[l]/(hs[l]+ridge))
		}
		for i, l := range leaf {
			sum[i] += t.leaf[l]
		}
		out.trees = append(out.trees, t)
	}
	return out
}

// bestQuestion is the feature and the cut that tell most of what is left.
func bestQuestion(binned [][]uint8, cuts [][]float64, g, h []float64, leaf []uint16, leaves int, ridge float64) (feature, cut int) {
	type answer struct {
		gain float64
		cut  int
	}
	answers := make([]answer, len(binned))
	var asked sync.WaitGroup
	limit := make(chan bool, runtime.NumCPU())
	for f := range binned {
		limit <- true
		asked.Go(func() {
			answers[f].gain, answers[f].cut = bestCut(binned[f], len(cuts[f]), g, h, leaf, leaves, ridge)
			<-limit
		})
	}
	asked.Wait()
	for f, a := range answers {
		if a.gain > answers[feature].gain {
			feature = f
		}
	}
	return feature, answers[feature].cut
}

// bestCut is the cut of a feature that tells most, and how much.
func bestCut(binned []uint8, cuts int, g, h []float64, leaf []uint16, leaves int, ridge float64) (best float64, cut int) {
	const bins = 64
	gs, hs := make([]float64, leaves*bins), make([]float64, leaves*bins)
	for i, b := range binned {
		at := int(leaf[i])*bins + int(b)
		gs[at] += g[i]
		hs[at] += h[i]
	}
	gain := make([]float64, cuts)
	for l := range leaves {
		var tg, th float64
		for b := range bins {
			tg += gs[l*bins+b]
			th += hs[l*bins+b]
		}
		var lg, lh float64
		for b := range cuts {
			lg += gs[l*bins+b]
			lh += hs[l*bins+b]
			gain[b] += lg*lg/(lh+ridge) + (tg-lg)*(tg-lg)/(th-lh+ridge)
		}
	}
	best = math.Inf(-1)
	for b, v := range gain {
		if v > best {
			best, cut = v, b
		}
	}
	return best, cut
}
