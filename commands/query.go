package commands

import (
	"context"
	"errors"
	"time"

	"newshound/sources"
	"newshound/sources/text"
	"newshound/sources/text/match"
	"newshound/storage"
)

// query reads a query that somebody typed; "" is none. What cannot be read is
// pointed at.
func query(s string) (match.Query, error) {
	if s == "" {
		return match.Query{}, nil
	}
	q, err := match.Parse(s)
	var syntax *match.SyntaxError
	if errors.As(err, &syntax) {
		return q, NewMistake("That query cannot be read: %v.\n%v", Heard(syntax.Msg), pointer(s, syntax.Column))
	}
	return q, err
}

// pointer shows the place of a query that could not be read.
func pointer(s string, column int) Text {
	r := []rune(s)
	at := min(max(column-1, 0), len(r))
	shown := Say("%v👉", string(r[:at]))
	if at < len(r) {
		shown = append(shown, Piece{Words: " "}, bold(string(r[at:])))
	}
	return shown
}

// found is an article that a query matches.
type found struct {
	article sources.Article
	doc     *match.Prepared
}

// mostLooked bounds how many articles one search looks at, of which the words
// of the query tell too little.
const mostLooked = 20_000

// search finds what matches a query among the articles that a place has seen
// since a time, newest first, at most limit.
func search(ctx context.Context, r storage.Reads, place string, q match.Query, since time.Time, limit int) ([]found, error) {
	out, _, err := searchMost(ctx, r, place, q, since, limit)
	return out, err
}

// searchMost is search, and reports whether there may be more.
func searchMost(ctx context.Context, r storage.Reads, place string, q match.Query, since time.Time, limit int) (out []found, more bool, err error) {
	const page, longest = 200, 1000 // articles that are read at once, at first and in the end
	s := storage.Search{Place: place, Clauses: clauses(q), Since: since, Limit: page}
	for looked := 0; looked < mostLooked; looked += s.Limit {
		if looked > 0 {
			s.Limit = min(2*s.Limit, longest, mostLooked-looked)
		}
		articles, err := r.Search(ctx, s)
		if err != nil {
			return nil, false, err
		}
		for _, a := range articles {
			doc, err := Doc(ctx, r, a)
			if err != nil {
				return nil, false, err
			}
			if q.Match(doc) {
				out = append(out, found{a, doc})
			}
			if len(out) == limit {
				return out, true, nil
			}
		}
		if len(articles) < s.Limit {
			return out, false, nil
		}
		s.Before = articles[len(articles)-1].ID
	}
	return out, true, nil
}

func clauses(q match.Query) storage.Clauses {
	var out storage.Clauses
	for _, clause := range q.Search(text.Stemmed()...) {
		var terms []storage.Term
		for _, t := range clause {
			terms = append(terms, storage.Term{Word: t.Stem, Prefix: t.Prefix})
		}
		out = append(out, terms)
	}
	return out
}

// Doc is an article as queries see it.
func Doc(ctx context.Context, r storage.Reads, a sources.Article) (*match.Prepared, error) {
	src, err := r.Source(ctx, a.Source)
	if err != nil {
		return nil, err
	}
	return match.Prepare(match.Doc{
		Title: a.Title, Text: a.Text, Source: src.Name(), Author: a.Author,
		Site: sources.Host(a.URL), Lang: a.Lang, Tags: a.Tags,
	}), nil
}
