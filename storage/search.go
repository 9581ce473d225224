package storage

import (
	"context"
	"strings"
	"time"
	"unicode"

	"newshound/sources"
)

// A Term is one word to look for, or the beginning of one.
type Term struct {
	Word   string
	Prefix bool
}

// Clauses are what a search asks for: of each clause at least one term. None
// at all finds everything.
type Clauses [][]Term

// join writes the clauses in an engine's own syntax.
func (c Clauses) join(and, or, open, closing, closingPrefix string) string {
	var all []string
	for _, clause := range c {
		var any []string
		for _, t := range clause {
			end := closing
			if t.Prefix {
				end = closingPrefix
			}
			any = append(any, open+t.Word+end)
		}
		all = append(all, "("+strings.Join(any, or)+")")
	}
	return strings.Join(all, and)
}

// searchable reduces the terms to what the index holds. A clause with a term
// of which nothing is left asks for nothing, so that it must go: a search may
// find too much, never too little.
func (c Clauses) searchable() Clauses {
	var out Clauses
next:
	for _, clause := range c {
		var terms []Term
		for _, t := range clause {
			t.Word = searchable(t.Word)
			if t.Word == "" {
				continue next
			}
			terms = append(terms, t)
		}
		if len(terms) > 0 {
			out = append(out, terms)
		}
	}
	return out
}

// What the index takes. A longer word is none that anybody looks for, and a
// tsvector holds a megabyte.
const (
	longest = 200     // bytes of a word
	most    = 1 << 19 // bytes of an article's words
)

// searchable keeps of a word what every engine holds to be part of one.
func searchable(word string) string {
	if len(word) > longest {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, word)
}

// IndexText makes an article be found by its words, in place of those it was
// found by before. Of more words than any article has the first count.
func (tx *Tx) IndexText(ctx context.Context, article int64, words []string) error {
	seen := map[string]bool{"": true}
	var keep []string
	size := 0
	for _, w := range words {
		if w = searchable(w); seen[w] {
			continue
		}
		if size += len(w); size > most {
			break
		}
		seen[w] = true
		keep = append(keep, w)
	}
	return tx.dialect.indexText(ctx, tx, article, keep)
}

// Search is what the articles of a place are searched by.
type Search struct {
	Place   string
	Clauses Clauses
	Since   time.Time
	Before  int64 // an article's ID, to page on; 0 for the newest
	But     int64 // a story that is left out; 0 for none
	Limit   int
}

// Search finds articles, newest first. What it finds holds the terms
// somewhere: whether it matches is for the query to say.
func (r Reads) Search(ctx context.Context, s Search) ([]sources.Article, error) {
	join, id, args := "", "a.id", []any{s.Place, ms(s.Since), s.Before, s.Limit, s.But}
	if clauses := s.Clauses.searchable(); len(clauses) > 0 {
		join, id = "JOIN ("+r.dialect.search+") w ON w.id = a.id ", "w.id" // by which an index can bring them in order
		args = append(args, r.dialect.clauses(clauses))
	}
	return list(ctx, r, scanArticle, articleSelect+join+`
		WHERE a.source_id IN (SELECT source_id FROM place_sources WHERE place = $1)
		AND a.seen_at >= $2 AND (`+id+` < $3 OR $3 = 0) AND a.story_id <> $5 ORDER BY `+id+` DESC LIMIT $4`, args...)
}
