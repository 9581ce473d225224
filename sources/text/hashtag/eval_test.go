package hashtag

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newshound/sources/text"
)

type item struct {
	Lang, Text string
	Keys       []string
}

// evalItems reads a file of the evaluation data, beside the project.
func evalItems(tb testing.TB, file string) []item {
	tb.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "eval", file))
	if err != nil {
		if os.Getenv("CI") != "" {
			tb.Fatal(err)
		}
		tb.Skipf("no evaluation data: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var items []item
	sc := bufio.NewScanner(z)
	for sc.Buffer(nil, 1<<24); sc.Scan(); {
		var it item
		if err := json.Unmarshal(sc.Bytes(), &it); err != nil {
			tb.Fatal(err)
		}
		items = append(items, it)
	}
	return items
}

// f1 compares key phrases by their lower-cased forms.
func f1(got, want []string) float64 {
	keys := map[string]bool{}
	for _, k := range want {
		keys[strings.ToLower(k)] = true
	}
	hits := 0
	for _, g := range got {
		if keys[strings.ToLower(g)] {
			hits++
		}
	}
	return 2 * float64(hits) / float64(max(1, len(got)+len(keys)))
}

// tfidf is the baseline: words and pairs of words, none of them a stop word,
// by their count and how rare they are in the set.
type tfidf struct {
	df map[string]float64
	n  float64
}

func baseline(items []item, lang string) tfidf {
	b := tfidf{df: map[string]float64{}}
	for _, it := range items {
		if it.Lang == lang {
			b.n++
			for k := range candidates(it) {
				b.df[k]++
			}
		}
	}
	return b
}

func candidates(it item) map[string]float64 {
	counts := map[string]float64{}
	var before text.Token
	lower := strings.ToLower(it.Text)
	for t := range text.Scan(lower, it.Lang) {
		if !t.Stop {
			counts[lower[t.Start:t.End]]++
			if before.Fold != "" && !before.Stop && lower[before.End:t.Start] == " " {
				counts[lower[before.Start:t.End]]++
			}
		}
		before = t
	}
	return counts
}

func (b tfidf) keyphrases(it item, n int) []string {
	counts := candidates(it)
	var all []string
	for k, c := range counts {
		counts[k] = c * math.Log((b.n+1)/(b.df[k]+0.5))
		all = append(all, k)
	}
	slices.SortFunc(all, func(x, y string) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	return all[:min(n, len(all))]
}

// bootstrap returns the mean and its 95 % interval (Efron's percentile
// method, a thousand resamples).
func bootstrap(d []float64) (mean, low, high float64) {
	rng := rand.New(rand.NewPCG(1, 2))
	means := make([]float64, 1000)
	for i := range means {
		for range d {
			means[i] += d[rng.IntN(len(d))] / float64(len(d))
		}
	}
	slices.Sort(means)
	for _, x := range d {
		mean += x / float64(len(d))
	}
	return mean, means[25], means[974]
}

func keyphrases(title, body, lang string, n int) []string {
	_, phrases := Of(title, body, lang, nil, n, nil)
	return phrases
}

func TestEvalKeyphrases(t *testing.T) {
	items := evalItems(t, "keyphrases.jsonl.gz")
	t.Logf("F1 of the first ten  TF-IDF                ours, 95 %% intervals")
	for _, c := range []struct {
		lang string
		bar  float64
	}{{"en", .20}, {"pt", .30}, {"fr", .38}} {
		base := baseline(items, c.lang)
		var theirs, ours []float64
		for _, it := range items {
			if it.Lang == c.lang {
				theirs = append(theirs, f1(base.keyphrases(it, 10), it.Keys))
				ours = append(ours, f1(keyphrases("", it.Text, it.Lang, 10), it.Keys))
			}
		}
		before, below, above := bootstrap(theirs)
		mean, low, high := bootstrap(ours)
		t.Logf("%-20s %.3f [%.3f, %.3f]  %.3f [%.3f, %.3f]", c.lang, before, below, above, mean, low, high)
		if mean < c.bar {
			t.Errorf("%s: F1 %.3f, want at least %.2f", c.lang, mean, c.bar)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	items := evalItems(b, "summary-bbc.jsonl.gz")[:200]
	b.ReportAllocs()
	for b.Loop() {
		for _, it := range items {
			Of("", it.Text, "en", nil, 0, nil)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(items)), "µs/article")
}
