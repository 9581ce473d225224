package story

import "encoding/binary"

// memoryForm says how a memory is written; one in another form is not read.
const memoryForm = 2

// memory writes down what is remembered of an article's words: about 450
// bytes, from which remembered makes the same again, without its text and
// whatever has become of that.
func (a *article) memory() []byte {
	b := []byte{memoryForm}
	b = binary.AppendUvarint(b, uint64(len(a.terms)))
	last := uint32(0)
	for _, e := range a.terms {
		b = binary.AppendUvarint(b, uint64(e.term-last))
		b = binary.AppendUvarint(b, uint64(e.weight))
		b = binary.LittleEndian.AppendUint16(b, uint16(e.mark))
		last = e.term
	}
	b = binary.LittleEndian.AppendUint32(b, a.numbers)
	if a.print == nil {
		return append(b, 0)
	}
	return append(append(b, 1), a.print[:]...)
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
		terms = append(terms, entry{last, uint16(r.next()), mark(binary.LittleEndian.Uint16(r.bytes(2)))})
	}
	numbers := binary.LittleEndian.Uint32(r.bytes(4))
	var text *print
	if r.bytes(1)[0] == 1 {
		p := print(r.bytes(prints))
		text = &p
	}
	if r.short || len(r.rest) > 0 {
		return false
	}
	a.terms, a.numbers, a.print = terms, numbers, text
	return true
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

// bytes reads n bytes, zeros where there are fewer.
func (r *reader) bytes(n int) []byte {
	if len(r.rest) < n {
		r.short, r.rest = true, nil
		return make([]byte, n)
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}
