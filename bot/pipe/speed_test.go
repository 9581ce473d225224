package pipe

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"newshound/sources/text/hashtag"
	"newshound/sources/text/summary"
)

// mediumNews are the articles of 2-4 KB of the evaluation data.
func mediumNews(t *testing.T) (pages []Page) {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "eval", "summary-bbc.jsonl.gz"))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("no evaluation data: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(z)
	for sc.Buffer(nil, 1<<24); sc.Scan(); {
		var p Page
		if err := json.Unmarshal(sc.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if 2000 <= len(p.Text) && len(p.Text) <= 4000 {
			pages = append(pages, p)
		}
	}
	return pages
}

// TestEvalSpeed prints how many articles of 2-4 KB a processor reads in a
// second. Each is read several times, and its best time counts, as what else
// runs on the machine only adds.
func TestEvalSpeed(t *testing.T) {
	const rounds = 9
	pages := mediumNews(t)
	for _, c := range []struct {
		name string
		do   func(Page)
		bar  string
	}{
		{"summary and hashtags", func(p Page) {
			summary.Of(p.Title, p.Text, "en", summary.Options{Words: 60})
			hashtag.Of(p.Title, p.Text, "en", nil, 0, nil)
		}, " (bar 10,000)"},
		{"all that read says", func(p Page) { p.Read(ReadOptions{words: 60}) }, ""},
	} {
		total := time.Duration(0)
		for _, p := range pages {
			best := time.Hour
			for range rounds {
				start := time.Now()
				c.do(p)
				best = min(best, time.Since(start))
			}
			total += best
		}
		speed := float64(len(pages)) / total.Seconds()
		t.Logf("%-20s %6.0f articles a second%s", c.name, speed, c.bar)
	}
}
