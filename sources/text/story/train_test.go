package story

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

// A lesson is a pair of articles that came up for comparison.
type lesson struct {
	x    []float64
	same bool
	w    float64
}

// lessons are the pairs that a stream brings up when it is grouped as people
// have labelled it.
func lessons(samples []sample) (out []lesson) {
	index := newIndex(&model{})
	x := &index
	first := map[string]*story{}
	for i, s := range samples {
		s.ID = int64(i + 1)
		n := newArticle(s.Article)
		p := x.probe(n)
		for _, slot := range x.candidates(p) {
			st := x.stories[slot]
			members := st.members[max(0, len(st.members)-4):]
			for _, m := range members {
				e := x.compare(p, m)
				l := lesson{x: withText(e, textual(n, m)), same: s.story != "" && samples[m.id-1].story == s.story, w: 1 / float64(len(members))}
				out = append(out, l)
			}
		}
		into := first[s.story]
		if s.story == "" {
			into = nil
		}
		id := n.id
		if into != nil {
			id = into.first
		}
		x.add(n, into, id, 0)
		if s.story != "" {
			first[s.story] = n.story
		}
	}
	return out
}

func withText(e evidence, text float64) []float64 { return both(e[:], text) }

func both(e []float64, text float64) []float64 {
	out := make([]float64, 2*len(e))
	for i, v := range e {
		out[i], out[len(e)+i] = v, v*text
	}
	return out
}

// storyLessons are the stories that come up for an article when a stream is
// grouped by the model as it is.
func storyLessons(m *model, samples []sample) (out []lesson) {
	g := groupsWith(m)
	x := &g.index
	for i, s := range samples {
		s.ID = int64(i + 1)
		n := newArticle(s.Article)
		p := x.probe(n)
		for _, slot := range x.candidates(p) {
			st := x.stories[slot]
			same := 0
			for _, m := range st.members {
				if s.story != "" && samples[m.id-1].story == s.story {
					same++
				}
			}
			v, _ := x.vouch(p, st)
			l := lesson{x: v, same: 2*same > len(st.members), w: 1}
			if !l.same && l.x[bestOdds] < hopeless { // some stand for all
				if l.w = oneOf; (i+int(slot))%oneOf != 0 {
					continue
				}
			}
			out = append(out, l)
		}
		g.Add(s.Article)
	}
	return out
}

// fit is a logistic regression by Newton's method, with a ridge.
func fit(all []lesson, ridge float64) []float64 {
	k := len(all[0].x)
	w := make([]float64, k)
	for range 25 {
		h := make([][]float64, k)
		g := make([]float64, k)
		for i := range h {
			h[i] = make([]float64, k)
			h[i][i] = ridge
			g[i] = -ridge * w[i]
		}
		for _, l := range all {
			z := 0.0
			for i, v := range l.x {
				z += v * w[i]
			}
			p := 1 / (1 + math.Exp(-z))
			y := 0.0
			if l.same {
				y = 1
			}
			q := l.w * p * (1 - p)
			for i, v := range l.x {
				g[i] += l.w * (y - p) * v
				for j := range i + 1 {
					h[i][j] += q * v * l.x[j]
				}
			}
		}
		for i := range h {
			for j := i + 1; j < k; j++ {
				h[i][j] = h[j][i]
			}
		}
		step := solve(h, g)
		big := 0.0
		for i := range w {
			w[i] += step[i]
			big = max(big, math.Abs(step[i]))
		}
		if big < 1e-5 {
			break
		}
	}
	return w
}

// solve is Gauss's elimination.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		best := i
		for j := i + 1; j < n; j++ {
			if math.Abs(a[j][i]) > math.Abs(a[best][i]) {
				best = j
			}
		}
		a[i], a[best], b[i], b[best] = a[best], a[i], b[best], b[i]
		for j := i + 1; j < n; j++ {
			f := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= f * a[i][k]
			}
			b[j] -= f * b[i]
		}
	}
	out := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		sum := b[i]
		for j := i + 1; j < n; j++ {
			sum -= a[i][j] * out[j]
		}
		out[i] = sum / a[i][i]
	}
	return out
}

var forms = []form{asHeadline, asTeaser, asText}

// A lecture is a stream to learn from.
func (c corpus) lectures(round uint64) (streams [][]sample) {
	streams = append(streams, c.open(asHeadline, 1500, 250, 100*round+60))
	for _, f := range forms {
		for i, told := range []int{15, 40, 120, 400, 1000} {
			streams = append(streams, c.open(f, told, 15, 100*round+uint64(i)))
		}
		streams = append(streams, c.open(f, 500, 100, 100*round+50)) // few stories, told by many
		r := rand.New(rand.NewPCG(round, 5))
		for range 2 {
			for _, n := range []int{3, 10, 30, 100} {
				streams = append(streams, c.unrelated(f, n, r))
			}
		}
	}
	return streams
}

// train fits a model to a corpus, in so many rounds on what the model itself
// has grouped: it learns from the stories that it will meet.
func train(c corpus, rounds int) *model {
	var all []lesson
	for _, f := range forms {
		for seed, told := range []int{20, 60, 200, 1000} {
			all = append(all, lessons(c.open(f, told, 15, uint64(seed)))...)
		}
	}
	m := &model{}
	weights := fit(all, 1)
	copy(m.pairs[0][:], weights[:features])
	copy(m.pairs[1][:], weights[features:])
	// before there is a forest, the best member decides
	m.stories = forest{trees: []tree{{feature: []int{bestOdds}, from: []float64{1}, leaf: []float64{-3, 3}}}}
	all = nil
	for round := range uint64(rounds) {
		for _, samples := range c.lectures(round) {
			all = append(all, storyLessons(m, samples)...)
		}
		grown := early
		if round == uint64(rounds-1) {
			grown = trees
		}
		m.stories = boost(all, grown, depth, rate, ridge)
	}
	m.bars = bars
	return m
}

// bars are the log odds from which a headline and a text join. In streams that
// the model has not seen, they keep the strangers in company below 2 % of
// short articles, and below half of the centroid's of long ones.
var bars = [2]float64{1.2, 0}

// How the forest is grown.
const (
	trees = 300
	early = 120 // trees in the rounds before the last
	depth = 5
	rate  = 0.06
	ridge = 40

	oneOf = 4 // of hopeless stories that are learned from
)

// groupsWith are empty groups that a model decides about.
func groupsWith(m *model) *Groups {
	g := New(Options{})
	g.index.model = m
	return g
}

// TestTrain fits the model that ships with the program anew, to the whole
// corpus, where NEWSHOUND_TRAIN is set. It takes minutes.
func TestTrain(t *testing.T) {
	if os.Getenv("NEWSHOUND_TRAIN") == "" {
		t.Skip("NEWSHOUND_TRAIN is not set")
	}
	if err := os.WriteFile("model.txt", []byte(train(readCorpus(t), 4).String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// groupedBy are the stories that a model says, as each article comes.
func groupedBy(m *model, samples []sample) (out []int64) {
	g := groupsWith(m)
	for i, s := range samples {
		s.ID = int64(i + 1)
		out = append(out, g.Add(s.Article).Story)
	}
	return out
}
