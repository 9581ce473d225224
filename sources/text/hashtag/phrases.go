package hashtag

import (
	"cmp"
	"slices"
)

// longest is how many words a phrase may have.
const longest = 5

// A phrase is a word, or a run of words, that may say what a text is about.
type phrase struct {
	at, n    int // its first appearance, among the units
	count    int
	absorbed int  // times that it is part of a longer phrase
	name     bool // has a capital within a sentence
	small    bool // a word: stands in small letters too

	// Of a word: the times that a stop word is before it and after it, and
	// that a phrase cannot go on after it.
	afterStop, beforeStop, ends int

	score float64
}

// A gram is a run of words: their ids plus one.
type gram [longest]int32

// A search goes through a document for its phrases.
type search struct {
	*document
	words   []phrase // by id; a stop word has no count
	grams   map[gram]int
	phrases []phrase // of several words
}

// phrases returns the words and phrases of a document, best first.
func (d *document) phrases(w weights) []phrase {
	s := search{document: d, grams: map[gram]int{}}
	s.countWords()
	s.countNames()
	names := len(s.phrases)
	s.countRepeats()
	s.phrases = append(s.phrases[:names], slices.DeleteFunc(s.phrases[names:], func(p phrase) bool { return p.count < 2 })...)
	s.absorb()
	out := s.phrases
	for _, p := range s.words {
		if p.count > 0 && !d.units[p.at].part {
			out = append(out, p)
		}
	}
	for i := range out {
		out[i].score = w.score(d, &out[i])
	}
	slices.SortFunc(out, func(a, b phrase) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.at, b.at), cmp.Compare(b.n, a.n))
	})
	return out
}

func (s *search) countWords() {
	s.words = make([]phrase, len(s.ids))
	for i, u := range s.units {
		if u.stop {
			continue
		}
		w := &s.words[u.id]
		if w.count == 0 {
			w.at, w.n = i, 1
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

// countNames finds the runs of words with capitals.
func (s *search) countNames() {
	for i := 0; i < len(s.units); {
		n := s.nameAt(i)
		if n > 1 {
			s.count(i, n, true)
		}
		i += max(n, 1)
	}
}

// nameAt returns how many units the name at i has: words with capitals, and
// stop words between them. It is 0 where none starts.
func (s *search) nameAt(i int) int {
	u := s.units[i]
	if u.stop || !u.capital || u.opens && s.words[u.id].small {
		return 0
	}
	n := 1
	for j := i + 1; j < len(s.units) && j < i+longest; j++ {
		u := s.units[j]
		if !u.joined || u.capital == u.stop {
			break
		}
		if u.capital {
			n = j + 1 - i
		}
	}
	return n
}

// countRepeats finds the runs of words of which each is met again.
func (s *search) countRepeats() {
	for i, u := range s.units {
		if u.stop || s.words[u.id].count < 2 {
			continue
		}
		for n := 2; n <= longest && i+n <= len(s.units); n++ {
			last := s.units[i+n-1]
			if !last.joined || !last.stop && s.words[last.id].count < 2 {
				break
			}
			if !last.stop {
				s.count(i, n, false)
			}
		}
	}
}

// count counts the run at i. What was found as a name is not counted as
// anything else.
func (s *search) count(i, n int, name bool) {
	g := s.gram(i, n)
	k, known := s.grams[g]
	if !known {
		k = len(s.phrases)
		s.grams[g] = k
		s.phrases = append(s.phrases, phrase{at: i, n: n, name: name})
	}
	if p := &s.phrases[k]; p.name == name {
		p.count++
	}
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
	at := make(map[gram]int, len(s.phrases))
	for k, p := range s.phrases {
		at[s.gram(p.at, p.n)] = k
	}
	for _, p := range s.phrases {
		for i := p.at; i < p.at+p.n; i++ {
			if u := s.units[i]; !u.stop {
				s.words[u.id].absorbed += p.count
			}
			for n := 2; n < p.n && i+n <= p.at+p.n; n++ {
				if k, ok := at[s.gram(i, n)]; ok {
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
