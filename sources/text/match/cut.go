package match

import (
	"encoding/binary"
	"math/bits"
)

// cut finds the chunks of s, what stands between spaces and control
// characters: where each begins and ends, one after the other.
func (r *reader) cut(s string) {
	const block = 64
	r.text = append(r.text[:0], s...)
	r.text = append(r.text, padding[:len(padding)-len(s)%block]...)
	edges := r.edges[:0]
	last := uint64(0) // whether the byte before is of a chunk
	for at := 0; at < len(r.text)-block; at += block {
		in := solid((*[block]byte)(r.text[at:]))
		edge := in ^ (in<<1 | last)
		last = in >> 63
		for ; edge != 0; edge &= edge - 1 {
			edges = append(edges, uint32(at+bits.TrailingZeros64(edge)))
		}
	}
	r.edges = edges
}

// padding fills up a text to whole blocks and then one, so that windows end in
// it too.
var padding [128]byte

// solid has a bit for each byte that is no space or control character.
func solid(block *[64]byte) (out uint64) {
	const (
		ones  = 0x0101010101010101
		highs = ones << 7
		space = ones * (0x80 - ' ' - 1)
	)
	for i := range 8 {
		w := binary.LittleEndian.Uint64(block[8*i:])
		w = ((w&^highs + space) | w) & highs
		out |= w >> 7 * 0x0102040810204080 >> 56 << (8 * i) // gathers the highest bits (Warren, Hacker's Delight 7)
	}
	return out
}

// A window is up to sixteen bytes of a text, the first the lowest, then zeros.
type window struct{ first, second uint64 }

func windowOf(s string) window {
	var b [16]byte
	copy(b[:], s)
	return window{binary.LittleEndian.Uint64(b[:8]), binary.LittleEndian.Uint64(b[8:])}
}

// lowest masks the first n bytes of a window's half.
var lowest = func() (masks [16]uint64) {
	for n := range masks {
		masks[n] = 1<<(8*min(n, 8)) - 1
	}
	return masks
}()

// key mixes the two halves. With the second half it tells the first.
func (w window) key() uint64 { return w.first ^ bits.RotateLeft64(w.second*0x9E3779B97F4A7C15, 32) }
