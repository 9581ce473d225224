package match

import "slices"

// match appends the ids of the queries that the article answers, in no order.
func (r *reader) match(ids []int64) []int64 {
	r.fetch()
	from := len(ids)
	files := &r.t.files
	for _, atom := range r.present {
		f := &files.of[atom]
		ids = r.alone(ids, files.alone.of(f.alone))
		ids = r.more(ids, files.more.of(f.more))
	}
	r.x.widen(ids[from:])
	r.several = r.several[:0]
	for _, atom := range r.present {
		if f := &files.of[atom]; f.hard.n > 0 {
			ids = r.hard(ids, files.hard.of(f.hard))
		}
	}
	slices.Sort(r.several)
	return append(ids, slices.Compact(r.several)...)
}

// fetch has the cache fetch the files of all atoms at once, then all of their
// lists, rather than wait for one line after the other. What it adds up keeps
// the compiler from leaving it out.
func (r *reader) fetch() {
	var sum uint64
	files := &r.t.files
	for _, atom := range r.present {
		sum += uint64(files.of[atom].alone.at)
	}
	for _, atom := range r.present {
		f := &files.of[atom]
		alone, more := files.alone.of(f.alone), files.more.of(f.more)
		for i := 0; i < len(alone); i += 16 {
			sum += uint64(alone[i])
		}
		for i := 0; i < len(more); i += 8 {
			sum += uint64(more[i])
		}
	}
	r.touched += sum
}

func (r *reader) alone(ids []int64, alerts []short) []int64 {
	n := len(ids)
	ids = slices.Grow(ids, len(alerts))[:n+len(alerts)]
	out := ids[n:]
	for i := range out {
		out[i] = int64(alerts[i])
	}
	return ids
}

// more appends the alerts whose literals hold. It does not branch on whether
// they do, which nothing could predict.
func (r *reader) more(ids []int64, alerts []more) []int64 {
	n := len(ids)
	ids = slices.Grow(ids, len(alerts)+1)
	ids = ids[:cap(ids)]
	holds := &r.holds
	for _, m := range alerts {
		a, b := m.literals()
		ids[n] = int64(m.id())
		n += int(holds[a] & holds[b])
	}
	return ids[:n]
}

// hard appends the alerts that the article answers though their literals do
// not tell.
func (r *reader) hard(ids []int64, alerts []hard) []int64 {
	for i := range alerts {
		h := &alerts[i]
		s := h.ref.shape()
		if !r.is(h.a) || !r.is(h.b) || s.verify && !r.verify(h.ref.slot()) {
			continue
		}
		id := r.x.alerts[h.ref.slot()].id
		if s.several {
			r.several = append(r.several, id)
		} else {
			ids = append(ids, id)
		}
	}
	return ids
}
