// Package story groups articles into stories as they arrive: it tells
// duplicates from other coverage of the same event, and both from background
// on the same subject. Each decision is made from what came before only.
package story

import (
	"time"
)

// An Article is what grouping needs to know of one.
type Article struct {
	ID        int64
	Source    int64  // who published it, 0 when unknown
	Canonical string // its address in canonical form, or ""
	Title     string
	Text      string // plain text, or "" when only the headline is known
	Lang      string // BCP 47 base tag, or ""
	Time      time.Time
}

// A Verdict says where an article belongs.
type Verdict struct {
	Story       int64   // ID of the story's first article, the article's own when it opens one
	DuplicateOf int64   // ID of the earlier article that this one repeats, or 0
	Also        []int64 // other articles of the story, best first
	Related     []int64 // earlier articles of other stories on the same subject, best first, at most 3
}

// Options bound what is remembered. The zero value means the defaults.
type Options struct {
	Window time.Duration // how long an article can be joined, by Article.Time; 5 days
}

// Groups is what is known of the articles in the window. It is not safe for
// concurrent use.
type Groups struct {
	window   time.Duration
	articles []*article
	byID     map[int64]*article
	byURL    map[string]*article
	postings map[string][]*article
	stories  map[int64][]*article
}

// New returns empty groups.
func New(o Options) *Groups {
	if o.Window <= 0 {
		o.Window = 5 * 24 * time.Hour
	}
	return &Groups{
		window:   o.Window,
		byID:     map[int64]*article{},
		byURL:    map[string]*article{},
		postings: map[string][]*article{},
		stories:  map[int64][]*article{},
	}
}

// Add decides where an article belongs and remembers it.
func (g *Groups) Add(a Article) Verdict {
	g.forget(a.Time.Add(-g.window))
	n := newArticle(a)
	found := g.nearest(n)
	v := Verdict{Story: a.ID}
	if d := g.duplicate(n, found); d != nil {
		v.Story, v.DuplicateOf = d.story, d.id
	} else {
		v.Story = g.best(n, found)
	}
	for _, m := range found {
		if m.article.story == v.Story {
			v.Also = append(v.Also, m.article.id)
		} else if m.score >= relatedAt && len(v.Related) < 3 {
			v.Related = append(v.Related, m.article.id)
		}
	}
	g.remember(n, v.Story)
	return v
}

// Restore replays what was decided of an article before, so that a restart
// goes on with the same results. Articles come in the order of their Add.
func (g *Groups) Restore(a Article, story, duplicateOf int64) {
	g.forget(a.Time.Add(-g.window))
	g.remember(newArticle(a), story)
}

func (g *Groups) remember(n *article, story int64) {
	n.story = story
	g.articles = append(g.articles, n)
	g.byID[n.id] = n
	if n.url != "" {
		g.byURL[n.url] = n
	}
	for t := range n.terms {
		g.postings[t] = append(g.postings[t], n)
	}
	g.stories[story] = append(g.stories[story], n)
}

// forget drops what is older than a time. Articles arrive nearly in order of
// time, so the oldest come first.
func (g *Groups) forget(before time.Time) {
	for len(g.articles) > 0 && g.articles[0].time.Before(before) {
		old := g.articles[0]
		g.articles = g.articles[1:]
		delete(g.byID, old.id)
		if g.byURL[old.url] == old {
			delete(g.byURL, old.url)
		}
		for t := range old.terms {
			g.postings[t] = drop(g.postings, t)
		}
		drop(g.stories, old.story)
	}
}

// drop removes the first, oldest, entry of a list, and the list with its
// last entry.
func drop[K comparable](lists map[K][]*article, k K) []*article {
	rest := lists[k][1:]
	if lists[k] = rest; len(rest) == 0 {
		delete(lists, k)
	}
	return rest
}
