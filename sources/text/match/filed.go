package match

import "slices"

// match appends the ids of the queries that the article answers, in no order.
func (r *reader) match(ids []int64) []int64 {
	r.fetch()
	r.several = r.several[:0]
	for _, atom := range r.present {
		f := &r.x.files[atom]
		ids = append(ids, r.x.lists.of(f.alone)...)
		if f.more.n > 0 {
			ids = r.more(ids, r.x.lists.of(f.more))
		}
		if f.hard.n > 0 {
			ids = r.hard(ids, atom, r.x.lists.of(f.hard))
		}
	}
	slices.Sort(r.several)
	return append(ids, slices.Compact(r.several)...)
}

// fetch has the cache fetch the files of all atoms at once, then their lists,
// rather than one after the other.
func (r *reader) fetch() {
	var sum uint64
	for _, atom := range r.present {
		sum += uint64(r.x.files[atom].alone.at)
	}
	words := r.x.lists.words
	for _, atom := range r.present {
		f := &r.x.files[atom]
		sum += uint64(words[f.alone.at] + words[f.more.at] + words[f.hard.at])
	}
	r.touched += sum
}

// more appends the alerts whose literals hold. It does not branch on whether
// they do, which nothing could predict.
func (r *reader) more(ids, records []int64) []int64 {
	n := len(ids)
	ids = slices.Grow(ids, len(records)/2)
	ids = ids[:cap(ids)]
	has := r.has
	for i := 1; i < len(records); i += 2 {
		first, second := needed(records[i-1]).literals()
		ids[n] = records[i]
		n += int(has[first] & has[second])
	}
	return ids[:n]
}

// hard appends the alerts that the article answers though their literals do
// not tell.
func (r *reader) hard(ids []int64, atom uint32, records []int64) []int64 {
	for ; len(records) >= 2; records = records[2:] {
		n, a := needed(records[0]), ref(records[1])
		first, second := n.literals()
		if r.has[first]&r.has[second] == 0 || !r.shaped(n, a, atom) {
			continue
		}
		id := r.x.alerts[a.slot()].id
		if a.shape().several {
			r.several = append(r.several, id)
		} else {
			ids = append(ids, id)
		}
	}
	return ids
}

// shaped reports whether an alert whose literals hold has the article.
func (r *reader) shaped(n needed, a ref, atom uint32) bool {
	switch s := a.shape(); {
	case s.verify:
		return r.verify(a.slot())
	case s.phrase:
		return r.around(n, s.behind, atom)
	}
	return true
}
