package story

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// English stems that many texts have, after what share of a rare word's
// weight each has: by its count in the English Wikipedia of 2016, as the
// zxcvbn project lists it.
//
//go:embed common.txt
var commonFile string

// common are the shares of common stems, by stem.
var common = sync.OnceValue(func() map[string]float64 {
	all := map[string]float64{}
	for line := range strings.Lines(commonFile) {
		words := strings.Fields(line)
		percent, _ := strconv.Atoi(words[0])
		for _, w := range words[1:] {
			all[w] = float64(percent) / 100
		}
	}
	return all
})

// rarity is how much a stem tells before anything else is known, at most 1:
// among the first stories of a stream each word seems rare.
func rarity(stem, lang string) float64 {
	if share, ok := common()[stem]; ok && lang == "en" {
		return share
	}
	return 1
}
