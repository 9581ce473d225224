package story

import "slices"

// postings are the slots of the stories that have a term. Most terms are of
// one story: its slot stands in the map, longer lists stand apart.
type postings struct {
	of   map[uint32]uint32 // a slot, or listed and an index of lists
	list [][]uint32
	free []uint32 // indexes of list
}

const listed = 1 << 31

// count is how many stories have a term.
func (p *postings) count(term uint32) int {
	v, ok := p.of[term]
	switch {
	case !ok:
		return 0
	case v < listed:
		return 1
	}
	return len(p.list[v-listed])
}

// slots returns the stories that have a term, the longest there first.
func (p *postings) slots(term uint32) []uint32 {
	v, ok := p.of[term]
	switch {
	case !ok:
		return nil
	case v < listed:
		return []uint32{v}
	}
	return p.list[v-listed]
}

func (p *postings) add(term, slot uint32) {
	v, ok := p.of[term]
	switch {
	case !ok:
		p.of[term] = slot
	case v >= listed:
		p.list[v-listed] = append(p.list[v-listed], slot)
	case len(p.free) > 0:
		last := len(p.free) - 1
		p.list[p.free[last]] = []uint32{v, slot}
		p.of[term] = listed + p.free[last]
		p.free = p.free[:last]
	default:
		p.of[term] = listed + uint32(len(p.list))
		p.list = append(p.list, []uint32{v, slot})
	}
}

func (p *postings) remove(term, slot uint32) {
	v := p.of[term]
	if v < listed {
		delete(p.of, term)
		return
	}
	list := p.list[v-listed]
	i := slices.Index(list, slot)
	p.list[v-listed] = slices.Delete(list, i, i+1)
	if len(list) == 2 {
		p.of[term] = list[0]
		p.list[v-listed] = nil
		p.free = append(p.free, v-listed)
	}
}
