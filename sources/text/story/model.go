package story

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// modelFile is the model as TestTrain has fitted it: the weights of the pair
// evidence for headlines and what texts add to them, the bars, and a line a
// tree.
//
//go:embed model.txt
var modelFile string

// A model says how probable it is that articles are of one event.
type model struct {
	pairs   [2][features]float64 // weights of the evidence, and of it times textual
	stories forest
	bars    [2]float64 // log odds from which a headline and a text join: the less text, the surer
}

// trained is the model that ships with the program.
var trained = sync.OnceValue(func() *model {
	m, err := parseModel(modelFile)
	if err != nil {
		panic(err) // it is part of the program, and a test reads it
	}
	return m
})

// bar is the log odds from which an article joins a story: the less text there
// is, the surer the model must be.
func (m *model) bar(textual float64) float64 {
	return m.bars[0] + textual*textual*(m.bars[1]-m.bars[0])
}

// pair returns the log odds that two articles are of one event.
func (m *model) pair(e evidence, textual float64) float64 {
	sum := 0.0
	for i, v := range e {
		sum += v * (m.pairs[0][i] + textual*m.pairs[1][i])
	}
	return sum
}

func (m *model) String() string {
	var b strings.Builder
	write := func(values []float64) {
		for i, v := range values {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%.4g", v)
		}
		b.WriteByte('\n')
	}
	write(m.pairs[0][:])
	write(m.pairs[1][:])
	write(m.bars[:])
	fmt.Fprintf(&b, "%.4g %d %d\n", m.stories.base, len(m.stories.trees), len(m.stories.trees[0].feature))
	for _, t := range m.stories.trees {
		for i, f := range t.feature {
			fmt.Fprintf(&b, "%d %.5g ", f, t.from[i])
		}
		write(t.leaf)
	}
	return b.String()
}

func parseModel(s string) (*model, error) {
	r, m := strings.NewReader(s), &model{}
	var err error
	scan := func(to any) {
		if _, e := fmt.Fscan(r, to); e != nil && err == nil {
			err = fmt.Errorf("model: %w", e)
		}
	}
	for i := range m.pairs {
		for j := range m.pairs[i] {
			scan(&m.pairs[i][j])
		}
	}
	scan(&m.bars[0])
	scan(&m.bars[1])
	var trees, depth int
	scan(&m.stories.base)
	scan(&trees)
	scan(&depth)
	for range trees {
		t := tree{feature: make([]int, depth), from: make([]float64, depth), leaf: make([]float64, 1<<depth)}
		for i := range depth {
			scan(&t.feature[i])
			scan(&t.from[i])
		}
		for i := range t.leaf {
			scan(&t.leaf[i])
		}
		m.stories.trees = append(m.stories.trees, t)
	}
	return m, err
}
