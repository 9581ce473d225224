package story

import (
	"hash/fnv"
	"time"
)

// An article is what is remembered of one.
type article struct {
	id, source  int64
	duplicateOf int64
	time        uint32  // Unix seconds
	shared      float32 // of its language
	url         uint64
	story       *story
	terms       vector
	body        *body // nil without text
}

// A body is what is remembered of a text, besides its terms.
type body struct {
	title []uint32 // the title's terms, sorted
	print *print   // nil when there is too little text
}

// newArticle works out what is remembered of an article.
func newArticle(a Article) *article {
	n := &article{id: a.ID, source: a.Source, time: seconds(a.Time), shared: shared(a.Lang)}
	if !n.remembered(a.Memory) {
		n.read(a)
	}
	if a.Canonical != "" {
		h := fnv.New64a()
		h.Write([]byte(a.Canonical))
		n.url = h.Sum64()
	}
	return n
}

// read works out what is remembered of an article's words.
func (a *article) read(from Article) {
	a.terms, a.body = terms(from), nil
	if from.Text != "" {
		a.body = &body{terms(Article{Title: from.Title, Lang: from.Lang}).list(), newPrint(from)}
	}
}

// print is of the article's text, or nil.
func (a *article) print() *print {
	if a.body == nil {
		return nil
	}
	return a.body.print
}

// title returns the terms of an article's title, sorted.
func (a *article) title() []uint32 {
	if a.body == nil {
		return a.terms.list()
	}
	return a.body.title
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
