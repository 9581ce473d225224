package hashtag

import (
	"math"
	"strings"
	"unicode/utf8"
)

// weights are those of a log-linear model of whether people pick a phrase:
// what its logarithm of odds gains by each trait. They were fitted by
// logistic regression to picks of people, and rounded.
type weights struct {
	count      float64 // for each e-fold of its count
	late       float64 // for each e-fold of the words before it, beyond twenty
	absorbed   float64 // for the share of its count that is in longer phrases
	length     float64 // of a word, for each letter up to ten
	name       float64 // of a word with capitals
	number     float64
	hyphen     float64 // of a word with a hyphen, in small letters
	afterStop  float64 // of a word, for the share of its count after stop words: nouns are
	beforeStop float64
	ends       float64
	pair       float64 // of two words
	longer     float64 // of more words
	namePair   float64 // of two words with capitals, beside pair
}

// Who picked key phrases of English news picked words, and never a compound
// of the kind of "three-year"; those who picked of other languages, phrases and names.
var (
	english = weights{
		count: 0.8, late: -0.1, absorbed: -0.2, length: 0.25, number: -1, hyphen: -7,
		afterStop: 0.7, beforeStop: 0.6, ends: 0.3, pair: 0.6, longer: 0.4, namePair: 1,
	}
	general = weights{
		count: 1.7, late: -0.9, absorbed: -1.1, length: 0.15, name: 0.9, number: -1.9,
		afterStop: 0.8, beforeStop: 0.4, ends: 0.7, pair: 1.4, longer: 0.8, namePair: 2,
	}
)

// score is the logarithm of the odds that people pick a phrase, but for a
// constant.
func (w *weights) score(d *document, p *phrase) float64 {
	n := float64(p.count)
	s := w.count*math.Log(n) + w.late*math.Log(1+float64(p.at)/20) + w.absorbed*min(1, float64(p.absorbed)/n)
	if p.n > 1 {
		switch {
		case p.n > 2:
			s += w.longer
		case p.name:
			s += w.pair + w.namePair
		default:
			s += w.pair
		}
		return s
	}
	text := d.text(p)
	s += w.length * float64(min(10, utf8.RuneCountInString(text)))
	s += (w.afterStop*float64(p.afterStop) + w.beforeStop*float64(p.beforeStop) + w.ends*float64(p.ends)) / n
	switch {
	case '0' <= text[0] && text[0] <= '9':
		s += w.number
	case p.name:
		s += w.name
	case strings.Contains(text, "-"):
		s += w.hyphen
	}
	return s
}
