package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"newshound/sources/text"
	"newshound/sources/text/match"
	"newshound/storage"
)

// A query that fires more often than this a day is warned of.
const wide = 20

// A history is what a query would have found in the last week.
type history struct {
	text     Text
	query    match.Query
	hits     []found // one a story
	examples []Card
}

// lately looks back a week. A story is posted once, and counts once.
// Counting stops where a query is wide beyond doubt.
func lately(ctx context.Context, d *Desk, place, s string) (history, error) {
	const days, examples, most = 7, 3, 2 * wide * 7
	q, err := query(s)
	if err != nil {
		return history{}, err
	}
	since := d.Now().Add(-days * 24 * time.Hour)
	hits, err := search(ctx, d.DB.Reads, place, q, since, most)
	if err != nil {
		return history{}, err
	}
	limited := len(hits) == most
	// What a new source had out was seen in this week, and is older.
	hits = slices.DeleteFunc(hits, func(f found) bool { return f.article.Time().Before(since) })
	h := history{query: q, hits: onePerStory(hits)}
	if h.text, err = h.count(ctx, d.DB.Reads, place, limited, days); err != nil {
		return h, err
	}
	for _, hit := range h.hits[:min(examples, len(h.hits))] {
		c, err := CardOf(ctx, d.DB.Reads, place, hit.article, q)
		if err != nil {
			return history{}, err
		}
		h.examples = append(h.examples, shows(brief(c), hit, q))
	}
	return h, nil
}

// count says how often the query would have fired, and warns where that is
// too often or never.
func (h history) count(ctx context.Context, r storage.Reads, place string, limited bool, days int) (Text, error) {
	n, name := len(h.hits), bold(h.query.String())
	switch {
	case limited:
		return Say("%v would have fired at least %v in the last 7 days: more than %v a day. Narrow it by a phrase or one more word.",
			name, plural(n, "time", "times"), wide), nil
	case n > wide*days:
		return Say("%v would have fired %v in the last 7 days: more than %v a day. Narrow it by a phrase or one more word.",
			name, plural(n, "time", "times"), wide), nil
	case n > 0:
		return Say("%v would have fired %v in the last 7 days.", name, plural(n, "time", "times")), nil
	}
	names, err := r.SourceNames(ctx, place)
	if err == nil && len(names) == 0 {
		return Say("%v cannot fire: no sources are read here yet. /source add reads one for alerts.", name), nil
	}
	return Say("%v would not have fired at all in the last 7 days. Is every word spelled as the news would?", name), err
}

// narrower offers what finds less, each with how often it would have fired.
func (h history) narrower(line func(query string) string) []Button {
	var docs []*match.Prepared
	for _, hit := range h.hits {
		docs = append(docs, hit.doc)
	}
	if len(docs) == 0 {
		return nil
	}
	var out []Button
	for _, n := range h.query.Narrower(docs) {
		out = append(out, Button{Label: Sentence(fmt.Sprintf("%s (%d)", short(n.Query.String(), 70), n.Left)), Line: line(n.Query.String())})
	}
	return out
}

// brief is a card without what goes on from it.
func brief(c Card) Card {
	c.Image, c.Related, c.Hashtags, c.Buttons = "", nil, nil, nil
	return c
}

// shows has a card show which words made the query match: in its title, and
// where neither that nor its sentences do, beside them.
func shows(c Card, f found, q match.Query) Card {
	if marks := q.Mark(c.Title, f.article.Lang); len(marks) > 0 {
		c.Titled = highlight(c.Title, marks)
		return c
	}
	for _, sentence := range c.Summary {
		if slices.ContainsFunc(sentence, func(p Piece) bool { return p.Bold }) {
			return c
		}
	}
	if q := quotes(match.Quotes(q.Explain(f.doc).Found)); len(q) > 0 {
		c.Note = q[0]
	}
	return c
}

// short is the beginning of words that are too many.
func short(words string, most int) string {
	if r := []rune(words); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return words
}

func alertTest(ctx context.Context, d *Desk, req Request) (Reply, error) {
	q, tried := req.Options["query"], req.Options["text"]
	switch {
	case q == "" && tried == "":
		return Reply{}, NewMistake("/alert test needs %v or %v, or both. For example: %v", strong(Text{typed("query")}), strong(Text{typed("text")}), typed("/alert test query:ferry OR harbour"))
	case tried == "":
		return testQuery(ctx, d, req)
	case q == "":
		return testText(ctx, d, req)
	}
	parsed, err := query(q)
	return Reply{
		Text:    verdict(bold(q), parsed.Explain(article(tried))),
		Buttons: []Button{{Label: "Save as an alert", Line: Line("alert add", "query", q)}},
	}, err
}

func testQuery(ctx context.Context, d *Desk, req Request) (Reply, error) {
	h, err := lately(ctx, d, req.Place, req.Options["query"])
	return Reply{
		Text: h.text, Cards: h.examples,
		Buttons: append([]Button{{Label: "Save as an alert", Line: Line("alert add", "query", req.Options["query"])}},
			h.narrower(func(query string) string { return Line("alert test", "query", query) })...),
	}, err
}

// testText says which of the person's alerts would fire on a text.
func testText(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.Alerts(ctx, req.Place, req.Person)
	if err != nil {
		return Reply{}, err
	}
	doc := article(req.Options["text"])
	var out []Text
	for _, a := range all {
		if q, err := query(a.Query); err == nil && q.Match(doc) {
			out = append(out, verdict(named(a), q.Explain(doc)))
		}
	}
	if len(out) == 0 {
		return Reply{Text: Say("None of your %v would fire on that text.", plural(len(all), "alert", "alerts"))}, nil
	}
	return Reply{Text: lines(out...)}, nil
}

// article is a text that somebody typed, as queries see it. Where it has several
// lines, the first is its title.
func article(s string) *match.Prepared {
	title, rest, more := strings.Cut(strings.TrimSpace(s), "\n")
	if !more {
		title, rest = "", title
	}
	return match.Prepare(match.Doc{Title: title, Text: rest, Lang: text.Language(s, "")})
}
