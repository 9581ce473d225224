package match

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// A piece is a chunk of a text.
type piece struct {
	window     window // zero for one that is longer
	start, end uint32
}

// A window is up to sixteen bytes of a text, the first the lowest, then zeros.
type window struct{ first, second uint64 }

// maxChunk is how many bytes a chunk has that is kept; longer ones seldom
// repeat.
const maxChunk = 48

// cut finds the chunks of s, and has the cache fetch what l knows of them
// while it goes on.
func (r *reader) cut(l *lexicon, s string) {
	r.pieces = slices.Grow(r.pieces[:0], len(s)/2+1)
	b := []byte(s)
	var touched uint64
	for i := 0; i < len(b); {
		w := windowOf(b, i)
		n := 0
		if low := spaces(w.first); low != 0 {
			n = bits.TrailingZeros64(low) / 8
			if n == 0 {
				i++
				continue
			}
			w = window{first: w.first & before(low)}
			touched += l.short.touch(w.first)
		} else if high := spaces(w.second); high != 0 {
			n = 8 + bits.TrailingZeros64(high)/8
			w.second &= before(high)
			touched += l.long.touch(w.key())
		} else {
			for n = 16; i+n < len(b) && b[i+n] > ' '; n++ {
			}
			w = window{}
		}
		r.pieces = append(r.pieces, piece{w, uint32(i), uint32(i + n)})
		i += n + 1
	}
	r.touched += touched
}

// windowOf returns the window of b from i on.
func windowOf(b []byte, i int) window {
	if i+16 > len(b) {
		return lastWindow(b[i:])
	}
	return window{binary.LittleEndian.Uint64(b[i:]), binary.LittleEndian.Uint64(b[i+8:])}
}

func lastWindow(b []byte) window {
	var end [16]byte
	copy(end[:], b)
	return window{binary.LittleEndian.Uint64(end[:8]), binary.LittleEndian.Uint64(end[8:])}
}

// spaces has the highest bit of the first byte set that is a space or a
// control character (Warren, Hacker's Delight 6-1); the bits above it mean
// nothing.
func spaces(w uint64) uint64 {
	const ones = 0x0101010101010101
	return (w - ones*(' '+1)) &^ w & (ones << 7)
}

// before masks the bytes before the first that spaces found.
func before(space uint64) uint64 { return (space&-space)>>7 - 1 }

// key mixes the two halves. With the second half it tells the first.
func (w window) key() uint64 { return w.first ^ bits.RotateLeft64(w.second*0x9E3779B97F4A7C15, 32) }
