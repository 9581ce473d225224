package story

import "encoding/binary"

// memoryForm says how a memory is written; one in another form is not read.
const memoryForm = 1

// memory writes down what is remembered of an article's words: about 400
// bytes, from which remembered makes the same again, without its text and
// whatever has become of that.
func (a *article) memory() []byte {
	b := []byte{memoryForm}
	b = binary.AppendUvarint(b, uint64(len(a.terms)))
	last := uint32(0)
	for _, e := range a.terms {
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(e.term-last)), uint64(e.weight))
		last = e.term
	}
	if a.body == nil {
		return b
	}
	b = binary.AppendUvarint(b, uint64(len(a.body.title)))
	last = 0
	for _, t := range a.body.title {
		b = binary.AppendUvarint(b, uint64(t-last))
		last = t
	}
	if a.body.print != nil {
		b = append(b, a.body.print[:]...)
	}
	return b
}

// remembered reads what memory has written, and reports whether it could.
func (a *article) remembered(memory []byte) bool {
	r := reader{rest: memory}
	if r.next() != memoryForm {
		return false
	}
	terms := make(vector, 0, min(r.next(), maxTerms))
	last := uint32(0)
	for range cap(terms) {
		last += uint32(r.next())
		terms = append(terms, entry{last, uint32(r.next())})
	}
	if a.terms = terms; len(r.rest) == 0 || r.short {
		return !r.short
	}
	a.body = &body{title: make([]uint32, 0, min(r.next(), maxTerms))}
	last = 0
	for range cap(a.body.title) {
		last += uint32(r.next())
		a.body.title = append(a.body.title, last)
	}
	if len(r.rest) == prints {
		a.body.print = (*print)(r.rest)
	} else if len(r.rest) > 0 {
		r.short = true
	}
	return !r.short
}

// A reader reads numbers.
type reader struct {
	rest  []byte
	short bool // there were fewer than were asked for
}

func (r *reader) next() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.short = true
		return 0
	}
	r.rest = r.rest[n:]
	return v
}
