// Package feed reads what sources publish: RSS, Atom, RDF, JSON Feed and news
// sitemaps, in whatever state they arrive.
package feed

import (
	"bytes"
	"net/url"
	"time"

	"newshound/sources"
)

// A Feed is one document read.
type Feed struct {
	Title    string
	Site     string // home page
	Icon     string // URL of the feed's own picture, or ""
	Lang     string // BCP 47 base tag, or ""
	Articles []sources.Article
	Marks    []uint32 // of each article: changes when its title or its text does
	Shared   []string // names of guids and links that several items have: they identify none

	// Next holds the sitemaps of a sitemap index, newest first. An index has
	// no articles of its own.
	Next []string

	// What the publisher asks of pollers; zero when it does not say.
	Every     time.Duration  // at most one poll in this time (ttl, sy:updatePeriod)
	SkipHours []int          // hours of the day, in UTC, without news
	SkipDays  []time.Weekday // days of the week, in UTC, without news
}

// Parse reads a document. contentType is as the server sent it, or "";
// relative links resolve against xml:base and base, the URL that the document
// came from. What is damaged is read as far as it goes. Articles come in the
// document's order with Key, Aliases, URL, Canonical, Title, Author,
// Published, Lang, Text, Tags and Image; no two share a key. The error is a
// sentence for people and wraps sources.ErrNotFeed.
func Parse(body []byte, contentType, base string) (Feed, error) {
	return ParseNew(body, contentType, base, Past{})
}

// A Past is what earlier documents of a source said; both may be nil.
type Past struct {
	Known  func(key string, mark uint32) bool // an article with a key was read with that mark
	Shared func(name string) bool             // several items had that name: it identifies none
}

func (p Past) known(key string, mark uint32) bool { return p.Known != nil && p.Known(key, mark) }
func (p Past) shared(name string) bool            { return p.Shared != nil && p.Shared(name) }

// ParseNew is Parse without the articles that are known already, which costs
// a small part of reading them. An item that nothing but its title and date
// identifies is always read.
func ParseNew(body []byte, contentType, base string, past Past) (Feed, error) {
	at, err := url.Parse(base)
	if err != nil {
		at = &url.URL{}
	}
	doc, err := read(decode(body, contentType), at, past)
	if err != nil {
		return Feed{}, err
	}
	return doc.feed()
}

func read(doc []byte, base *url.URL, past Past) (document, error) {
	if bytes.HasPrefix(bytes.TrimSpace(doc), []byte("{")) {
		return readJSON(doc, base, past)
	}
	return readXML(doc, base, past)
}

// notFeed says why a document is none.
type notFeed string

func (why notFeed) Error() string { return "This is not a feed: " + string(why) + "." }
func (why notFeed) Unwrap() error { return sources.ErrNotFeed }
