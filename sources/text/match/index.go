package match

import (
	"slices"
	"sync"
)

// An Index holds many queries and finds those that an article answers. All of
// its methods may be called at once by several goroutines.
type Index struct {
	mu      sync.RWMutex
	queries map[int64]Query
}

// NewIndex returns an empty Index.
func NewIndex() *Index { return &Index{queries: map[int64]Query{}} }

// Add puts a query into the index, in place of the one that had its id.
func (x *Index) Add(id int64, q Query) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.queries[id] = q
}

// Remove takes a query out; an id that is not there is no mistake.
func (x *Index) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	delete(x.queries, id)
}

// Match returns the ids, ascending, of the queries that the article answers.
func (x *Index) Match(d *Prepared) []int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var out []int64
	for id, q := range x.queries {
		if q.Match(d) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
