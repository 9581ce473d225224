package match

// A short is an id in half of its size, since lists of them are most of what
// is read for an article. An id that is too wide for it is replaced by its
// alert's slot, below all ids that are not.
type short int32

const leastShort = -1 << 30

func fits(id int64) bool { return leastShort <= id && id < 1<<31 }

func (x *Index) short(slot uint32) short {
	if id := x.alerts[slot].id; fits(id) {
		return short(id)
	}
	return short(-1<<31 + int64(slot))
}

// widen puts ids in the place of slots.
func (x *Index) widen(ids []int64) {
	if x.wide == 0 {
		return
	}
	for i, id := range ids {
		if id < leastShort {
			ids[i] = x.alerts[id+1<<31].id
		}
	}
}
