package story

import (
	"testing"
	"time"
)

// crowd puts other articles evenly between the samples, ten seconds after each
// other, so that all come within the day and a half that UCI's came in. They
// have no story.
func crowd(samples []sample, others []Article) []sample {
	out := make([]sample, 0, len(samples)+len(others))
	for i, s := range samples {
		for range len(others)*(i+1)/len(samples) - len(others)*i/len(samples) {
			out = append(out, sample{Article: others[0]})
			others = others[1:]
		}
		out = append(out, s)
	}
	for i := range out {
		out[i].ID, out[i].Source = int64(i+1), 0
		out[i].Time = time.Unix(int64(10*i), 0)
	}
	return out
}

// crowdedBCubed is bCubed over the samples that have a story: what else is
// grouped with them counts against precision.
func crowdedBCubed(samples []sample, got []int64) (p, r, f float64) {
	size := map[int64]float64{}
	var told []sample
	var in []int64
	for i, s := range samples {
		size[got[i]]++
		if s.story != "" {
			told, in = append(told, s), append(in, got[i])
		}
	}
	_, r, _ = bCubed(told, in)
	both := map[int64]map[string]float64{}
	for i, s := range told {
		if both[in[i]] == nil {
			both[in[i]] = map[string]float64{}
		}
		both[in[i]][s.story]++
	}
	for g, of := range both {
		for _, n := range of {
			p += n * n / size[g] / float64(len(told))
		}
	}
	return p, r, 2 * p * r / (p + r)
}

// Stories keep apart among thousands of headlines of another year, and texts
// among other newspapers' of no story.
func TestEvalCrowd(t *testing.T) {
	var texts []Article
	for _, set := range []string{"summary-bbc.jsonl.gz", "summary-cnndm.jsonl.gz"} {
		evalLines(t, set, func(l struct{ Title, Text string }) {
			texts = append(texts, Article{Text: l.Title + "\n" + l.Text, Lang: "en"})
		})
	}
	for _, c := range []struct {
		name    string
		samples []sample
		atLeast float64 // what was reached, less what another half may vary
	}{
		{"UCI among 8,000 headlines", crowd(uciHeadlines(t, false), headlines(t, 8_000)), .72},
		{"ECB+ among other texts", crowd(shuffled(ecbPlus(t), 5), texts), .83},
	} {
		p, r, f := crowdedBCubed(c.samples, ours(c.samples))
		t.Logf("%s: B-cubed F1 %.3f (P %.3f, R %.3f)", c.name, f, p, r)
		if f < c.atLeast {
			t.Errorf("%s: F1 %.3f, want at least %.3f", c.name, f, c.atLeast)
		}
	}
}
