package match

import "math/bits"

// lists keep many lists in one stretch of memory, without a pointer for each:
// a reader of an article looks into hundreds, most of them short.
type lists[T any] struct {
	words []T
	free  [33][]uint32 // places by the logarithm of their size
}

// A list is where its words are. The zero list is empty.
type list struct{ at, n uint32 }

func newLists[T any]() lists[T] { return lists[T]{words: make([]T, 1)} }

func (l *lists[T]) of(at list) []T { return l.words[at.at:][:at.n] }

// sizeLog is the logarithm of the place that n words take.
func sizeLog(n uint32) int { return bits.Len32(n - 1) }

// push appends a word to a list.
func (l *lists[T]) push(at *list, word T) {
	l.resize(at, at.n+1)
	l.of(*at)[at.n-1] = word
}

// cut removes the word at i by moving the last in its place.
func (l *lists[T]) cut(at *list, i int) {
	all := l.of(*at)
	all[i] = all[len(all)-1]
	l.resize(at, at.n-1)
}

// resize gives a list a place for n words and moves there those that it has.
func (l *lists[T]) resize(at *list, n uint32) {
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

func (l *lists[T]) place(log int) uint32 {
	free := l.free[log]
	if n := len(free); n > 0 {
		l.free[log] = free[:n-1]
		return free[n-1]
	}
	at := len(l.words)
	l.words = append(l.words, make([]T, 1<<log)...)
	return uint32(at)
}
