package story

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

// commonFile has the stems of the ten thousand commonest English words, after
// how often they stand among a million, as the zxcvbn project has counted the
// English Wikipedia (its data/english_wikipedia.txt), to two digits.
//
//go:embed common.txt
var commonFile string

// common are the shares that stems have of all words.
var common = sync.OnceValue(func() map[string]float64 {
	all := map[string]float64{}
	for line := range strings.Lines(commonFile) {
		words := strings.Fields(line)
		count, _ := strconv.Atoi(words[0])
		for _, w := range words[1:] {
			all[w] = float64(count) / 1e6
		}
	}
	return all
})

// rarity is how much a stem tells before anything else is known, at most 1:
// among the first stories of a stream each word seems rare. It is what idf
// would make of the stories that it counts as told before, were they texts of
// so many words in which each falls independently of the others.
func rarity(stem, lang string) float64 {
	const words = 125
	if lang != "en" {
		return 1
	}
	have := 1 - math.Exp(-words*common()[stem])
	return math.Log((1+before)/(1+before*have)) / math.Log(1+before)
}
