package story

import (
	"hash/fnv"
	"math"
	"slices"

	"newshound/sources/text"
)

const (
	shingle   = 3   // words of a shingle
	prints    = 64  // minima kept
	minWords  = 20  // fewer words than that make no print
	sameShare = 0.6 // of the minima that two prints of one text share
	ownShare  = 0.9 // and two of one source
)

// A print tells near-same texts: the minima of hash functions over the
// text's shingles, a byte of each (A. Broder, On the resemblance and
// containment of documents, 1997; P. Li and A. König, b-Bit Minwise Hashing,
// 2010).
type print [prints]uint8

// newPrint returns the print of an article's text, without stop words and what
// its source repeats in most of its items: the frame of a template is no text.
// It is nil when there is too little left.
func newPrint(a Article) *print {
	var minima [prints]uint64
	for i := range minima {
		minima[i] = math.MaxUint64
	}
	var last [shingle]uint64
	words := 0
	for t := range text.Scan(a.Text, a.Lang) {
		if t.Stop || a.Repeated != nil && a.Repeated(t.Stem) {
			continue
		}
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

// numbersOf is a hash of the numbers in an article, whatever their order.
func numbersOf(a Article) (sum uint32) {
	had := map[uint32]bool{}
	for _, s := range []string{a.Title, a.Text} {
		for t := range text.Scan(s, a.Lang) {
			if term := termOf(t.Fold); number(t.Fold) && !had[term] {
				had[term] = true
				sum += term * 0x9E3779B1
			}
		}
	}
	return sum
}

// duplicate returns the article among the stories found that a new one
// repeats, or nil.
func duplicate(n *article, found []match) *article {
	for _, f := range found {
		for _, m := range f.story.members[max(0, len(f.story.members)-maxCompared):] {
			if repeats(n, m) {
				return m
			}
		}
	}
	return nil
}

// repeats reports whether an article says again what another said: near-same
// text under a title that is no template's, or another source's headline where
// there is no text. Of one source the text must be the same, with the same
// numbers and nothing else in the title: only what was published again is, not
// the next item from a template.
func repeats(a, b *article) bool {
	own := a.source == b.source && a.source != 0
	if a.print != nil && b.print != nil {
		share := a.print.share(b.print)
		if own {
			return share >= ownShare && a.numbers == b.numbers && !lacks(a, b, entry.any) && !lacks(b, a, entry.any)
		}
		return share >= sameShare && !namesDiffer(a, b)
	}
	const few = 5 // words that too many headlines share
	return !own && a.print == nil && b.print == nil && len(a.terms) > few &&
		slices.EqualFunc(a.terms, b.terms, func(a, b entry) bool { return a.term == b.term })
}
