package text

import (
	"encoding/json"
	"testing"
)

// news returns articles of the evaluation data, about 2 MB.
func news(b testing.TB) []string {
	b.Helper()
	var out []string
	size := 0
	for sc := evalFile(b, "summary-bbc.jsonl.gz"); size < 2e6 && sc.Scan(); {
		var a struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		out = append(out, a.Text)
		size += len(a.Text)
	}
	return out
}

func benchmark(b *testing.B, do func(string)) {
	articles := news(b)
	size := 0
	for _, a := range articles {
		size += len(a)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, a := range articles {
			do(a)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(articles)), "µs/article")
}

func BenchmarkTokens(b *testing.B) { benchmark(b, func(s string) { Tokens(s, "en") }) }

func BenchmarkScan(b *testing.B) {
	benchmark(b, func(s string) {
		for range Scan(s, "en") {
		}
	})
}

func BenchmarkSentences(b *testing.B) { benchmark(b, func(s string) { Sentences(s, "en") }) }

func BenchmarkLanguage(b *testing.B) { benchmark(b, func(s string) { Language(s) }) }
