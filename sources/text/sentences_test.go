package text

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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

// TestEvalSentences prints the share of texts split exactly as people split
// them, white space aside.
func TestEvalSentences(t *testing.T) {
	type share struct{ right, of int }
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
		if !right && testing.Verbose() {
			t.Logf("%s %q", c.Lang, c.Text)
		}
		for _, s := range shares {
			s.of++
			if right {
				s.right++
			}
		}
	}
	percent := func(s share) float64 { return 100 * float64(s.right) / float64(s.of) }
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		s := *byLang[lang]
		t.Logf("%-4s %3d of %3d", lang, s.right, s.of)
	}
	t.Logf("all languages           %5.1f %%", percent(all))
	t.Logf("English golden rules    %5.1f %%", percent(golden))
	t.Logf("  Pragmatic Segmenter    98   %%")
	t.Logf("  OpenNLP                60   %%")
	t.Logf("  Punkt                  46   %%")
	if percent(all) < 85 || percent(golden) < 95 {
		t.Error("want 85 % of all and 95 % of the golden rules")
	}
}
