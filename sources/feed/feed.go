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
// document's order with Key, URL, Canonical, Title, Author, Published, Lang,
// Text, Tags and Image; no two share a key. The error is a sentence for
// people and wraps sources.ErrNotFeed.
func Parse(body []byte, contentType, base string) (Feed, error) {
	return ParseNew(body, contentType, base, func(string, uint32) bool { return false })
}

// Known reports whether an article with a key is known with that mark.
type Known func(key string, mark uint32) bool

// ParseNew is Parse without the articles that are known already, which costs
// a small part of reading them. One that says neither guid nor link is always
// read.
func ParseNew(body []byte, contentType, base string, known Known) (Feed, error) {
	at, err := url.Parse(base)
	if err != nil {
		at = &url.URL{}
	}
	doc, err := read(decode(body, contentType), at, known)
	if err != nil {
		return Feed{}, err
	}
	return doc.feed()
}

func read(doc []byte, base *url.URL, known Known) (document, error) {
	if bytes.HasPrefix(bytes.TrimSpace(doc), []byte("{")) {
		return readJSON(doc, base, known)
	}
	return readXML(doc, base, known)
}

// notFeed says why a document is none.
type notFeed string

func (why notFeed) Error() string { return "This is not a feed: " + string(why) + "." }
func (why notFeed) Unwrap() error { return sources.ErrNotFeed }
