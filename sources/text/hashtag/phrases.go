package hashtag

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// A phrase is a run of words that may be a key phrase.
type phrase struct {
	text  string // as it stands in the text first
	key   string // folded
	words int
	count int
	first int // unit at which it is met first
	names int // times that each of its words had a capital within a sentence
	score float64
}

const longestPhrase = 3

// phrases returns the candidates, best first.
func (d *document) phrases() []*phrase {
	found := map[string]*phrase{}
	var order []*phrase
	for i := range d.units {
		if d.units[i].stop {
			continue
		}
		for n := 1; n <= longestPhrase && i+n <= len(d.units); n++ {
			u := d.units[i+n-1]
			if n > 1 && !u.joined {
				break
			}
			if u.stop {
				continue
			}
			d.count(found, &order, i, n)
		}
	}
	for _, p := range order {
		p.score = d.score(p)
	}
	slices.SortFunc(order, func(a, b *phrase) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.first, b.first), cmp.Compare(b.words, a.words))
	})
	return order
}

func (d *document) count(found map[string]*phrase, order *[]*phrase, i, n int) {
	var b strings.Builder
	names := 1
	for _, u := range d.units[i : i+n] {
		b.WriteString(d.forms[u.id])
		b.WriteByte(' ')
		if !u.capital || u.opens {
			names = 0
		}
	}
	key := b.String()
	p := found[key]
	if p == nil {
		p = &phrase{text: d.body[d.units[i].Start:d.units[i+n-1].End], key: key, words: n, first: i}
		found[key] = p
		*order = append(*order, p)
	}
	p.count++
	p.names += names
}

// K are the weights.
var K = struct{ TF, Pos, Multi, Name, Len float64 }{0.5, 1, 0.5, 1, 0}

func (d *document) score(p *phrase) float64 {
	s := math.Pow(float64(p.count), K.TF) / (1 + K.Pos*float64(p.first)/100)
	if p.names > 0 {
		s *= 1 + K.Name
	}
	if p.words > 1 {
		s *= K.Multi
		if p.count == 1 && p.names == 0 {
			s *= .2
		}
	}
	if utf8.RuneCountInString(p.text) < 3 {
		s *= .1
	}
	return s * math.Pow(float64(utf8.RuneCountInString(p.text)), K.Len)
}
