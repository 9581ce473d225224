package story

import (
	"math"

	"newshound/sources/text"
)

// centroid is the baseline: the TF-IDF centroid nearest by cosine, with the
// document frequencies of the stream so far.
func centroid(samples []sample) []int64 {
	const long, longAt, shortAt = 40, 0.2, 0.1 // words; cosines
	return centroidAt(samples, func(words int) float64 {
		if words > long {
			return longAt
		}
		return shortAt
	})
}

// centroidAt joins an article of so many words from a threshold on. The sums of
// the clusters are kept by word, so that a cosine looks at shared words only.
func centroidAt(samples []sample, threshold func(words int) float64) []int64 {
	var squares []float64 // by cluster
	var ids []int64
	sums := map[string]map[int]float64{}
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
		dots := map[int]float64{}
		for w, x := range v {
			for c, y := range sums[w] {
				dots[c] += x * y
			}
		}
		best, bestAt := -1, threshold(len(v))
		for c, dot := range dots {
			if cos := dot / unit / math.Sqrt(squares[c]); cos > bestAt || cos == bestAt && c < best {
				best, bestAt = c, cos
			}
		}
		if best < 0 {
			best = len(ids)
			ids, squares = append(ids, s.ID), append(squares, 1e-18)
		}
		for w, x := range v {
			if sums[w] == nil {
				sums[w] = map[int]float64{}
			}
			was := sums[w][best]
			sums[w][best] = was + x/unit
			squares[best] += 2*was*x/unit + x/unit*x/unit
		}
		out[i] = ids[best]
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
