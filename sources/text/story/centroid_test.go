package story

import (
	"math"

	"newshound/sources/text"
)

// centroid is the baseline: the TF-IDF centroid nearest by cosine, with the
// document frequencies of the stream so far.
func centroid(samples []sample) []int64 {
	const long, longAt, shortAt = 40, 0.2, 0.1 // words; cosines
	type cluster struct {
		id  int64
		sum map[string]float64
	}
	var clusters []*cluster
	df := map[string]float64{}
	out := make([]int64, len(samples))
	for i, s := range samples {
		v := map[string]float64{}
		for t := range text.Scan(s.Title+"\n"+s.Text, s.Lang) {
			if !t.Stop {
				v[t.Stem]++
			}
		}
		for w, n := range v {
			df[w]++
			v[w] = (1 + math.Log(n)) * math.Log(float64(i+2)/df[w])
		}
		unit := norm(v)
		best, bestAt := (*cluster)(nil), shortAt
		if len(v) > long {
			bestAt = longAt
		}
		for _, c := range clusters {
			dot := 0.0
			for w, x := range v {
				dot += x * c.sum[w]
			}
			if cos := dot / unit / norm(c.sum); cos > bestAt {
				best, bestAt = c, cos
			}
		}
		if best == nil {
			best = &cluster{s.ID, map[string]float64{}}
			clusters = append(clusters, best)
		}
		for w, x := range v {
			best.sum[w] += x / unit
		}
		out[i] = best.id
	}
	return out
}

func norm(v map[string]float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return max(math.Sqrt(sum), 1e-9)
}
