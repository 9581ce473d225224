// Package story groups articles into stories as they arrive: it tells
// duplicates from other coverage of the same event, and both from background
// on the same subject.
//
// Joining needs evidence. A new article becomes a [probe]; the index finds the
// stories that share its rarest terms; each story's members vouch for it with
// what they have in common ([index.compare]), weighed by how common each term
// is in news in general (background.go) and in the window; and a model that was
// trained on open streams turns that into a probability (model.go). The article
// joins the likeliest story if that is above the bar, which is the higher, the
// less text there is. Where it is in doubt, it opens a story of its own and the
// other one is related. Two articles of one source must meet more
// (ownsource.go).
//
// Each decision is made from what came before only, and depends on nothing but
// the articles in the window, so that a restart that replays them goes on with
// the same results.
package story

import (
	"time"
)

// An Article is what grouping needs to know of one.
type Article struct {
	ID        int64  // above those of all articles added before
	Source    int64  // who published it, 0 when unknown
	Canonical string // its address in canonical form, or ""
	Title     string
	Text      string    // plain text, or "" when only the headline is known
	Lang      string    // BCP 47 base tag, or ""
	Time      time.Time // when it appeared, never in the future
	Memory    []byte    // what Add said of it before, in place of the title and the text; or nil

	Repeated func(stem string) bool // what the source repeats in most of its items; nil for nothing
}

// A Verdict says where an article belongs.
type Verdict struct {
	Memory      []byte  // what Restore needs to know of the article's words, and may be kept
	Story       int64   // ID of the story's first article, the article's own when it opens one
	DuplicateOf int64   // ID of the earlier article that this one repeats, or 0
	Moved       []Move  // earlier articles that this one shows to be of another story than was said
	Also        []int64 // other articles of the story, most alike first, at most 50
	Related     []int64 // earlier articles of other stories on the same subject, best first, at most 3
}

// Options bound what is remembered. The zero value means the defaults.
type Options struct {
	Window time.Duration // how long after it appeared an article can be joined; 5 days
	Max    int           // how many articles are remembered at most; 500,000
}

// Groups is what is known of the articles in the window. It is not safe for
// concurrent use.
type Groups struct {
	options Options
	latest  time.Time
	index   index
}

// New returns empty groups.
func New(o Options) *Groups {
	if o.Window <= 0 {
		o.Window = 5 * 24 * time.Hour
	}
	if o.Max <= 0 {
		o.Max = 500_000
	}
	return &Groups{options: o, index: newIndex(trained())}
}

// Add decides where an article belongs and remembers it.
func (g *Groups) Add(a Article) Verdict {
	g.advance(a.Time)
	n := g.index.probe(newArticle(a))
	found := g.index.search(n)
	moved := g.correct(n, found)
	if len(moved) > 0 {
		found = g.index.search(n)
	}
	v, s := g.decide(n, found)
	v.Moved = moved
	g.index.add(n.article, s, v.Story, v.DuplicateOf)
	v.Memory = n.memory()
	return v
}

// Judge decides where an article would belong, and remembers nothing.
func (g *Groups) Judge(a Article) Verdict {
	n := g.index.probe(newArticle(a))
	v, _ := g.decide(n, g.index.search(n))
	return v
}

// decide says where an article belongs, given the stories like it.
func (g *Groups) decide(n *probe, found []match) (Verdict, *story) {
	v := Verdict{Story: n.id}
	into := g.index.atAddress(n.article)
	if into == nil {
		into = duplicate(n.article, found)
	}
	s := g.index.choose(n, found)
	if into != nil {
		v.DuplicateOf, s = into.original(), into.story
	}
	if s != nil {
		v.Story, v.Also = s.first, g.index.also(n, s)
	}
	v.Related = g.index.related(n, s, found)
	return v, s
}

// Restore replays what Add decided of an article before. Articles come in
// the order in which they were added.
func (g *Groups) Restore(a Article, story, duplicateOf int64) {
	g.advance(a.Time)
	g.index.add(newArticle(a), g.index.byFirst[story], story, duplicateOf)
}

// advance forgets what the window has passed.
func (g *Groups) advance(now time.Time) {
	if now.After(g.latest) {
		g.latest = now
	}
	oldest := seconds(g.latest.Add(-g.options.Window))
	for len(g.index.queue) > 0 && (g.index.queue[0].time < oldest || len(g.index.queue) >= g.options.Max) {
		g.index.forget()
	}
}
