package hashtag

import (
	"cmp"
	"slices"
	"strings"
)

// longest is how many words a phrase may have.
const longest = 5

// A phrase is a word, or a run of words, that may say what a text is about.
type phrase struct {
	at       int32 // its first appearance, among the units
	n        int32 // how many they are
	count    int32
	absorbed int32 // times that it is part of a longer phrase

	// Of a word: the times that a stop word is before it and after it, and
	// that a phrase cannot go on after it.
	afterStop, beforeStop, ends int32

	name  bool // has a capital within a sentence
	loose bool // a name with a link that may part two names
	small bool // a word: stands in small letters too
}

// A ranked phrase has the model's score.
type ranked struct {
	*phrase
	score float64
}

// A gram is a run of words: their ids plus one.
type gram [longest]int32

// A search goes through a document for its phrases.
type search struct {
	*document
	words   []phrase // by id; a stop word has no count
	phrases []phrase // of several words
}

// phrases returns the words and phrases of a document that will do, best
// first.
func (d *document) phrases(w *weights, will func(*phrase) bool) []ranked {
	s := search{document: d}
	s.countWords()
	s.countNames()
	s.countRepeats()
	s.absorb()
	out := make([]ranked, 0, 64)
	for _, list := range [][]phrase{s.phrases, s.words} {
		for i := range list {
			if p := &list[i]; s.candidate(p) && will(p) {
				out = append(out, ranked{p, w.score(d, p)})
			}
		}
	}
	slices.SortFunc(out, func(a, b ranked) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.n, a.n))
	})
	return out
}

// candidate reports whether a phrase is one: a name, or met again; or a
// word, and no single character of a script without spaces.
func (s *search) candidate(p *phrase) bool {
	if p.n > 1 {
		return p.name && !p.loose || p.count > 1
	}
	return p.count > 0 && !s.units[p.at].part
}

func (s *search) countWords() {
	s.words = slices.Grow(s.words, s.ids.Len())[:s.ids.Len()]
	clear(s.words)
	for i := range s.units {
		u := &s.units[i]
		if u.stop {
			continue
		}
		w := &s.words[u.id]
		if w.count == 0 {
			w.at, w.n = int32(i), 1
		}
		w.count++
		w.name = w.name || u.capital && !u.opens
		w.small = w.small || !u.capital
		if u.joined && s.units[i-1].stop {
			w.afterStop++
		}
		switch {
		case i+1 == len(s.units) || !s.units[i+1].joined:
			w.ends++
		case s.units[i+1].stop:
			w.beforeStop++
		}
	}
}

// countNames finds the runs of words with capitals, and those with a link
// between, such as "Bank of England".
func (s *search) countNames() {
	for i := 0; i < len(s.units); {
		n, linked := s.nameAt(i)
		if n > 1 {
			s.count(i, n, true)
		}
		if linked > n {
			s.count(i, linked, true).loose = s.loose(i, linked)
		}
		i += max(n, 1)
	}
}

// nameAt returns how many units the name at i has without links and with
// them; 0 where none starts.
func (s *search) nameAt(i int) (n, linked int) {
	u := s.units[i]
	if u.stop || !u.capital || u.opens && s.words[u.id].small {
		return 0, 0
	}
	n, linked = 1, 1
	for j := i + 1; j < len(s.units) && j < i+longest; j++ {
		u := s.units[j]
		switch {
		case !u.joined, u.capital == u.stop:
			return n, linked
		case u.stop && links[s.all[u.Start:u.End]] == none:
			return n, linked
		case u.capital && n == j-i:
			n++
		}
		if u.capital {
			linked = j + 1 - i
		}
	}
	return n, linked
}

// loose reports whether a name has a link that may part two names.
func (s *search) loose(i, n int) bool {
	for _, u := range s.units[i : i+n] {
		if u.stop && links[s.all[u.Start:u.End]] == mayPart {
			return true
		}
	}
	return false
}

// A link is a word between the capitals of a name.
type link uint8

const (
	none    link = iota
	binds        // as in "Charles de Gaulle"
	mayPart      // as in "Bank of England", and in "Ann Lee of Boston"
)

var links = func() map[string]link {
	all := map[string]link{}
	for w := range strings.FieldsSeq("de da do das dos del della dei di du des d l la le les van von der den ter al el bin ibn") {
		all[w] = binds
	}
	for w := range strings.FieldsSeq("of the for and y e och og i") {
		all[w] = mayPart
	}
	return all
}()

// countRepeats finds the runs of words of which each pair is met again.
func (s *search) countRepeats() {
	var pairs [1 << 12]uint8 // how often each is met, up to two, by its hash
	hash := func(i int) uint32 {
		return (uint32(s.units[i-1].id)*2654435761 ^ uint32(s.units[i].id)*40503) >> 7 % (1 << 12)
	}
	for i := 1; i < len(s.units); i++ {
		if s.units[i].joined {
			h := hash(i)
			pairs[h] = min(2, pairs[h]+1)
		}
	}
	for i := range s.units {
		if s.units[i].stop {
			continue
		}
		for j := i + 1; j < len(s.units) && j < i+longest && s.units[j].joined && pairs[hash(j)] > 1; j++ {
			if !s.units[j].stop {
				s.count(i, j+1-i, false)
			}
		}
	}
}

// count counts the run at i. What was found as a name is not counted as
// anything else.
func (s *search) count(i, n int, name bool) *phrase {
	g := s.gram(i, n)
	k, known := s.grams[g]
	if !known {
		k = int32(len(s.phrases))
		s.grams[g] = k
		s.phrases = append(s.phrases, phrase{at: int32(i), n: int32(n), name: name})
	}
	p := &s.phrases[k]
	if p.name == name {
		p.count++
	}
	return p
}

func (d *document) gram(i, n int) gram {
	var g gram
	for k, u := range d.units[i : i+n] {
		g[k] = u.id + 1
	}
	return g
}

// absorb notes of each word and phrase how often a longer one has it.
func (s *search) absorb() {
	for _, p := range s.phrases {
		if !s.candidate(&p) {
			continue
		}
		end := int(p.at + p.n)
		for i := int(p.at); i < end; i++ {
			if u := s.units[i]; !u.stop {
				s.words[u.id].absorbed += p.count
			}
			for n := 2; n < int(p.n) && i+n <= end; n++ {
				if k, known := s.grams[s.gram(i, n)]; known {
					s.phrases[k].absorbed += p.count
				}
			}
		}
	}
}

// text is a phrase as it stands in the text first.
func (d *document) text(p *phrase) string {
	return d.all[d.units[p.at].Start:d.units[p.at+p.n-1].End]
}
