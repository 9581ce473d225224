package summary

// ROUGE as the reference figures are measured: lower case, tokens [a-z0-9]+, no
// stemming, F1, L over the whole summary (Lin, "ROUGE: A Package for Automatic
// Evaluation of Summaries", 2004).

import "strings"

func rougeTokens(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}

// rouge returns ROUGE-1, ROUGE-2 and ROUGE-L in percent.
func rouge(got, reference string) [3]float64 {
	g, r := rougeTokens(got), rougeTokens(reference)
	return [3]float64{
		f1(shared(grams(g, 1), grams(r, 1)), len(g), len(r)),
		f1(shared(grams(g, 2), grams(r, 2)), len(g)-1, len(r)-1),
		f1(longestCommon(g, r), len(g), len(r)),
	}
}

func f1(hits, got, want int) float64 {
	if hits == 0 {
		return 0
	}
	return 200 * float64(hits) / float64(got+want)
}

func grams(tokens []string, n int) map[string]int {
	m := map[string]int{}
	for i := range len(tokens) - n + 1 {
		m[strings.Join(tokens[i:i+n], " ")]++
	}
	return m
}

func shared(a, b map[string]int) int {
	n := 0
	for g, c := range a {
		n += min(c, b[g])
	}
	return n
}

// longestCommon is the length of the longest common subsequence.
func longestCommon(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
