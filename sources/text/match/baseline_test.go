package match

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	aho "github.com/petar-dambovaliev/aho-corasick"
)

// A rival finds the patterns of a boolean layer in a text, each at least once.
type rival interface {
	find(s string, found func(pattern int))
}

// A layer turns the patterns that a rival finds into alerts. Words are as they
// stand, in lower case: no rival stems.
type layer struct {
	rival    rival
	patterns []string
	number   map[string]int
	filed    [][]layered // by the rarest pattern that must be there
	uses     []int       // by pattern: how many alerts have it
	seen     []int       // by pattern: the last text that has it
	texts    int
	found    []int
}

type layered struct {
	id        int64
	all, none []int
}

// newLayer reads alerts as draw writes them.
func newLayer(alerts []string, build func(patterns []string) rival) *layer {
	l := &layer{number: map[string]int{}}
	all := make([]layered, len(alerts))
	for i, s := range alerts {
		all[i] = l.read(int64(i), s)
	}
	for _, a := range all {
		rarest := slices.MinFunc(a.all, func(p, q int) int { return l.uses[p] - l.uses[q] })
		l.filed[rarest] = append(l.filed[rarest], a)
	}
	l.seen, l.rival = make([]int, len(l.patterns)), build(l.patterns)
	return l
}

func (l *layer) read(id int64, s string) layered {
	a := layered{id: id}
	if s[0] == '"' {
		a.all = []int{l.pattern(strings.Trim(s, `"`))}
	} else {
		to := &a.all
		for _, w := range strings.Fields(s) {
			switch w {
			case "AND":
			case "NOT":
				to = &a.none
			default:
				*to = append(*to, l.pattern(w))
			}
		}
	}
	return a
}

func (l *layer) pattern(s string) int {
	s = strings.ToLower(s)
	n, ok := l.number[s]
	if !ok {
		n = len(l.patterns)
		l.number[s] = n
		l.patterns, l.filed, l.uses = append(l.patterns, s), append(l.filed, nil), append(l.uses, 0)
	}
	l.uses[n]++
	return n
}

func (l *layer) match(ids []int64, s string) []int64 {
	l.texts++
	l.found = l.found[:0]
	l.rival.find(strings.ToLower(s), func(p int) {
		if l.seen[p] != l.texts {
			l.seen[p] = l.texts
			l.found = append(l.found, p)
		}
	})
	for _, p := range l.found {
		for _, a := range l.filed[p] {
			if l.holds(&a) {
				ids = append(ids, a.id)
			}
		}
	}
	return ids
}

func (l *layer) holds(a *layered) bool {
	for _, p := range a.all {
		if l.seen[p] != l.texts {
			return false
		}
	}
	for _, p := range a.none {
		if l.seen[p] == l.texts {
			return false
		}
	}
	return true
}

// An automaton is the Aho-Corasick library.
type automaton struct{ aho.AhoCorasick }

func newAutomaton(patterns []string) rival {
	const most = 100_000 // patterns of which the full automaton fits in memory
	b := aho.NewAhoCorasickBuilder(aho.Opts{MatchKind: aho.StandardMatch, DFA: len(patterns) < most})
	return automaton{b.Build(patterns)}
}

func (a automaton) find(s string, found func(int)) {
	for it := a.IterOverlapping(s); ; {
		m := it.Next()
		if m == nil {
			return
		}
		if (m.Start() == 0 || !inWord(s[m.Start()-1])) && (m.End() == len(s) || !inWord(s[m.End()])) {
			found(m.Pattern())
		}
	}
}

func inWord(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80 }

// A trie has patterns word by word.
type trie struct {
	words map[string]uint64
	next  map[uint64]uint64 // node<<32 | word to node
	ends  []int             // by node: 1 + the pattern
}

func newTrie(patterns []string) rival {
	t := &trie{words: map[string]uint64{}, next: map[uint64]uint64{}, ends: make([]int, 1)}
	for p, s := range patterns {
		at := uint64(0)
		for w := range strings.FieldsSeq(s) {
			if t.words[w] == 0 {
				t.words[w] = uint64(len(t.words) + 1)
			}
			step := at<<32 | t.words[w]
			if t.next[step] == 0 {
				t.next[step] = uint64(len(t.ends))
				t.ends = append(t.ends, 0)
			}
			at = t.next[step]
		}
		t.ends[at] = p + 1
	}
	return t
}

func (t *trie) find(s string, found func(int)) {
	var words []uint64
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words = append(words, t.words[w])
	}
	for i := range words {
		at := uint64(0)
		for _, w := range words[i:] {
			if at = t.next[at<<32|w]; at == 0 {
				break
			}
			if p := t.ends[at]; p > 0 {
				found(p - 1)
			}
		}
	}
}

// TestRivals holds the rivals to the plain evaluator where stems do not
// matter, so that what they are timed at is the same work.
func TestRivals(t *testing.T) {
	alerts := []string{"storm", "storm harbour", `"storm harbour"`, "storm AND NOT ferry", "storm AND ferry NOT quay", `"the storm"`}
	for name, build := range map[string]func([]string) rival{"aho-corasick": newAutomaton, "trie": newTrie} {
		l := newLayer(alerts, build)
		for _, s := range []string{"The storm, a ferry.", "Storm harbour quay", "harbour storm", "stormy"} {
			want := map[int64]bool{}
			for i, a := range alerts {
				if mustParse(t, a).Match(Prepare(Doc{Text: s})) {
					want[int64(i)] = true
				}
			}
			got := l.match(nil, s)
			for _, id := range got {
				if !want[id] {
					t.Errorf("%s: %q found by %q", name, s, alerts[id])
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s: %q: found %v, want %v", name, s, got, want)
			}
		}
	}
}
