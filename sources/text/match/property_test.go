package match

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"newshound/sources/text"

	"pgregory.net/rapid"
)

// someWords is small, so that random queries meet random texts.
var someWords = []string{
	"north", "Korea", "koreans", "hack", "hacking", "hackers", "US", "us", "U.S.", "c++", "covid-19", "AT&T",
	"the", "and", "or", "not", "café", "cafe", "北京", "大学", "O'Brien", "3.5", "🚀", "run", "runs", "x",
}

var (
	vocabularyWord = rapid.SampledFrom(someWords)
	languages      = rapid.SampledFrom([]string{"", "en", "en-US", "de", "zh"})
	wideIDs        = rapid.SampledFrom([]int64{1 << 31, 1 << 40, -1 << 30, -1<<30 - 1, math.MaxInt64, math.MinInt64 + 1})
	separators     = rapid.SampledFrom([]string{" ", " ", " ", ", ", ". ", "-", "\n\n", ""})
)

func sentence(t *rapid.T, most int) string {
	var b strings.Builder
	for range rapid.IntRange(0, most).Draw(t, "words") {
		b.WriteString(vocabularyWord.Draw(t, "word"))
		b.WriteString(separators.Draw(t, "between"))
	}
	return b.String()
}

func randomDoc(t *rapid.T) Doc {
	d := Doc{
		Title: sentence(t, 4), Text: sentence(t, 25), Source: sentence(t, 2), Author: sentence(t, 2),
		Lang: languages.Draw(t, "lang"), Site: rapid.SampledFrom([]string{"", "bbc.com", "news.bbc.com"}).Draw(t, "site"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "tags") {
		d.Tags = append(d.Tags, sentence(t, 2))
	}
	return d
}

func randomPhrase(t *rapid.T) string {
	ws := rapid.SliceOfN(vocabularyWord, 1, 3).Draw(t, "phrase")
	if rapid.Bool().Draw(t, "star") {
		ws[len(ws)-1] += "*"
	}
	return `"` + strings.Join(ws, " ") + `"`
}

func randomTerm(t *rapid.T) string {
	field := rapid.SampledFrom([]string{"", "", "", "", "title:", "source:", "author:", "tag:"}).Draw(t, "field")
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return field + randomPhrase(t)
	case 1:
		return field + `"` + vocabularyWord.Draw(t, "a") + " " + vocabularyWord.Draw(t, "b") + ` cafe"~` + rapid.SampledFrom([]string{"4", "9"}).Draw(t, "near")
	case 2:
		return field + rapid.SampledFrom([]string{"hack*", "kor*", "ca*", "no*", "北*", "covid-1*"}).Draw(t, "prefix")
	case 3:
		return field + "=" + vocabularyWord.Draw(t, "exact")
	case 4:
		return rapid.SampledFrom([]string{`/h.ck/`, `/KOREA/i`, `title:/[0-9]+/`, `/a\/b|x/`}).Draw(t, "expression")
	case 5:
		return rapid.SampledFrom([]string{"lang:en", "lang:de", "site:bbc.com", "site:bbc", "tag:#x"}).Draw(t, "value")
	}
	return field + vocabularyWord.Draw(t, "word")
}

func randomQuery(t *rapid.T, depth int) string {
	if depth == 0 {
		return randomTerm(t)
	}
	kids := make([]string, rapid.IntRange(1, 3).Draw(t, "kids"))
	for i := range kids {
		kids[i] = randomQuery(t, depth-1)
		if rapid.IntRange(0, 4).Draw(t, "not") == 0 {
			kids[i] = "-" + kids[i]
		}
	}
	return "(" + strings.Join(kids, rapid.SampledFrom([]string{" ", " AND ", " OR "}).Draw(t, "operator")) + ")"
}

// drawQuery is a query that parses; ok is false when the draw was refused.
func drawQuery(t *rapid.T) (q Query, ok bool) {
	q, err := Parse(randomQuery(t, rapid.IntRange(0, 3).Draw(t, "depth")))
	return q, err == nil
}

func TestPrintParses(t *testing.T) {
	docs := []*Prepared{
		Prepare(Doc{Text: "north Korea covid-19 US café run", Lang: "en"}),
		Prepare(Doc{Title: "Hackers", Text: "U.S. AT&T, 北京大学 cafe", Lang: "de"}),
	}
	rapid.Check(t, func(t *rapid.T) {
		q, ok := drawQuery(t)
		if !ok {
			t.Skip()
		}
		again, err := Parse(q.String())
		if err != nil || !same(q.root, again.root) {
			t.Fatalf("Parse(%q) = %q, %v", q, again, err)
		}
		for _, d := range docs {
			if q.Match(d) != again.Match(d) {
				t.Fatalf("%q matches %v, %q printed %v", q, q.Match(d), again, again.Match(d))
			}
		}
	})
}

