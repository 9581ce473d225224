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
	sum     vector     // of the members' terms
}

// index finds stories by their terms.
type index struct {
	queue    []*article // in order of arrival
	byURL    map[uint64]*article
	byFirst  map[int64]*story
	postings postings
	stories  []*story // by slot
	free     []uint32
	scores   []float32 // by slot, all 0 between searches
}

func newIndex() index {
	return index{
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

// join makes an article one of a story's, of a new one's when s is nil.
func (x *index) join(n *article, s *story, first int64) {
	if s == nil {
		s = &story{first: first, slot: x.slot()}
		x.stories[s.slot] = s
		x.byFirst[first] = s
	}
	n.story = s
	i, _ := slices.BinarySearchFunc(s.members, n.id, func(a *article, id int64) int { return cmp.Compare(a.id, id) })
	s.members = slices.Insert(s.members, i, n)
	x.grow(s, n.terms)
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

// grow adds an article's terms to a story.
func (x *index) grow(s *story, terms vector) {
	for _, e := range terms {
		if _, has := s.sum.find(e.term); !has {
			x.postings.add(e.term, s.slot)
		}
	}
	if len(s.sum) == 0 {
		s.sum = terms // shared until a second article comes
	} else {
		s.sum = s.sum.plus(terms)
	}
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
	if len(s.members) > 0 {
		s.sum = s.sum.minus(old.terms)
	} else {
		s.sum = nil
		x.stories[s.slot] = nil
		x.free = append(x.free, s.slot)
		delete(x.byFirst, s.first)
	}
	for _, e := range old.terms {
		if _, has := s.sum.find(e.term); !has {
			x.postings.remove(e.term, s.slot)
		}
	}
}
