package story

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A sample is one article of an evaluation set.
type sample struct {
	Article
	story, topic string // what people say
}

// evalFile returns what a file of the evaluation data holds.
func evalFile(t testing.TB, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the working folder")
		}
		dir = filepath.Dir(dir)
	}
	b, err := os.ReadFile(filepath.Join(dir, "../shared/eval", name))
	if os.IsNotExist(err) && os.Getenv("CI") == "" {
		t.Skip("the evaluation data is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// evalLines calls each with the lines of a set.
func evalLines[T any](t testing.TB, name string, each func(T)) {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(evalFile(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		each(v)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func ecbPlus(t testing.TB) []sample {
	var out []sample
	evalLines(t, "stories-ecbplus.jsonl.gz", func(l struct {
		Topic       int
		Story, Text string
	}) {
		a := Article{ID: int64(len(out) + 1), Text: l.Text, Lang: "en"}
		out = append(out, sample{a, l.Story, fmt.Sprint(l.Topic)})
	})
	return out
}

// uciHeadlines returns the headlines, with their publishers when named.
func uciHeadlines(t testing.TB, named bool) []sample {
	var out []sample
	publishers := map[string]int64{}
	evalLines(t, "stories-uci-headlines.jsonl.gz", func(l struct {
		Title, Publisher, Story string
		Timestamp               int64 `json:",string"`
	}) {
		a := Article{ID: int64(len(out) + 1), Title: l.Title, Lang: "en", Time: time.UnixMilli(l.Timestamp)}
		if publishers[l.Publisher] == 0 {
			publishers[l.Publisher] = int64(len(publishers) + 1)
		}
		if named {
			a.Source = publishers[l.Publisher]
		}
		out = append(out, sample{a, l.Story, ""})
	})
	return out
}

func shuffled[T any](s []T, seed uint64) []T {
	s = slices.Clone(s)
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	return s
}

// grouper puts articles into stories, ours or the baseline.
type grouper func([]sample) []int64

func ours(samples []sample) []int64 {
	first, _ := told(samples, Options{})
	return first
}

// told are the stories as they were said of each article when it came, and as
// they stood in the end, after what later articles put right.
func told(samples []sample, o Options) (first, settled []int64) {
	g := New(o)
	for i, s := range samples {
		s.ID = int64(i + 1) // in order of arrival, which samples may not be
		v := g.Add(s.Article)
		first, settled = append(first, v.Story), append(settled, v.Story)
		for _, m := range v.Moved {
			settled[m.Article-1] = m.Story
		}
	}
	return first, settled
}

// bCubed is the precision, recall and F1 of Bagga and Baldwin, 1998.
func bCubed(samples []sample, got []int64) (p, r, f float64) {
	type cell struct {
		got  int64
		want string
	}
	gots, wants, both := map[int64]float64{}, map[string]float64{}, map[cell]float64{}
	for i, s := range samples {
		gots[got[i]]++
		wants[s.story]++
		both[cell{got[i], s.story}]++
	}
	for c, n := range both {
		p += n * n / gots[c.got] / float64(len(samples))
		r += n * n / wants[c.want] / float64(len(samples))
	}
	return p, r, 2 * p * r / (p + r)
}

// centroidFor is the centroid with the lowest threshold that leaves at most
// 2 % of the strangers of an open stream of a form in company.
func centroidFor(c corpus, f form) (at float64, group func([]sample) []int64) {
	stream := c.open(f, 706, 15, 1000)
	for at = .3; ; at += .05 {
		group = func(s []sample) []int64 { return centroidAt(s, func(int) float64 { return at }) }
		if scoreOf(stream, group(stream)).company <= .02 {
			return at, group
		}
	}
}

// TestEvalStories groups sets in which each article is of a story that several
// tell. They hide what is joined wrongly, see [TestEvalStreams].
func TestEvalStories(t *testing.T) {
	c := readCorpus(t)
	texts, asSure := centroidFor(c, asText)
	headlines, asSureOfHeadlines := centroidFor(c, asHeadline)
	sets := []struct {
		name    string
		samples []sample
		base    func([]sample) []int64
	}{
		{"ECB+", c.ecb, asSure},
		{"ECB+ shuffled", shuffled(c.ecb, 1), asSure},
		{"ECB+ shuffled again", shuffled(c.ecb, 2), asSure},
		{"UCI headlines", c.uci, asSureOfHeadlines},
		{"UCI with publishers", uciHeadlines(t, true), asSureOfHeadlines},
		{"UCI shuffled", shuffled(c.uci, 1), asSureOfHeadlines},
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s %9s %9s %22s %8s\n", "B-cubed F1", "centroid", "as sure", "ours F1 (P R)", "settled")
	for _, set := range sets {
		_, _, loose := bCubed(set.samples, centroid(set.samples))
		_, _, base := bCubed(set.samples, set.base(set.samples))
		first, settled := told(set.samples, Options{})
		p, r, f := bCubed(set.samples, first)
		_, _, end := bCubed(set.samples, settled)
		fmt.Fprintf(&b, "%-22s %9.3f %9.3f %8.3f (%.3f %.3f) %8.3f\n", set.name, loose, base, f, p, r, end)
		if f < base {
			t.Errorf("%s: F1 %.3f, want at least %.3f", set.name, f, base)
		}
	}
	t.Logf("closed sets; as sure is the centroid that leaves 2 %% of the strangers in company, at %.2f of texts, %.2f of headlines\n%s", texts, headlines, &b)
}

// A pair is two articles of one language that people have compared.
type pair struct {
	a, b int64
	same bool
}

func semEval(t testing.TB) (map[string][]sample, map[string][]pair) {
	samples, pairs := map[string][]sample{}, map[string][]pair{}
	ids := map[string]int64{}
	evalLines(t, "pairs-semeval.jsonl.gz", func(l struct {
		ID           string `json:"pair_id"`
		Lang1, Lang2 string
		Text1, Text2 string
		Overall      float64
	}) {
		if l.Lang1 != l.Lang2 {
			return
		}
		add := func(id, text string) int64 {
			if k := l.Lang1 + id; ids[k] == 0 {
				ids[k] = int64(len(ids) + 1)
				a := Article{ID: ids[k], Text: text, Lang: l.Lang1}
				samples[l.Lang1] = append(samples[l.Lang1], sample{Article: a})
			}
			return ids[l.Lang1+id]
		}
		a, b, _ := strings.Cut(l.ID, "_")
		pairs[l.Lang1] = append(pairs[l.Lang1], pair{add(a, l.Text1), add(b, l.Text2), l.Overall <= 2})
	})
	return samples, pairs
}

// pairF1 is the F1 of "same story", averaged over three orders of arrival.
func pairF1(samples []sample, pairs []pair, group grouper) float64 {
	const orders = 3
	sum := 0.0
	for seed := range uint64(orders) {
		arrived := shuffled(samples, seed)
		in := map[int64]int64{}
		for i, s := range group(arrived) {
			in[arrived[i].ID] = s
		}
		var hit, wrong float64
		for _, p := range pairs {
			switch same := in[p.a] == in[p.b]; {
			case same && p.same:
				hit++
			case same != p.same:
				wrong++
			}
		}
		sum += 2 * hit / (2*hit + wrong)
	}
	return sum / orders
}

func TestEvalPairs(t *testing.T) {
	samples, pairs := semEval(t)
	langs := []string{}
	for l := range samples {
		langs = append(langs, l)
	}
	slices.SortFunc(langs, func(a, b string) int { return len(pairs[b]) - len(pairs[a]) })
	var b strings.Builder
	_, asSure := centroidFor(readCorpus(t), asText)
	fmt.Fprintf(&b, "%-4s %6s %9s %9s %6s\n", "lang", "pairs", "centroid", "as sure", "ours")
	for _, l := range langs {
		loose, base, f := pairF1(samples[l], pairs[l], centroid), pairF1(samples[l], pairs[l], asSure), pairF1(samples[l], pairs[l], ours)
		fmt.Fprintf(&b, "%-4s %6d %9.3f %9.3f %6.3f\n", l, len(pairs[l]), loose, base, f)
		if len(pairs[l]) >= 100 && f < base {
			t.Errorf("%s: F1 %.3f, the baseline's is %.3f", l, f, base)
		}
	}
	t.Logf("\n%s", &b)
}

// TestEvalRelated prints how many of the related articles are on the topic.
// Those of the same story are the ones that were not joined because it was in
// doubt.
func TestEvalRelated(t *testing.T) {
	ecb := ecbPlus(t)
	for _, order := range []struct {
		name    string
		samples []sample
	}{{"ECB+", ecb}, {"ECB+ shuffled", shuffled(ecb, 1)}, {"ECB+ shuffled again", shuffled(ecb, 2)}} {
		listed, onTopic, sameStory := related(order.samples)
		share := 100 * float64(onTopic) / float64(max(listed, 1))
		t.Logf("related on %s: %d listed, %.1f %% of the topic (wanted 80), %d of the same story", order.name, listed, share, sameStory)
		if share < 80 {
			t.Errorf("%s: want at least 80 %% of the topic", order.name)
		}
	}
}

func related(samples []sample) (listed, onTopic, sameStory int) {
	g := New(Options{})
	topic, story := map[int64]string{}, map[int64]string{}
	for _, s := range samples {
		topic[s.ID], story[s.ID] = s.topic, s.story
		for _, id := range g.Add(s.Article).Related {
			listed++
			if topic[id] == s.topic {
				onTopic++
			}
			if story[id] == s.story {
				sameStory++
			}
		}
	}
	return listed, onTopic, sameStory
}
