package summary

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newshound/sources/text"
)

type item struct{ Title, Text, Reference string }

func evalItems(tb testing.TB, set string) []item {
	tb.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "eval", "summary-"+set+".jsonl.gz"))
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

// A system makes a summary of an item.
type system func(item) string

func ours(o Options) system {
	return func(it item) string { return Of(it.Title, it.Text, "en", o).Text }
}

func lead(o Options) system {
	return func(it item) string {
		var out []string
		words := 0
		for _, sp := range text.Sentences(it.Text, "en") {
			s := it.Text[sp.Start:sp.End]
			words += len(strings.Fields(s))
			if o.Words > 0 && words > o.Words || o.Sentences > 0 && len(out) == o.Sentences {
				break
			}
			out = append(out, s)
		}
		return strings.Join(out, " ")
	}
}

func cut(words int, s system) system {
	return func(it item) string {
		w := strings.Fields(s(it))
		return strings.Join(w[:min(len(w), words)], " ")
	}
}

func whole(it item) string { return it.Text }

// length is how many words a reference has, its sentences parted.
func length(it item) int { return len(strings.Fields(strings.ReplaceAll(it.Reference, ".", " "))) }

func leadAsLong(it item) string { return cut(length(it), whole)(it) }

func oursAsLong(it item) string { return ours(Options{Words: length(it)})(it) }

// A measure compares ours to the lead; ours must gain at least so much in
// the mean of the three, and reach ROUGE-1 and ROUGE-2.
type measure struct {
	name, set  string
	lead, ours system
	gain       float64
	r1, r2     float64
}

var measures = []measure{
	{"60 words, cut", "inshorts", cut(60, whole), cut(60, ours(Options{Sentences: 3})), -0.1, 46, 23.5},
	{"60 words, cut", "cnndm", cut(60, whole), cut(60, ours(Options{Sentences: 3})), 0, 39.9, 18},
	{"60 words, whole", "inshorts", lead(Options{Words: 60}), ours(Options{Words: 60}), 1, 0, 0},
	{"60 words, whole", "cnndm", lead(Options{Words: 60}), ours(Options{Words: 60}), 1, 0, 0},
	{"45 words, whole", "inshorts", lead(Options{Words: 45}), ours(Options{Words: 45}), 0.5, 0, 0},
	{"45 words, whole", "cnndm", lead(Options{Words: 45}), ours(Options{Words: 45}), 0.5, 0, 0},
	{"75 words, whole", "inshorts", lead(Options{Words: 75}), ours(Options{Words: 75}), -0.5, 0, 0},
	{"75 words, whole", "cnndm", lead(Options{Words: 75}), ours(Options{Words: 75}), -0.5, 0, 0},
	{"3 sentences", "inshorts", lead(Options{Sentences: 3}), ours(Options{Sentences: 3}), 0, 0, 0},
	{"3 sentences", "cnndm", lead(Options{Sentences: 3}), ours(Options{Sentences: 3}), 0, 0, 0},
	{"reference's length", "bbc", leadAsLong, oursAsLong, 10, 76, 68},
}

func mean(rs [][3]float64) (m [3]float64) {
	for _, r := range rs {
		for i := range r {
			m[i] += r[i] / float64(len(rs))
		}
	}
	return m
}

// bootstrap returns the mean of d and its 95 % interval (Efron's percentile
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

// halves returns the means of every other value, for a look at how much the
// weights suit some items only.
func halves(d []float64) (one, other float64) {
	for i, x := range d {
		if i%2 == 0 {
			one += x / float64((len(d)+1)/2)
		} else {
			other += x / float64(len(d)/2)
		}
	}
	return one, other
}

func TestEvalSummaries(t *testing.T) {
	t.Logf("%-20s %-9s %-21s %-21s  ours - lead, mean of R1 R2 RL; of either half", "", "", "lead R1/R2/RL", "ours")
	var pooled []float64
	for _, m := range measures {
		var a, b [][3]float64
		var gain []float64
		for _, it := range evalItems(t, m.set) {
			x, y := rouge(m.lead(it), it.Reference), rouge(m.ours(it), it.Reference)
			a, b = append(a, x), append(b, y)
			gain = append(gain, (y[0]+y[1]+y[2]-x[0]-x[1]-x[2])/3)
		}
		if m.name == "60 words, whole" {
			pooled = append(pooled, gain...)
		}
		x, y := mean(a), mean(b)
		g, low, high := bootstrap(gain)
		one, other := halves(gain)
		t.Logf("%-20s %-9s %5.2f / %5.2f / %5.2f %5.2f / %5.2f / %5.2f  %+.2f [%+.2f, %+.2f]; %+.2f %+.2f", m.name, m.set,
			x[0], x[1], x[2], y[0], y[1], y[2], g, low, high, one, other)
		if g < m.gain || y[0] < m.r1 || y[1] < m.r2 {
			t.Errorf("%s of %s: want %+.2f over the lead, R1 %.1f, R2 %.1f", m.name, m.set, m.gain, m.r1, m.r2)
		}
	}
	g, low, high := bootstrap(pooled)
	t.Logf("60 words, whole, of both sets %+.2f [%+.2f, %+.2f]", g, low, high)
	if low <= 0 {
		t.Errorf("60 words, whole: no better than the lead")
	}
}

func BenchmarkOf(b *testing.B) {
	items := evalItems(b, "bbc")[:200]
	for name, o := range map[string]Options{"words": {Words: 60}, "both": {Words: 70, Sentences: 3}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, it := range items {
					Of(it.Title, it.Text, "en", o)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(items)), "µs/article")
		})
	}
}
