package match

import (
	"iter"
	"slices"
	"sync"
)

// An Index holds many queries and finds those that an article answers, much
// faster than one after the other. All of its methods may be called at once
// by several goroutines; what one has added, the next Match finds.
//
// A query is compiled to a program on the words that it asks for. For each
// language that articles have there is a tongue, in which words are stems and
// queries are filed under the rarest that they cannot do without. Reading an
// article gives its stems; what is filed under them are the candidates, and
// what else they ask for decides.
type Index struct {
	mu        sync.RWMutex
	words     vocabulary
	code      arena
	slots     *table[uint32] // the alert's number in the index, by its id
	alerts    []alert        // by slot
	free      []uint32       // slots taken out
	wide      int            // alerts whose id is too wide for a short
	regexps   map[uint32][]*term
	tongues   map[string]*tongue
	compiler  compiler
	maxChunks int // of a lexicon
}

// key is an id in slots. The least int64, which would be 0, is no id.
func key(id int64) uint64 { return uint64(id) ^ 1<<63 }

// An alert is a query in the index.
type alert struct {
	id   int64
	code uint32 // where in the arena, or gone
}

// gone is the code of a slot without an alert.
const gone = 1<<32 - 1

// NewIndex returns an empty Index.
func NewIndex() *Index {
	x := &Index{
		slots:     newTable[uint32](),
		regexps:   map[uint32][]*term{},
		tongues:   map[string]*tongue{},
		maxChunks: maxChunks,
	}
	x.compiler.x = x
	return x
}

// Len is how many queries the index holds.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.slots.n
}

// Add puts a query into the index, in place of the one that had its id, any
// number but the least int64. The zero Query only takes that one out.
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
	if !fits(id) {
		x.wide++
	}
	x.slots.put(key(id), slot)
	x.alerts[slot] = alert{id, x.compiler.compile(slot, q.root)}
	for _, t := range x.tongues {
		t.add(slot)
	}
}

// Remove takes a query out; an id that is not there is no mistake.
func (x *Index) Remove(id int64) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

func (x *Index) remove(id int64) {
	known := x.slots.find(key(id))
	if known.key == 0 {
		return
	}
	slot := known.value
	for _, t := range x.tongues {
		t.remove(slot)
	}
	if !fits(id) {
		x.wide--
	}
	x.code.drop(x.alerts[slot].code)
	x.alerts[slot].code = gone
	delete(x.regexps, slot)
	x.slots.delete(key(id))
	x.free = append(x.free, slot)
}

// program is that of an alert.
func (x *Index) program(slot uint32) []uint32 { return x.code.at(x.alerts[slot].code) }

// live goes through the slots that have an alert.
func (x *Index) live() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for slot := range x.alerts {
			if x.alerts[slot].code != gone && !yield(uint32(slot)) {
				return
			}
		}
	}
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
	r := x.tongue(tongueOf(d.lang)).readers.Get().(*reader)
	defer r.t.readers.Put(r)
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

func (x *Index) tongue(lang string) *tongue {
	x.mu.RLock()
	t := x.tongues[lang]
	x.mu.RUnlock()
	if t != nil {
		return t
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.tongues[lang] == nil {
		x.tongues[lang] = x.newTongue(lang)
	}
	return x.tongues[lang]
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
