package text

import (
	"maps"
	"slices"
)

// Stemmed lists the languages that have a stemmer, sorted.
func Stemmed() []string { return slices.Sorted(maps.Keys(stemmers)) }
