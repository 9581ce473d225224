package hashtag

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type item struct {
	Lang, Text string
	Keys       []string
}

func evalItems(tb testing.TB) []item {
	tb.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "eval", "keyphrases.jsonl.gz"))
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
	if hits == 0 {
		return 0
	}
	return 2 * float64(hits) / float64(len(got)+len(keys))
}

func TestEvalKeyphrases(t *testing.T) {
	sum, n := map[string]float64{}, map[string]float64{}
	for _, it := range evalItems(t) {
		sum[it.Lang] += f1(Keyphrases("", it.Text, it.Lang, 10), it.Keys)
		n[it.Lang]++
	}
	for _, l := range []string{"en", "pt", "fr"} {
		t.Logf("%s %.3f", l, sum[l]/n[l])
	}
}
