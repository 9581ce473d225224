package story

import (
	"fmt"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// headlines returns n real headlines, a second after each other, repeated
// as needed.
func headlines(t testing.TB, n int) (out []Article) {
	evalLines(t, "headlines.jsonl.gz", func(l struct{ Title string }) {
		out = append(out, Article{Title: l.Title})
	})
	for real := len(out); len(out) < n; {
		out = append(out, out[len(out)-real])
	}
	for i := range out {
		out[i].ID, out[i].Lang, out[i].Time = int64(i+1), "en", time.Unix(int64(i), 0)
	}
	return out[:n]
}

// cpu is the processor time that the process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkAdd adds headlines to full windows of several sizes.
func BenchmarkAdd(b *testing.B) {
	for _, window := range []int{10_000, 50_000, 100_000} {
		var articles []Article
		var g *Groups
		next := 0
		b.Run(fmt.Sprintf("window=%d", window), func(b *testing.B) {
			if g == nil {
				articles = headlines(b, window+60_000)
				g = New(Options{Max: window, Window: 1000 * time.Hour})
				for ; next < window; next++ {
					g.Add(articles[next])
				}
			}
			b.ResetTimer()
			start, from := cpu(), next
			for b.Loop() {
				g.Add(articles[next])
				next++
			}
			b.ReportMetric(float64(next-from)/(cpu()-start).Seconds(), "articles/cpu-s")
		})
	}
}

// heap is what is in use after a collection.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what pools kept goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestEvalMemory(t *testing.T) {
	measure := func(articles []Article) int64 {
		before := heap()
		g := New(Options{})
		for _, a := range articles {
			g.Add(a)
		}
		each := (heap() - before) / int64(len(articles))
		runtime.KeepAlive(g)
		return each
	}
	titles := headlines(t, 60_000)
	var texts []Article
	for _, set := range []string{"summary-bbc.jsonl.gz", "summary-cnndm.jsonl.gz", "summary-inshorts.jsonl.gz"} {
		evalLines(t, set, func(l struct{ Title, Text string }) {
			texts = append(texts, Article{ID: int64(len(texts) + 1), Title: l.Title, Text: l.Text, Lang: "en"})
		})
	}
	a, b := measure(titles), measure(texts)
	t.Logf("bytes in memory: %d a headline (of %d), %d an article (of %d)", a, len(titles), b, len(texts))
	if a > 300 || b > 1500 {
		t.Errorf("memory: %d bytes a headline, %d an article, want at most 300 and 1500", a, b)
	}
}
