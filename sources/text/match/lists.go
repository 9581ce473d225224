package match

import "math/bits"

// lists keep many lists of int64 in one stretch of memory, without a pointer
// for each: a reader of an article looks into hundreds, most of them short.
type lists struct {
	words []int64
	free  [33][]uint32 // places by the logarithm of their size
}

// A list is where its words are. The zero list is empty.
type list struct{ at, n uint32 }

func newLists() lists { return lists{words: make([]int64, 1)} }

func (l *lists) of(at list) []int64 { return l.words[at.at:][:at.n] }

// sizeLog is the logarithm of the place that n words take.
func sizeLog(n uint32) int { return bits.Len32(n - 1) }

// push appends words to a list.
func (l *lists) push(at *list, words ...int64) {
	l.resize(at, at.n+uint32(len(words)))
	copy(l.of(*at)[at.n-uint32(len(words)):], words)
}

// cut removes the record of some words at i by moving the last in its place.
func (l *lists) cut(at *list, i, words int) {
	all := l.of(*at)
	copy(all[i:i+words], all[len(all)-words:])
	l.resize(at, at.n-uint32(words))
}

// resize gives a list a place for n words and moves there those that it has.
func (l *lists) resize(at *list, n uint32) {
	old := *at
	at.n = n
	if old.n > 0 && n > 0 && sizeLog(old.n) == sizeLog(n) {
		return
	}
	at.at = 0
	if n > 0 {
		at.at = l.place(sizeLog(n))
		copy(l.of(*at), l.of(old))
	}
	if old.n > 0 {
		l.free[sizeLog(old.n)] = append(l.free[sizeLog(old.n)], old.at)
	}
}

func (l *lists) place(log int) uint32 {
	free := l.free[log]
	if n := len(free); n > 0 {
		l.free[log] = free[:n-1]
		return free[n-1]
	}
	at := len(l.words)
	l.words = append(l.words, make([]int64, 1<<log)...)
	return uint32(at)
}
