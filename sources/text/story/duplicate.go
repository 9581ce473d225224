package story

import (
	"hash/fnv"
	"math"

	"newshound/sources/text"
)

const (
	shingle   = 3   // words of a shingle
	prints    = 64  // minima kept
	minWords  = 30  // fewer words than that make no print
	sameShare = 0.6 // of the minima that two prints of one text share
)

// A print tells near-same texts: the minima of hash functions over the
// text's shingles, a byte of each (A. Broder, On the resemblance and
// containment of documents, 1997; P. Li and A. König, b-Bit Minwise Hashing,
// 2010).
type print [prints]uint8

// newPrint returns the print of an article's text, nil when there is too
// little of it.
func newPrint(a Article) *print {
	var minima [prints]uint64
	for i := range minima {
		minima[i] = math.MaxUint64
	}
	var last [shingle]uint64
	words := 0
	for t := range text.Scan(a.Text, a.Lang) {
		h := fnv.New64a()
		h.Write([]byte(t.Fold))
		copy(last[:], last[1:])
		last[shingle-1] = h.Sum64()
		if words++; words >= shingle {
			minimize(&minima, last)
		}
	}
	if words < minWords {
		return nil
	}
	var p print
	for i, m := range minima {
		p[i] = uint8(m >> 32)
	}
	return &p
}

// minimize mixes a shingle's hash once for each minimum.
func minimize(minima *[prints]uint64, words [shingle]uint64) {
	h := words[0]
	for _, w := range words[1:] {
		h = (h ^ w>>29) * 0x9E3779B97F4A7C15
		h ^= w
	}
	for i := range minima {
		h ^= h >> 31
		h *= 0xD6E8FEB86659FD93
		minima[i] = min(minima[i], h^h>>32)
	}
}

func (p *print) share(o *print) float64 {
	same := 0
	for i := range p {
		if p[i] == o[i] {
			same++
		}
	}
	return float64(same) / prints
}

// duplicate returns the article among the stories found that a new one
// repeats, or nil: a near-same text, or without one the same headline.
func duplicate(n *article, found []match) *article {
	for _, f := range found {
		for _, m := range f.story.members[max(0, len(f.story.members)-maxCompared):] {
			if same(n, m) {
				return m
			}
		}
	}
	return nil
}

func same(a, b *article) bool {
	p, q := a.print(), b.print()
	if p != nil && q != nil {
		return p.share(q) >= sameShare
	}
	const few = 3 // words that too many headlines share
	if p != nil || q != nil || len(a.terms) <= few || len(a.terms) != len(b.terms) {
		return false
	}
	for i := range a.terms {
		if a.terms[i].term != b.terms[i].term {
			return false
		}
	}
	return true
}
