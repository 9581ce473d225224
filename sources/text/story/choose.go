package story

import (
	"slices"
	"time"
)

const (
	updateTitle = 0.7 // of what the words of two titles tell, from which one updates the other
	updateText  = 0.3 // of the minima that two prints share
	updateWords = 4   // that two titles share at least

	// From this score on an article goes on with a story that its own source
	// has told of lately: one source's next event on a subject may be as like
	// the last as other sources' tellings of that are, but hardly more than
	// twice as like.
	goesOn = 2.5
	lately = 12 * time.Hour
)

// choose returns the story that an article joins, or nil.
func (x *index) choose(n *article, found []match) *story {
	if m := x.updated(n, found); m != nil {
		return m.story
	}
	for _, m := range found {
		if m.score < 1 {
			return nil
		}
		if x.open(n, m.story) {
			return m.story
		}
	}
	return nil
}

// open reports whether a story takes an article of this source. Two of one
// source are of one story only when one updates the other.
func (x *index) open(n *article, s *story) bool {
	return n.source == 0 || !slices.ContainsFunc(s.members, func(m *article) bool { return m.source == n.source })
}

// updated returns the article among the stories found that a new one of the
// same source updates, or nil: one that it tells again, or a late one of a
// story that it goes on with.
func (x *index) updated(n *article, found []match) *article {
	if n.source == 0 {
		return nil
	}
	for _, f := range found {
		for _, m := range slices.Backward(f.story.members) {
			if m.source == n.source && (x.repeats(n, m) || f.score >= goesOn && n.soonAfter(m)) {
				return m
			}
		}
	}
	return nil
}

// soonAfter reports whether an article came while another was new.
func (n *article) soonAfter(m *article) bool {
	return time.Duration(int64(n.time)-int64(m.time))*time.Second <= lately
}

// repeats reports whether a tells again what b told, with changes: most of
// the text, or where one has none, most of the title. What a source's columns
// have in common each day weighs little.
func (x *index) repeats(a, b *article) bool {
	if p, q := a.print(), b.print(); p != nil && q != nil {
		return p.share(q) >= updateText
	}
	var all, as, bs float64
	words := 0
	at, bt := a.title(), b.title()
	for _, t := range at {
		as += x.idf(t)
		if _, shared := slices.BinarySearch(bt, t); shared {
			all += x.idf(t)
			words++
		}
	}
	for _, t := range bt {
		bs += x.idf(t)
	}
	return words >= updateWords && all >= updateTitle*max(as, bs)
}
