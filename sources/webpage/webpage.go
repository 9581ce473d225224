// Package webpage reads a news page: what the page says of itself, and the
// text of its article without the furniture around it.
package webpage

import (
	"errors"
	"net/url"
	"time"
)

// A Page is what a web page says of one article. What it does not say is
// left empty; a page that shows no article has no Text.
type Page struct {
	URL       string // canonical, as the page says; else the address it was read from
	Title     string
	Author    string
	Site      string    // the site's name
	Published time.Time // zero when the page does not say
	Lang      string    // as the page says it, a BCP 47 tag
	Image     string    // URL of the lead image
	Text      string    // plain text, paragraphs parted by a blank line
}

// maxBytes is how much of a page is read; what comes after is cut off.
const maxBytes = 5 << 20

var errNoBase = errors.New("a page needs the address it was read from")

// Parse reads a page that came from base with a Content-Type of contentType,
// which may be empty. Any bytes will do. The only errors are a nil base and a
// page that cannot be taken apart; a page without an article is no error.
func Parse(page []byte, base *url.URL, contentType string) (Page, error) {
	if base == nil {
		return Page{}, errNoBase
	}
	doc, err := parse(decode(page[:min(len(page), maxBytes)], contentType))
	if err != nil {
		return Page{}, err
	}
	t := newTree(doc)
	c := gather(t)
	p := describe(c, t, base)
	p.Text = body(doc, p.Title)
	if said := PlainText(c.first([]string{"ld:articleBody", "page:articleBody"})); len(said) > 2*len(p.Text)+least {
		p.Text = said // a script was to show it
	}
	return p, nil
}
