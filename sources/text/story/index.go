package story

import (
	"cmp"
	"slices"
)

// A story is the articles in the window that belong together.
type story struct {
	first   int64 // ID of its first article, which may have left the window
	slot    uint32
	members []*article // by ID, which is the order of arrival
}

// has reports whether one of the story's articles has a term.
func (s *story) has(term uint32) bool {
	return slices.ContainsFunc(s.members, func(m *article) bool { return m.terms.has(term) })
}

// index finds stories by their terms.
type index struct {
	model    *model
	queue    []*article // in order of arrival
	byURL    map[uint64]*article
	byFirst  map[int64]*story
	postings postings
	stories  []*story // by slot
	free     []uint32
	scores   []float32 // by slot, all 0 between searches
}

func newIndex(m *model) index {
	return index{
		model:    m,
		byURL:    map[uint64]*article{},
		byFirst:  map[int64]*story{},
		postings: postings{of: map[uint32]uint32{}},
	}
}

// add remembers an article in a story, a new one when s is nil.
func (x *index) add(n *article, s *story, first, duplicateOf int64) {
	n.duplicateOf = duplicateOf
	x.queue = append(x.queue, n)
	if n.url != 0 {
		x.byURL[n.url] = n
	}
	x.join(n, s, first)
}

// join makes an article a member of a story, of a new one when s is nil.
func (x *index) join(n *article, s *story, first int64) {
	if s == nil {
		s = &story{first: first, slot: x.slot()}
		x.stories[s.slot] = s
		x.byFirst[first] = s
	}
	for _, e := range n.terms {
		if !s.has(e.term) {
			x.postings.add(e.term, s.slot)
		}
	}
	n.story = s
	i, _ := slices.BinarySearchFunc(s.members, n.id, func(a *article, id int64) int { return cmp.Compare(a.id, id) })
	s.members = slices.Insert(s.members, i, n)
}

// slot returns a free slot.
func (x *index) slot() uint32 {
	if n := len(x.free); n > 0 {
		slot := x.free[n-1]
		x.free = x.free[:n-1]
		return slot
	}
	x.stories = append(x.stories, nil)
	x.scores = append(x.scores, 0)
	return uint32(len(x.stories) - 1)
}

// atAddress is the latest article at an article's address, nil without one. Two
// that one source keeps apart are two, whatever address they share.
func (x *index) atAddress(n *article) *article {
	m := x.byURL[n.url]
	if n.url == 0 || m == nil || n.source != 0 && m.source == n.source {
		return nil
	}
	return m
}

// forget drops the article that arrived first.
func (x *index) forget() {
	old := x.queue[0]
	x.queue[0] = nil
	x.queue = x.queue[1:]
	if x.byURL[old.url] == old {
		delete(x.byURL, old.url)
	}
	x.leave(old)
}

// leave takes an article out of its story, which ends with its last.
func (x *index) leave(old *article) {
	s := old.story
	i := slices.Index(s.members, old)
	s.members = slices.Delete(s.members, i, i+1)
	if len(s.members) == 0 {
		x.stories[s.slot] = nil
		x.free = append(x.free, s.slot)
		delete(x.byFirst, s.first)
	}
	for _, e := range old.terms {
		if !s.has(e.term) {
			x.postings.remove(e.term, s.slot)
		}
	}
}

// size is how many stories there are.
func (x *index) size() int { return len(x.stories) - len(x.free) }