// TestAnyText reads whatever people may type: an error or a query that prints
// and parses.
func TestAnyText(t *testing.T) {
	pieces := rapid.SampledFrom(append([]string{
		" ", "(", ")", `"`, "“", "-", "*", "=", "/", "~2", "OR", "AND", "NOT", "title:", "lang:", ":", "|", "\\", "'", "’", "\xff", "ß", "İ", "ﬁ", ".", "&", "#", "@", "+",
	}, someWords...))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "") + rapid.String().Draw(t, "tail")
		q, err := Parse(s)
		if err != nil {
			return
		}
		again, err := Parse(q.String())
		if err != nil || !same(q.root, again.root) {
			t.Fatalf("Parse(%q) = %q, which parses to %q, %v", s, q, again, err)
		}
	})
}

func same(a, b *node) bool {
	if a.op != b.op || len(a.kids) != len(b.kids) {
		return false
	}
	if a.op == opTerm {
		x, y := a.term, b.term
		return x.field == y.field && x.text == y.text && x.near == y.near && x.exact == y.exact &&
			x.fold == y.fold && slices.Equal(x.words, y.words)
	}
	for i := range a.kids {
		if !same(a.kids[i], b.kids[i]) {
			return false
		}
	}
	return true
}

// TestIndexAgrees adds, replaces and removes queries at random and compares
// with the plain evaluator.
func TestIndexAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, plain := NewIndex(), map[int64]Query{}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			id := rapid.OneOf(rapid.Int64Range(-3, 12), wideIDs).Draw(t, "id")
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				x.Remove(id)
				delete(plain, id)
			case 1:
				agree(t, x, plain, randomDoc(t))
			default:
				if q, ok := drawQuery(t); ok {
					x.Add(id, q)
					plain[id] = q
				}
			}
		}
		agree(t, x, plain, randomDoc(t))
	})
}

func agree(t *rapid.T, x *Index, plain map[int64]Query, doc Doc) {
	want := answered(plain, doc)
	if got := x.Match(Prepare(doc)); !slices.Equal(got, want) {
		t.Fatalf("index finds %v, plain evaluator %v of %v in %+v", got, want, plain, doc)
	}
}

// TestIndexAgreesWhileChanging matches in several goroutines while others put
// queries in and take them out, and holds what is found of those that stay to
// the plain evaluator.
func TestIndexAgreesWhileChanging(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, plain := NewIndex(), map[int64]Query{}
		var changing []Query
		for id := range int64(16) {
			if q, ok := drawQuery(t); ok && id%2 == 0 {
				x.Add(id, q)
				plain[id] = q
			} else if ok {
				changing = append(changing, q)
			}
		}
		docs := make([]Doc, 6)
		for i := range docs {
			docs[i] = randomDoc(t)
		}
		var wrong sync.Map
		var wg sync.WaitGroup
		for g := range 2 {
			wg.Go(func() {
				for i, q := range changing {
					x.Add(int64(1000+1000*g+i), q)
				}
				for i := range changing {
					x.Remove(int64(1000 + 1000*g + i))
				}
			})
			wg.Go(func() {
				for _, doc := range docs {
					got := slices.DeleteFunc(x.Match(Prepare(doc)), func(id int64) bool { return id >= 1000 })
					if want := answered(plain, doc); !slices.Equal(got, want) {
						wrong.Store(g, fmt.Sprintf("index finds %v, plain evaluator %v of %v in %+v", got, want, plain, doc))
					}
				}
			})
		}
		wg.Wait()
		wrong.Range(func(_, what any) bool { t.Fatal(what); return false })
	})
}

// TestIndexAgreesOnNews holds the benchmark's alerts to the plain evaluator on
// its texts.
func TestIndexAgreesOnNews(t *testing.T) {
	docs := corpus(t)
	for _, phrases := range []bool{false, true} {
		x, plain := NewIndex(), map[int64]Query{}
		for i, s := range draw(docs[:300], 2000, phrases) {
			plain[int64(i)] = mustParse(t, s)
			x.Add(int64(i), plain[int64(i)])
		}
		for _, d := range docs[:60] {
			if got, want := x.Match(Prepare(d)), answered(plain, d); !slices.Equal(got, want) {
				t.Errorf("index finds %v, plain evaluator %v in %q", got, want, d.Text)
			}
		}
	}
}

// answered are the queries that the plain evaluator says an article answers.
func answered(plain map[int64]Query, doc Doc) []int64 {
	d := Prepare(doc)
	var ids []int64
	for id, q := range plain {
		if q.Match(d) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// TestSearchIsWider holds a full-text search of words and stems against the
// evaluator: it may find more, never less.
func TestSearchIsWider(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := randomDoc(t)
		d := Prepare(doc)
		q, ok := drawQuery(t)
		if ok && q.Match(d) && !found(q.Search("", "en", "de", "zh"), d) {
			t.Fatalf("%q matches %+v, its search %v does not", q, doc, q.Search("", "en", "de", "zh"))
		}
	})
}

func found(clauses [][]Term, d *Prepared) bool {
	toks := slices.Concat(d.words().title.toks, d.words().text.toks)
	for _, clause := range clauses {
		if !slices.ContainsFunc(clause, func(w Term) bool {
			return slices.ContainsFunc(toks, func(t text.Token) bool {
				return t.Fold == w.Stem || t.Stem == w.Stem || w.Prefix && strings.HasPrefix(t.Fold, w.Stem)
			})
		}) {
			return false
		}
	}
	return true
}
