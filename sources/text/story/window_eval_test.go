package story

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// spread has headlines come within days, half of them in the first eight
// hours: UCI's news aggregator found all of a story at one time.
func spread(samples []sample) []sample {
	const mean = 12 * time.Hour
	r := rand.New(rand.NewPCG(1, 2))
	for i := range samples {
		samples[i].Time = samples[i].Time.Add(time.Duration(r.ExpFloat64() * float64(mean)))
	}
	slices.SortStableFunc(samples, func(a, b sample) int { return a.Time.Compare(b.Time) })
	return samples
}

// TestEvalWindow prints what it costs to compare an article with the newest
// 8,000 only, as a small machine does: where there are more in five days,
// stories are joined for a shorter time.
func TestEvalWindow(t *testing.T) {
	const most = 8_000
	samples := spread(uciHeadlines(t, false))
	whole, least := 0.0, 1.0
	for _, perDay := range []int{1_600, 4_000, 8_000, 12_000, 24_000, 48_000} {
		while := most * 24 * time.Hour / time.Duration(perDay)
		_, settled := told(samples, Options{Window: while})
		_, _, f := bCubed(samples, settled)
		if whole == 0 {
			whole = f
		}
		least = min(least, f)
		t.Logf("%6d articles a day: %d are %4.0f hours, UCI B-cubed F1 %.3f (%+.3f)", perDay, most, while.Hours(), f, f-whole)
	}
	if least < whole/2 {
		t.Errorf("F1 %.3f with the shortest window, %.3f with the whole", least, whole)
	}
}
