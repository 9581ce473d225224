package match

import (
	"slices"
	"sync"
)

// An Index holds many queries and finds those that an article answers, much
// faster than one after the other. All of its methods may be called at once
// by several goroutines; what one has added, the next Match finds.
//
// A query is compiled to a program on atoms, the numbers of the words and
// pairs of words that queries ask for, and filed under the rarest atom that it cannot do without.
// Reading an article gives its atoms and their places; what is filed under
// them are the candidates, and their programs decide.
type Index struct {
	mu        sync.RWMutex
	atoms     atoms
	code      arena
	slots     map[int64]uint32 // the alert's number in the index, by its id
	alerts    []alert          // by slot
	free      []uint32         // slots taken out
	wide      int              // alerts whose id is too wide for a short
	codes     codes
	files     files
	regexps   map[uint32][]*term
	lexicons  map[lexiconKey]*lexicon
	compiler  compiler
	maxChunks int // of a lexicon
	readers   sync.Pool
}

// An alert is a query in the index.
type alert struct {
	id   int64
	code uint32 // where in the arena
}

// NewIndex returns an empty Index.
func NewIndex() *Index {
	x := &Index{
		atoms:    newAtoms(),
		slots:    map[int64]uint32{},
		regexps:  map[uint32][]*term{},
		lexicons: map[lexiconKey]*lexicon{},
		codes:    newCodes(),
		files:    files{alone: newLists[short](), more: newLists[more](), hard: newLists[hard]()},
	}
	x.file(0)
	x.compiler.x, x.maxChunks = x, maxChunks
	x.readers.New = func() any { return &reader{x: x} }
	return x
}

// Len is how many queries the index holds.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.slots)
}

// Add puts a query into the index, in place of the one that had its id. The
// zero Query only takes that one out.
func (x *Index) Add(id int64, q Query) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	if q.root == nil {
		return
	}
	slot := uint32(len(x.alerts))
	if n := len(x.free); n > 0 {
		slot, x.free = x.free[n-1], x.free[:n-1]
	} else {
		x.alerts = append(x.alerts, alert{})
	}
	if !x.fits(id) {
		x.wide++
	}
	x.slots[id], x.alerts[slot] = slot, alert{id, x.compiler.compile(id, slot, q.root)}
}

// Remove takes a query out; an id that is not there is no mistake.
func (x *Index) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

func (x *Index) remove(id int64) {
	slot, ok := x.slots[id]
	if !ok {
		return
	}
	keys, program := split(x.code.at(x.alerts[slot].code))
	for _, key := range keys {
		x.unfile(key, x.short(id, slot), slot)
	}
	eachAtom(program, x.drop)
	if !x.fits(id) {
		x.wide--
	}
	x.code.drop(x.alerts[slot].code)
	delete(x.regexps, slot)
	delete(x.slots, id)
	x.free = append(x.free, slot)
}

// Match returns the ids, ascending, of the queries that the article answers.
func (x *Index) Match(d *Prepared) []int64 {
	ids := x.Append(nil, d)
	slices.Sort(ids)
	return ids
}

// Append appends the ids of the queries that the article answers, each once,
// in no order.
func (x *Index) Append(ids []int64, d *Prepared) []int64 {
	r := x.readers.Get().(*reader)
	defer x.readers.Put(r)
	for range 2 {
		if ids, ok := r.share(ids, d); ok {
			return ids
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for !r.read(d) {
		r.learn()
	}
	return r.match(ids)
}

// share matches while others match too. It fails when the article has words
// that the index has not met; it has then by the next try.
func (r *reader) share(ids []int64, d *Prepared) ([]int64, bool) {
	r.x.mu.RLock()
	if r.read(d) {
		defer r.x.mu.RUnlock()
		return r.match(ids), true
	}
	r.x.mu.RUnlock()
	r.x.mu.Lock()
	defer r.x.mu.Unlock()
	r.learn()
	return ids, false
}
