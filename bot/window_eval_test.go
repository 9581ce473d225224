package bot

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"newshound/sources/text/story"
)

// A headline is one of the evaluation data: of a story, as people say.
type headline struct {
	Title, Story string
	Timestamp    int64 `json:",string"`
}

// headlines are those of UCI's news aggregator. It found all of a story at one
// time; here they come within days, half of them in the first eight hours.
func headlines(t *testing.T) (out []headline) {
	f, err := os.Open("../../shared/eval/stories-uci-headlines.jsonl.gz")
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") == "" {
		t.Skip("the evaluation data is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	const spread = 12 * time.Hour
	r := rand.New(rand.NewPCG(1, 2))
	for lines := bufio.NewScanner(z); lines.Scan(); {
		var h headline
		if err := json.Unmarshal(lines.Bytes(), &h); err != nil {
			t.Fatal(err)
		}
		h.Timestamp += int64(r.ExpFloat64() * float64(spread.Milliseconds()))
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b headline) int { return cmp.Compare(a.Timestamp, b.Timestamp) })
	return out
}

// grouped is the story of each headline in the end, when each can be joined
// for a while.
func grouped(all []headline, while time.Duration) []int64 {
	g := story.New(story.Options{Window: while})
	out := make([]int64, len(all))
	for i, h := range all {
		v := g.Add(story.Article{ID: int64(i + 1), Title: h.Title, Lang: "en", Time: time.UnixMilli(h.Timestamp)})
		out[i] = v.Story
		for _, m := range v.Moved {
			out[m.Article-1] = m.Story
		}
	}
	return out
}

// bCubed is the F1 of B-cubed precision and recall (Bagga and Baldwin 1998).
func bCubed(all []headline, got []int64) float64 {
	type both struct {
		story string
		group int64
	}
	stories, groups, pairs := map[string]float64{}, map[int64]float64{}, map[both]float64{}
	for i, h := range all {
		stories[h.Story]++
		groups[got[i]]++
		pairs[both{h.Story, got[i]}]++
	}
	var p, r float64
	for k, n := range pairs {
		p += n * n / groups[k.group]
		r += n * n / stories[k.story]
	}
	return 2 * p * r / (p + r) / float64(len(all))
}

// TestEvalWindow prints what it costs that a small machine compares an article
// with the newest mostGrouped only: where there are more in five days, stories
// are joined for a shorter time.
func TestEvalWindow(t *testing.T) {
	all := headlines(t)
	whole := 0.0
	for _, perDay := range []int{1_600, 4_000, 8_000, 12_000, 24_000, 48_000} {
		while := min(window, mostGrouped*24*time.Hour/time.Duration(perDay))
		f := bCubed(all, grouped(all, while))
		if whole == 0 {
			whole = f
		}
		fmt.Printf("%6d articles a day: %d are %4.0f hours, UCI B-cubed F1 %.3f (%+.3f)\n", perDay, mostGrouped, while.Hours(), f, f-whole)
	}
	if whole < .7 {
		t.Errorf("F1 %.3f of what the whole window holds", whole)
	}
}

// TestEvalWindowMemory prints what remembering articles for stories takes, of
// texts and of headlines alone.
func TestEvalWindowMemory(t *testing.T) {
	for _, n := range []int{mostGrouped, 2 * mostGrouped} {
		fmt.Printf("%6d articles compared: texts %3.0f MB, headlines %3.0f MB\n", n, remembering(n, true), remembering(n, false))
	}
}

// remembering is how many MB it takes to remember so many articles.
func remembering(n int, texts bool) float64 {
	heap := func() uint64 {
		runtime.GC()
		runtime.GC() // what the first has found garbage is swept by then
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	g := story.New(story.Options{Window: window, Max: n})
	for i := range n {
		words := zipf(uint64(i))
		a := story.Article{ID: int64(i + 1), Title: words(8), Lang: "en", Time: monday.Add(time.Duration(i) * time.Second)}
		if texts {
			a.Text = words(150)
		}
		g.Add(a)
	}
	took := heap() - before
	runtime.KeepAlive(g)
	return float64(took) / (1 << 20)
}
