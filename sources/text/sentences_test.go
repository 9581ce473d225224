package text

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// evalFile opens a file of the evaluation data, beside the project.
func evalFile(tb testing.TB, name string) *bufio.Scanner {
	tb.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "eval", name))
	if err != nil {
		if os.Getenv("CI") != "" {
			tb.Fatal(err)
		}
		tb.Skipf("no evaluation data: %v", err)
	}
	tb.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<24)
	return sc
}

type segmentation struct {
	Lang, Text string
	Sentences  []string
	Golden     bool
}

func (c segmentation) right() bool {
	got := Sentences(c.Text, c.Lang)
	return slices.EqualFunc(got, c.Sentences, func(g Span, w string) bool {
		return oneLine(c.Text[g.Start:g.End]) == oneLine(w)
	})
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// A share is how many of so many are right.
type share struct{ right, of int }

func (s share) percent() float64 { return 100 * float64(s.right) / float64(s.of) }

// String is the share with its 95 % interval (Efron's percentile bootstrap, a
// thousand resamples).
func (s share) String() string {
	rng := rand.New(rand.NewPCG(1, 2))
	shares := make([]float64, 1000)
	for i := range shares {
		again := share{of: s.of}
		for range s.of {
			if rng.IntN(s.of) < s.right {
				again.right++
			}
		}
		shares[i] = again.percent()
	}
	slices.Sort(shares)
	return fmt.Sprintf("%5.1f %% [%.1f, %.1f]", s.percent(), shares[25], shares[974])
}

// TestEvalSentences prints the share of texts split exactly as people split
// them, white space aside.
func TestEvalSentences(t *testing.T) {
	byLang := map[string]*share{}
	var golden, all share
	for sc := evalFile(t, "segmentation.jsonl.gz"); sc.Scan(); {
		var c segmentation
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if byLang[c.Lang] == nil {
			byLang[c.Lang] = &share{}
		}
		shares := []*share{byLang[c.Lang], &all}
		if c.Golden && c.Lang == "en" {
			shares = append(shares, &golden)
		}
		right := c.right()
		for _, s := range shares {
			s.of++
			if right {
				s.right++
			}
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		s := *byLang[lang]
		t.Logf("%-4s %3d of %3d", lang, s.right, s.of)
	}
	t.Logf("all languages           %v", all)
	t.Logf("English golden rules    %v", golden)
	t.Logf("  Pragmatic Segmenter    98   %%")
	t.Logf("  OpenNLP                60   %%")
	t.Logf("  Punkt                  46   %%")
	if all.percent() < 85 || golden.percent() < 95 {
		t.Error("want 85 % of all and 95 % of the golden rules")
	}
}

// TestEvalSentencesSpeed prints how many MB of news are split in a second: the
// best of several rounds, as what else runs on the machine only slows.
func TestEvalSentencesSpeed(t *testing.T) {
	best := 0.0
	articles := news(t)
	for range 9 {
		size, start := 0, time.Now()
		for _, a := range articles {
			Sentences(a, "en")
			size += len(a)
		}
		best = max(best, float64(size)/1e6/time.Since(start).Seconds())
	}
	t.Logf("%.0f MB a second", best)
	if best < 30 {
		t.Error("want 30")
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		lang, in string
		want     []string
	}{
		{"en", "U.S. Senate leaders met at 9 a.m. in Washington. They left.", []string{"U.S. Senate leaders met at 9 a.m. in Washington.", "They left."}},
		{"en", "J. A. Smith and B. Cole won. George W. Bush lost.", []string{"J. A. Smith and B. Cole won.", "George W. Bush lost."}},
		{"en", "Acme Corp. said profit rose 3.5% to $1.2bn. Shares fell.", []string{"Acme Corp. said profit rose 3.5% to $1.2bn.", "Shares fell."}},
		{"en", "He said: “We won. It was hard.” Fans cheered.", []string{"He said: “We won. It was hard.”", "Fans cheered."}},
		{"en", "\"We won. It was hard,\" he said. \"Never again.\"", []string{"\"We won. It was hard,\" he said.", "\"Never again.\""}},
		{"en", "Minister quits over leak\n\nThe minister quit. on Monday", []string{"Minister quits over leak", "The minister quit. on Monday"}},
		{"en", "Minister quits over leak\nThe minister quit.", []string{"Minister quits over leak", "The minister quit."}},
		{"en", "The minister quit over a leak of\npapers.", []string{"The minister quit over a leak of\npapers."}},
		{"en", "- One thing\n- Another thing", []string{"- One thing", "- Another thing"}},
		{"en", "* * *\n\nDone. !!!\n", []string{"Done."}},
		{"en", "It is the Fed. The rate stays. iPhone sales fell. eBay won.", []string{"It is the Fed.", "The rate stays.", "iPhone sales fell.", "eBay won."}},
		{"en", `It fell.The end. He led 'Asia'.China has "a plan," he said."We won," she said.`,
			[]string{"It fell.", "The end.", "He led 'Asia'.", `China has "a plan," he said.`, `"We won," she said.`}},
		{"en", `"It fell."We won.`, []string{`"It fell."`, "We won."}},
		{"de", "Am 3. Oktober feiert Dr. Müller. Das ist ca. 30 Jahre her.", []string{"Am 3. Oktober feiert Dr. Müller.", "Das ist ca. 30 Jahre her."}},
		{"fr", "M. Macron a reçu Mme Le Pen. « C’est fini. » Elle part.", []string{"M. Macron a reçu Mme Le Pen.", "« C’est fini. »", "Elle part."}},
		{"sv", "Det kostar ca 5 kr. Bl.a. Volvo är med, m.fl. Så är det.", []string{"Det kostar ca 5 kr.", "Bl.a. Volvo är med, m.fl.", "Så är det."}},
		{"zh", "他说：“我们赢了。很难。”大家欢呼。", []string{"他说：“我们赢了。很难。”", "大家欢呼。"}},
		{"ja", "彼は「勝った。難しい。」と言った。そうだ。", []string{"彼は「勝った。難しい。」と言った。", "そうだ。"}},
		{"hi", "वह गया। वह आया।", []string{"वह गया।", "वह आया।"}},
		{"th", "ราคาน้ำมัน\nวันนี้", []string{"ราคาน้ำมัน", "วันนี้"}},
		{"", "", nil},
	} {
		var got []string
		for _, g := range Sentences(c.in, c.lang) {
			got = append(got, c.in[g.Start:g.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.lang, got, c.want)
		}
	}
}

func TestSentencesHoldEveryWord(t *testing.T) {
	languages := slices.Sorted(maps.Keys(abbreviations()))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.OneOf(rapid.String(), rapid.SampledFrom(strings.Split(
			"Mr. Smith|said|1.|2.|a)|(|)|\"|'|“|”|.|!|?|...|. . . .|\n|\n\n|\r|•|U.S.|The|the|。|「|」|[1]|\xff", "|")))).Draw(t, "s"), rapid.SampledFrom([]string{"", " "}).Draw(t, "sep"))
		spans := Sentences(s, rapid.SampledFrom(languages).Draw(t, "lang"))
		words := Tokens(s, "")
		end := 0
		for _, p := range spans {
			if p.Start < end || p.End <= p.Start || p.End > len(s) || strings.TrimSpace(s[p.Start:p.End]) != s[p.Start:p.End] {
				t.Fatalf("%q: %v", s, spans)
			}
			end = p.End
			for len(words) > 0 && words[0].Start < p.End {
				if words[0].Start < p.Start {
					t.Fatalf("%q: %v leave %v out", s, spans, words[0])
				}
				words = words[1:]
			}
		}
		if len(words) > 0 {
			t.Fatalf("%q: %v leave %v out", s, spans, words[0])
		}
	})
}
