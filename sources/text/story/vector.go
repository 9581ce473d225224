package story

import (
	"cmp"
	"math"
	"slices"
)

// An entry is the weight of a term in an article, in units of 1/one, and what
// the article's first word of it is.
type entry struct {
	term   uint32 // hash of a stem
	weight uint16
	mark   mark
}

const one = 1 << 15

// A mark is where a word stands first in an article, what it is, and how
// common it is in news in general.
type mark uint16

const (
	placeMask = 1<<8 - 1 // of this place and later ones

	inTitle  mark = 1 << 8
	isName   mark = 1 << 9
	isNumber mark = 1 << 10

	commonShift = 11
	commonStep  = 0.4 // nats
)

// place is after how many words the word stands, up to placeMask.
func (m mark) place() int { return int(m & placeMask) }

// commonness is a mark of a word's share of all words.
func commonness(share float64) mark {
	return mark(min(31, max(0, math.Round(-math.Log(share)/commonStep)))) << commonShift
}

// share is a word's share of all words, to a fifth of it.
func (m mark) share() float64 { return shares[m>>commonShift] }

var shares = func() (all [32]float64) {
	for i := range all {
		all[i] = math.Exp(-commonStep * float64(i))
	}
	return all
}()

// A vector is sorted by term.
type vector []entry

// titled is how many of the terms stand in the title.
func (v vector) titled() (n int) {
	for _, e := range v {
		if e.mark&inTitle != 0 {
			n++
		}
	}
	return n
}

// find returns the entry of a term.
func (v vector) find(term uint32) (entry, bool) {
	i, ok := slices.BinarySearchFunc(v, term, func(e entry, t uint32) int { return cmp.Compare(e.term, t) })
	if !ok {
		return entry{}, false
	}
	return v[i], true
}

// has reports whether there is a term.
func (v vector) has(term uint32) bool {
	_, ok := v.find(term)
	return ok
}
