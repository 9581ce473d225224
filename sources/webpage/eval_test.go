package webpage

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// A sample is a page of the evaluation set with what a person found on it.
type sample struct {
	ID, URL, HTML       string
	With, Without       []string // text that belongs to the article, and that does not
	Title, Author, Date string
}

func (s sample) base() *url.URL {
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		return u
	}
	return &url.URL{Scheme: "https", Host: "unknown.example", Path: "/page"}
}

func samples(tb testing.TB) []sample {
	tb.Helper()
	root, err := filepath.Abs(".")
	for err == nil && root != "/" {
		if _, missing := os.Stat(filepath.Join(root, "go.mod")); missing == nil {
			break
		}
		root = filepath.Dir(root)
	}
	f, err := os.Open(filepath.Join(root, "../shared/eval/extraction.jsonl.gz"))
	if err != nil {
		if os.Getenv("CI") != "" {
			tb.Fatal(err)
		}
		tb.Skip("no evaluation data beside the module: ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	var out []sample
	for lines.Scan() {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			tb.Fatal(err)
		}
		out = append(out, s)
	}
	if lines.Err() != nil || len(out) == 0 {
		tb.Fatalf("%d samples, %v", len(out), lines.Err())
	}
	return out
}

// An outcome is how one page went.
type outcome struct {
	hit, miss, wrong float64 // segments
	exact, title     mark    // the same letters; three words of four the same
	date, name       mark    // the same day; three words of four the same
}

// A mark is right or wrong, or neither where nothing was to be found.
type mark struct{ right, asked float64 }

func marked(asked, right bool) mark {
	var m mark
	if asked {
		m.asked = 1
	}
	if asked && right {
		m.right = 1
	}
	return m
}

func judge(s sample, p Page) outcome {
	var o outcome
	text := flat(p.Text)
	for _, segment := range s.With {
		if strings.Contains(text, flat(segment)) {
			o.hit++
		} else {
			o.miss++
		}
	}
	for _, segment := range s.Without {
		if strings.Contains(text, flat(segment)) {
			o.wrong++
		}
	}
	o.exact = marked(s.Title != "", letters(p.Title) == letters(s.Title))
	o.title = marked(s.Title != "", alike(p.Title, s.Title))
	o.date = marked(s.Date != "", p.Published.Format(time.DateOnly) == s.Date)
	o.name = marked(s.Author != "", alike(p.Author, s.Author))
	return o
}

// alike reports whether two names are the same but for a kicker, a subtitle, a
// by-name or the like: half of the longer is the shorter, or three words of
// four are the same.
func alike(a, b string) bool {
	short, long := letters(a), letters(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	return 2*len(short) >= len(long) && strings.Contains(long, short) || dice(wordsOf(a), wordsOf(b)) >= .75
}

// flat is a text in one line, without marks for where a word may break.
func flat(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00AD", "")), " ")
}

// bare is go-readability by itself.
func bare(s sample) Page {
	a, err := readability.FromReader(strings.NewReader(s.HTML), s.base())
	if err != nil || a.Node == nil {
		return Page{}
	}
	var b strings.Builder
	if html.Render(&b, a.Node) != nil {
		return Page{}
	}
	at, _ := a.PublishedTime()
	return Page{Title: a.Title(), Author: a.Byline(), Published: at, Text: PlainText(b.String())}
}

func ours(s sample) Page {
	p, _ := Parse([]byte(s.HTML), s.base(), "text/html; charset=utf-8")
	return p
}

// A measure sums up the outcomes of some pages.
type measure struct {
	name string
	bar  float64
	of   func([]outcome) float64
}

var measures = []measure{
	{"F1", .925, func(os []outcome) float64 {
		hit, miss, wrong := segments(os)
		return 2 * hit / (2*hit + miss + wrong)
	}},
	{"precision", 0, func(os []outcome) float64 {
		hit, _, wrong := segments(os)
		return hit / (hit + wrong)
	}},
	{"recall", 0, func(os []outcome) float64 {
		hit, miss, _ := segments(os)
		return hit / (hit + miss)
	}},
	{"exact titles", 0, share(func(o outcome) mark { return o.exact })},
	{"titles", .95, share(func(o outcome) mark { return o.title })},
	{"dates", .90, share(func(o outcome) mark { return o.date })},
	{"authors", .75, share(func(o outcome) mark { return o.name })},
}

func segments(os []outcome) (hit, miss, wrong float64) {
	for _, o := range os {
		hit, miss, wrong = hit+o.hit, miss+o.miss, wrong+o.wrong
	}
	return hit, miss, wrong
}

func share(of func(outcome) mark) func([]outcome) float64 {
	return func(os []outcome) float64 {
		var sum mark
		for _, o := range os {
			sum.right, sum.asked = sum.right+of(o).right, sum.asked+of(o).asked
		}
		return sum.right / sum.asked
	}
}

// interval is the 95 % bootstrap interval of a measure over pages.
func interval(of func([]outcome) float64, os []outcome) (low, high float64) {
	random := rand.New(rand.NewPCG(1, 2))
	values := make([]float64, 2000)
	drawn := make([]outcome, len(os))
	for i := range values {
		for j := range drawn {
			drawn[j] = os[random.IntN(len(os))]
		}
		values[i] = of(drawn)
	}
	slices.Sort(values)
	return values[len(values)/40], values[len(values)-1-len(values)/40]
}

// timed reads a page, and returns the best time of three, as what else runs
// on the machine only adds.
func timed(read func(sample) Page, s sample) (p Page, best time.Duration) {
	best = time.Hour
	for range 3 {
		start := time.Now()
		p = read(s)
		best = min(best, time.Since(start))
	}
	return p, best
}

func TestEvalExtraction(t *testing.T) {
	all := samples(t)
	var reports []string
	for _, by := range []struct {
		name string
		read func(sample) Page
	}{{"go-readability", bare}, {"ours", ours}} {
		var outcomes []outcome
		var took []time.Duration
		for _, s := range all {
			p, best := timed(by.read, s)
			took = append(took, best)
			outcomes = append(outcomes, judge(s, p))
		}
		row := fmt.Sprintf("%-14s", by.name)
		for _, m := range measures {
			value := m.of(outcomes)
			low, high := interval(m.of, outcomes)
			row += fmt.Sprintf("  %.3f [%.3f, %.3f]", value, low, high)
			if by.name == "ours" && value < m.bar {
				t.Errorf("%s %.3f, want at least %.3f", m.name, value, m.bar)
			}
		}
		slices.Sort(took)
		if median := took[len(took)/2]; by.name == "ours" && median > 15*time.Millisecond {
			t.Errorf("the median page took %v, want at most 15 ms", median)
		}
		reports = append(reports, fmt.Sprintf("%s  %.1f ms", row, float64(took[len(took)/2].Microseconds())/1000))
	}
	head := fmt.Sprintf("%d pages      ", len(all))
	for _, m := range measures {
		head += fmt.Sprintf("  %-20s", m.name)
	}
	fmt.Printf("%s  median page\n%s\n", head, strings.Join(reports, "\n"))
}
