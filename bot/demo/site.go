// Package demo shows what Newshound does on a fresh machine, without an
// account and without a network. Its Site is a small world of invented news
// sites; the articles are under site, the pages' templates under layout.
package demo

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Source is one of the site's publications.
type Source struct {
	Name    string
	Lang    string // BCP 47 base tag
	Tagline string
	Path    string // of its home page, "/tidelab/"
	Feed    string // path of its feed, "/tidelab/feed.xml"

	format format
	full   bool   // whether the feed carries whole texts or only teasers
	layout string // name of the article page's template
}

var publications = []Source{
	{Name: "The Ansel Post", Lang: "en", Tagline: "News from the harbour and the islands since 1871", Path: "/ansel-post/", Feed: "/ansel-post/feed.xml", format: rss, layout: "paper.html"},
	{Name: "Meridian Wire", Lang: "en", Tagline: "Business and world news as it happens", Path: "/meridian-wire/", Feed: "/meridian-wire/rss", format: rss, full: true, layout: "paper.html"},
	{Name: "Tidelab", Lang: "en", Tagline: "Science, with its sleeves rolled up", Path: "/tidelab/", Feed: "/tidelab/atom.xml", format: atom, layout: "magazine.html"},
	{Name: "The Open Ledger", Lang: "en", Tagline: "We read the files so that you can", Path: "/open-ledger/", Feed: "/open-ledger/feed.json", format: jsonFeed, full: true, layout: "magazine.html"},
	{Name: "Nordwall-Zeitung", Lang: "de", Tagline: "Nachrichten von Küste und Strom", Path: "/nordwall-zeitung/", Feed: "/nordwall-zeitung/atom", format: atom, full: true, layout: "paper.html"},
	{Name: "Talkurier", Lang: "de", Tagline: "Was Kaltenbrück bewegt", Path: "/talkurier/", Feed: "/talkurier/rss.xml", format: rss, layout: "magazine.html"},
	{Name: "Le Courrier de Brivance", Lang: "fr", Tagline: "Toute la côte, tous les matins", Path: "/courrier-de-brivance/", Feed: "/courrier-de-brivance/feed.json", format: jsonFeed, layout: "paper.html"},
}

// lastWave is the last wave that has articles.
const lastWave = 3

// A Site serves the sample news over HTTP, under whatever host it is asked
// by. News comes in waves: wave 0 is there at first, and Publish lets the
// later ones appear. It is safe for concurrent use.
type Site struct {
	now      func() time.Time
	mux      *http.ServeMux
	articles map[string][]article // by Source.Path

	mu     sync.RWMutex
	opened []time.Time // when each wave appeared
}

// NewSite returns a site that shows wave 0.
func NewSite(now func() time.Time) (*Site, error) {
	s := &Site{now: now, mux: http.NewServeMux(), articles: map[string][]article{}}
	for _, src := range publications {
		articles, err := readArticles(strings.Trim(src.Path, "/"))
		if err != nil {
			return nil, fmt.Errorf("reading %s: %w", src.Name, err)
		}
		s.articles[src.Path] = articles
		s.route(src)
	}
	s.mux.HandleFunc("GET /{$}", serveIndex)
	s.mux.HandleFunc("GET /robots.txt", serveRobots)
	s.Publish(0)
	return s, nil
}

// Sources lists the publications.
func (s *Site) Sources() []Source { return slices.Clone(publications) }

// Publish lets every wave up to the given one appear, dated by the clock.
func (s *Site) Publish(wave int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for now := s.now(); len(s.opened) <= wave; {
		s.opened = append(s.opened, now)
	}
}

// An item is an article that has appeared.
type item struct {
	article
	Published time.Time
	Modified  time.Time // when it appeared on the site
	URL       string
	Image     string // URL of the picture
}

// visible returns what a source has published so far, newest first. base is
// the scheme and host of the site.
func (s *Site) visible(src Source, base string) []item {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var items []item
	for _, a := range s.articles[src.Path] {
		if a.wave < len(s.opened) {
			opened, home := s.opened[a.wave], base+src.Path
			items = append(items, item{a, opened.Add(-a.age), opened, home + a.Slug, home + "pictures/" + a.Slug + ".png"})
		}
	}
	slices.SortFunc(items, func(a, b item) int { return b.Published.Compare(a.Published) })
	return items
}
