package story

// A forest adds up what its trees say.
type forest struct {
	base  float64
	trees []tree
}

// A tree asks the same questions of everything: whether a feature is at least
// so much. The answers, the first the lowest bit, are the index of a leaf.
type tree struct {
	feature []int
	from    []float64
	leaf    []float64
}

// odds are the log odds of features.
func (f forest) odds(x []float64) float64 {
	sum := f.base
	for _, t := range f.trees {
		leaf := 0
		for i, feature := range t.feature {
			if x[feature] >= t.from[i] {
				leaf |= 1 << i
			}
		}
		sum += t.leaf[leaf]
	}
	return sum
}
