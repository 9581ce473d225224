package match

import (
	"math"
	"slices"
)

// needs are the atoms that a program cannot do without, those that it cannot
// do with, and whether there is more to it. Programs here are of atoms rather
// than words.
type needs struct {
	all  []uint32
	none []literal
	more bool
}

func need(code []uint32) needs {
	switch code[0] & doMask {
	case doWord:
		return needs{all: []uint32{code[0]}}
	case doPhrase:
		return needs{all: []uint32{code[1]}, more: true}
	case doNear:
		return needs{all: slices.Clone(code[2:size(code)]), more: true}
	case doNot:
		if code[1]&doMask == doWord {
			return needs{none: []literal{hasNot(code[1])}}
		}
	case doAll:
		var n needs
		for kid := range operands(code) {
			k := need(kid)
			n.all, n.none, n.more = append(n.all, k.all...), append(n.none, k.none...), n.more || k.more
		}
		return n
	}
	return needs{more: true}
}

// What anchors costs where there is no atom: more than any number of uses, and
// a program of many expressions still less than one without an anchor.
const (
	costRegexp = 1 << 34
	costNone   = 1 << 48
)

// anchors are atoms of which a program takes at least one, those with the
// fewest uses in all. An expression takes none, so it is tried on every
// article.
func (t *tongue) anchors(code []uint32) (keys []uint32, cost int) {
	switch code[0] & doMask {
	case doNot:
		return nil, costNone
	case doRegexp:
		return []uint32{0}, costRegexp
	case doAny:
		for kid := range operands(code) {
			more, price := t.anchors(kid)
			keys, cost = append(keys, more...), cost+price
		}
		return keys, cost
	case doAll:
		cost = math.MaxInt
		for kid := range operands(code) {
			if more, price := t.anchors(kid); price < cost {
				keys, cost = more, price
			}
		}
		return keys, cost
	}
	key := slices.MinFunc(need(code).all, t.rarer)
	return []uint32{key}, int(t.atoms.list[key].uses)
}
