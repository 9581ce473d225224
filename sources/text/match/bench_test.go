package match

import (
	"fmt"
	"runtime"
	"syscall"
	"testing"
	"time"
)

// cpu is the processor time that the process has taken, its collector's too.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func build(tb testing.TB, alerts []string) *Index {
	x := NewIndex()
	for i, s := range alerts {
		q, err := Parse(s)
		if err != nil {
			tb.Fatal(err)
		}
		x.Add(int64(i), q)
	}
	return x
}

// BenchmarkMatch is one article against many alerts, its words split, folded
// and stemmed; beside it what others make of the same alerts, unstemmed.
func BenchmarkMatch(b *testing.B) {
	docs := corpus(b)
	for _, phrases := range []bool{false, true} {
		for _, n := range []int{100_000, 1_000_000} {
			alerts := draw(docs, n, phrases)
			run := func(name string, build func() matcher) {
				var match matcher
				b.Run(fmt.Sprintf("phrases=%v/alerts=%d/%s", phrases, n, name), func(b *testing.B) {
					if match == nil {
						match = build()
						warm(match, docs)
					}
					matchAll(b, match, docs)
				})
			}
			run("index", func() matcher {
				x := build(b, alerts)
				return func(ids []int64, d Doc) []int64 { return x.Append(ids, Prepare(d)) }
			})
			run("trie", func() matcher { return newLayer(alerts, newTrie).matchDoc })
			run("aho-corasick", func() matcher { return newLayer(alerts, newAutomaton).matchDoc })
		}
	}
}

// A matcher appends the ids of the alerts that an article answers.
type matcher func(ids []int64, d Doc) []int64

func (l *layer) matchDoc(ids []int64, d Doc) []int64 { return l.match(ids, d.Text) }

func warm(match matcher, docs []Doc) {
	var ids []int64
	for _, d := range docs {
		ids = match(ids[:0], d)
	}
	runtime.GC()
}

// matchAll matches all texts at each step, and takes each stretch of them at
// its best, since what others on the machine do only adds.
func matchAll(b *testing.B, match matcher, docs []Doc) {
	const stretch = 100
	best := make([]time.Duration, len(docs)/stretch)
	found, ids := 0, []int64(nil)
	for b.Loop() {
		found = 0
		for i := range best {
			start := cpu()
			for _, d := range docs[i*stretch:][:stretch] {
				ids = match(ids[:0], d)
				found += len(ids)
			}
			if took := cpu() - start; best[i] == 0 || took < best[i] {
				best[i] = took
			}
		}
	}
	var took time.Duration
	for _, t := range best {
		took += t
	}
	texts := float64(stretch * len(best))
	b.ReportMetric(float64(found)/texts, "alerts/article")
	b.ReportMetric(texts/took.Seconds(), "articles/cpu-s")
}

// BenchmarkBuild parses and adds a million alerts, and matches a first article.
func BenchmarkBuild(b *testing.B) {
	docs := corpus(b)
	alerts := draw(docs, 1_000_000, false)
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := cpu()
		x := build(b, alerts)
		x.Append(nil, Prepare(docs[0]))
		b.ReportMetric((cpu() - start).Seconds(), "cpu-s")
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
		runtime.KeepAlive(x)
	}
}

// BenchmarkAddRemove takes a thousand alerts, one after the other, out of an
// index of a million and puts each back.
func BenchmarkAddRemove(b *testing.B) {
	docs := corpus(b)
	alerts := draw(docs, 1_000_000, true)
	x := build(b, alerts)
	x.Append(nil, Prepare(docs[0])) // so that they are filed
	queries := make([]Query, 1000)
	for i := range queries {
		queries[i] = mustParse(b, alerts[i])
	}
	start := cpu()
	for b.Loop() {
		for id, q := range queries {
			x.Remove(int64(id))
			x.Add(int64(id), q)
		}
	}
	changes := 2 * b.N * len(queries)
	b.ReportMetric(float64((cpu()-start).Nanoseconds())/float64(changes), "cpu-ns/change")
}
