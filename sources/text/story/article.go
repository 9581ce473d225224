package story

import (
	"hash/fnv"
	"time"
)

// An article is what is remembered of one.
type article struct {
	id, source  int64
	duplicateOf int64
	time        uint32 // Unix seconds
	numbers     uint32 // hash of the numbers in the title and the text
	url         uint64
	measure     // of the terms
	story       *story
	terms       vector
	print       *print // nil when there is too little text
}

// newArticle works out what is remembered of an article.
func newArticle(a Article) *article {
	n := &article{id: a.ID, source: a.Source, time: seconds(a.Time)}
	if !n.remembered(a.Memory) {
		n.terms, n.print, n.numbers = terms(a), newPrint(a), numbersOf(a)
	}
	n.measure = n.terms.measure()
	if a.Canonical != "" {
		h := fnv.New64a()
		h.Write([]byte(a.Canonical))
		n.url = h.Sum64()
	}
	return n
}

// original is the article that a duplicate repeats, itself when it is none.
func (a *article) original() int64 {
	if a.duplicateOf != 0 {
		return a.duplicateOf
	}
	return a.id
}

// seconds is a time as it is kept, to the second.
func seconds(t time.Time) uint32 { return uint32(max(0, t.Unix())) }
