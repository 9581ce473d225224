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
	Lang     string // BCP 47 base tag, or ""
	Articles []sources.Article

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
	at, err := url.Parse(base)
	if err != nil {
		at = &url.URL{}
	}
	text := decode(body, contentType)
	read := readXML
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		read = readJSON
	}
	doc, err := read(text, at)
	if err != nil {
		return Feed{}, err
	}
	return doc.feed()
}

// notFeed says why a document is none.
type notFeed string

func (why notFeed) Error() string { return "This is not a feed: " + string(why) + "." }
func (why notFeed) Unwrap() error { return sources.ErrNotFeed }
