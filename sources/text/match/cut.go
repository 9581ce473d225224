package match

import (
	"encoding/binary"
	"math/bits"
)

// A piece is a chunk of a text.
type piece struct {
	window     window // zero for one that is longer
	start, end int
}

// A window is sixteen bytes of a text, its first the lowest.
type window [2]uint64

// maxChunk is how many bytes a chunk has that is kept; longer ones seldom
// repeat.
const maxChunk = 48

// cut finds the chunks of s, and has the cache fetch what l knows of them
// while it goes on.
func (r *reader) cut(l *lexicon, s string) {
	r.pieces = r.pieces[:0]
	for i := 0; i < len(s); i++ {
		w := windowOf(s, i)
		n := 0
		if low := spaces(w[0]); low != 0 {
			n = bits.TrailingZeros64(low) / 8
			if n == 0 {
				continue
			}
			w = window{w[0] & (1<<(8*n) - 1)}
			r.touched += l.short.touch(w[0])
		} else if high := spaces(w[1]); high != 0 {
			n = 8 + bits.TrailingZeros64(high)/8
			w[1] &= 1<<(8*n-64) - 1
			r.touched += l.long.touch(w.key())
		} else {
			for n = 16; i+n < len(s) && s[i+n] > ' '; n++ {
			}
			w = window{}
		}
		r.pieces = append(r.pieces, piece{w, i, i + n})
		i += n
	}
}

// windowOf returns the bytes of s from i on, filled up with zeros.
func windowOf(s string, i int) window {
	if i+16 > len(s) {
		var end [16]byte
		copy(end[:], s[i:])
		return window{binary.LittleEndian.Uint64(end[:8]), binary.LittleEndian.Uint64(end[8:])}
	}
	return window{word64(s[i : i+8]), word64(s[i+8 : i+16])}
}

func word64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// spaces has the highest bit of the first byte set that is a space or a
// control character (Warren, Hacker's Delight 6-1); the bits above it mean
// nothing.
func spaces(w uint64) uint64 {
	const ones = 0x0101010101010101
	return (w - ones*(' '+1)) &^ w & (ones << 7)
}

// key mixes the two halves. With the second half it tells the first.
func (w window) key() uint64 { return w[0] ^ bits.RotateLeft64(w[1]*0x9E3779B97F4A7C15, 32) }
