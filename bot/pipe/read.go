package pipe

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"newshound/sources/text"
	"newshound/sources/text/hashtag"
	"newshound/sources/text/match"
	"newshound/sources/text/summary"
	"newshound/sources/webpage"
)

// ReadOptions bound a summary.
type ReadOptions struct {
	words     int
	sentences int
	query     match.Query
}

// NewReadOptions allows a summary so many words and sentences; neither means
// three sentences. With a query, the sentences that answer it come first.
func NewReadOptions(words, sentences int, query string) (ReadOptions, error) {
	o := ReadOptions{words: words, sentences: sentences}
	if words < 0 || sentences < 0 {
		return o, errors.New("a summary has at least one word, and one sentence")
	}
	if words == 0 && sentences == 0 {
		o.sentences = 3
	}
	if query == "" {
		return o, nil
	}
	var err error
	if o.query, err = match.Parse(query); err != nil {
		return o, fmt.Errorf("cannot read the query, %w", err)
	}
	return o, nil
}

// A Page is what Read reads: html, or text.
type Page struct {
	ID    json.RawMessage `json:"id"`
	URL   string          `json:"url"`
	Title string          `json:"title"`
	HTML  string          `json:"html"`
	Text  string          `json:"text"`
	Lang  string          `json:"lang"`

	contentType string // of the HTML; "" is what JSON holds
}

// An Article is what Read says of a page.
type Article struct {
	ID         json.RawMessage `json:"id,omitempty"`
	Title      string          `json:"title"`
	Author     string          `json:"author"`
	Published  *time.Time      `json:"published,omitempty"`
	Lang       string          `json:"lang"`
	Text       string          `json:"text"`
	Summary    string          `json:"summary"`
	Sentences  []int           `json:"sentences"` // indexes in the text
	Hashtags   []string        `json:"hashtags"`
	Keyphrases []string        `json:"keyphrases"` // best first
}

// keyphrases is how many Read gives.
const keyphrases = 15

// Read reads pages, or texts, and writes what their words say.
func Read(in io.Reader, out, errs io.Writer, o ReadOptions) error {
	return parallel(in, out, errs, func(line []byte) (any, error) {
		p, err := decode[Page](line)
		if err != nil {
			return nil, err
		}
		return p.Read(o)
	})
}

// Read says what the page's words say.
func (p Page) Read(o ReadOptions) (Article, error) {
	a := Article{ID: p.ID, Title: p.Title, Text: strings.TrimSpace(p.Text), Lang: p.Lang}
	if p.HTML != "" {
		base, err := url.Parse(p.URL)
		if err != nil {
			base = &url.URL{}
		}
		page, err := webpage.Parse([]byte(p.HTML), base, cmp.Or(p.contentType, "text/html; charset=utf-8"))
		if err != nil {
			return a, err
		}
		a.Title, a.Text = cmp.Or(a.Title, page.Title), cmp.Or(page.Text, a.Text)
		a.Author, a.Lang = page.Author, cmp.Or(a.Lang, page.Lang)
		if !page.Published.IsZero() {
			a.Published = &page.Published
		}
	}
	a.Text = webpage.Tidy(a.Text)
	a.Lang = text.Language(a.Title+"\n"+a.Text, a.Lang)
	opts := summary.Options{Words: o.words, Sentences: o.sentences}
	if !o.query.Empty() {
		opts.Query = func(s string) bool { return len(o.query.Mark(s, a.Lang)) > 0 }
	}
	s := summary.Of(a.Title, a.Text, a.Lang, opts)
	a.Summary, a.Sentences = s.Text, nonNil(s.Index)
	tags, phrases := hashtag.Of(a.Title, a.Text, a.Lang, nil, keyphrases, nil)
	a.Hashtags, a.Keyphrases = nonNil(tags), nonNil(phrases)
	return a, nil
}

// nonNil makes an empty list of none, for JSON's sake.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
