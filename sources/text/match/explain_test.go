package match

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// told writes an explanation down: what was found, missing and barred.
func told(e Explanation) string {
	var out []string
	evidence := func(mark string, all []Evidence) {
		for _, ev := range all {
			s := mark + ev.Term
			for _, q := range ev.Quotes {
				s += fmt.Sprintf(" %s: %s;", q.Field, marked(q))
			}
			out = append(out, strings.TrimSuffix(s, ";"))
		}
	}
	evidence("+", e.Found)
	for _, m := range e.Missing {
		out = append(out, "?"+m.Query.String())
		evidence("~", m.Close)
	}
	evidence("-", e.Barred)
	return strings.Join(out, "\n")
}

func marked(q Quote) string { return mark(q.Text, q.Words) }

func TestExplain(t *testing.T) {
	doc := Doc{
		Title: "North Korea fires a missile",
		Text:  "The missile fell into the sea. Officials in the north said: \"We told US officials.\"\n\nKorean media were silent.",
		Lang:  "en", Source: "The Wire", Tags: []string{"World", "Asia news"}, Site: "bbc.co.uk",
	}
	for _, c := range []struct {
		query string
		match bool
		want  []string
	}{
		{"korea missile", true, []string{
			"+korea title: North [Korea] fires a missile",
			"+missile title: North Korea fires a [missile]; text: The [missile] fell into the sea."}},
		{`"north korea" OR zebra`, true, []string{`+"north korea" title: [North Korea] fires a missile`}},
		{"(missile zebra) OR sea", true, []string{"+sea text: The missile fell into the [sea]."}},
		{"tag:news source:wire site:bbc lang:en", true, []string{
			"+tag:news tag: Asia [news]", "+source:wire source: The [Wire]", "+site:bbc site: bbc.co.uk", "+lang:en lang: en"}},
		{`"sea officials"~2`, true, []string{`+"sea officials"~2 text: The missile fell into the [sea].; text: [Officials] in the north said: "We told US officials."`}},
		{"missile zebra", false, []string{
			"+missile title: North Korea fires a [missile]; text: The [missile] fell into the sea.", "?zebra"}},
		{"missile -(sea OR ocean)", false, []string{
			"+missile title: North Korea fires a [missile]; text: The [missile] fell into the sea.",
			"-sea text: The missile fell into the [sea]."}},
		{"fires -(sea -zebra)", false, []string{
			"+fires title: North Korea [fires] a missile", "-sea text: The missile fell into the [sea]."}},
		{"fires -(-zebra -lion)", false, []string{"+fires title: North Korea [fires] a missile", "?zebra OR lion"}},
		{"(fires -sea) OR zebra", false, []string{
			"+fires title: North Korea [fires] a missile", "-sea text: The missile fell into the [sea]."}},
		{"zebra OR lion", false, []string{"?zebra OR lion"}},
		{`title:sea`, false, []string{"?title:sea", "~sea text: The missile fell into the [sea]."}},
		{`=Sea`, false, []string{"?=Sea", "~Sea text: The missile fell into the [sea]."}},
		{`"sea officials media"`, false, []string{
			`?"sea officials media"`, "~sea text: The missile fell into the [sea].",
			`~officials text: [Officials] in the north said: "We told US [officials]."`, "~media text: Korean [media] were silent."}},
		{"/zebra/", false, []string{"?/zebra/"}},
		{"lang:de", false, []string{"?lang:de"}},
	} {
		e := mustParse(t, c.query).Explain(Prepare(doc))
		if want := strings.Join(c.want, "\n"); e.Match != c.match || told(e) != want {
			t.Errorf("%s: match %v\n%s\nwant\n%s", c.query, e.Match, told(e), want)
		}
	}
	if e := (Query{}).Explain(Prepare(doc)); e.Match || told(e) != "" {
		t.Errorf("the zero query is explained: %+v", e)
	}
}

// TestExplainAgrees holds explanations to what the evaluator says.
func TestExplainAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Prepare(randomDoc(t))
		q, ok := drawQuery(t)
		if !ok {
			return
		}
		e := q.Explain(d)
		if e.Match != q.Match(d) || e.Match == (len(e.Missing)+len(e.Barred) > 0) {
			t.Fatalf("%s on %+v: match %v, explained as\n%s", q, d.doc, q.Match(d), told(e))
		}
		for _, m := range e.Missing {
			if p, err := Parse(m.Query.String()); err != nil || p.Match(d) {
				t.Fatalf("%s is said to be missing: %v", m.Query, err)
			}
		}
		for _, ev := range append(e.Found, e.Barred...) {
			if p, err := Parse(ev.Term); err != nil || !p.Match(d) {
				t.Fatalf("%s is said to be there: %v", ev.Term, err)
			}
			if len(ev.Quotes) == 0 {
				t.Fatalf("%s is quoted nowhere", ev.Term)
			}
		}
		if len(e.Found) > 0 && len(Quotes(e.Found)) == 0 {
			t.Fatalf("nothing is quoted of %s", told(e))
		}
	})
}

func TestQuotes(t *testing.T) {
	d := Prepare(Doc{Title: "Ferry news", Text: "A storm came. The ferry sank in the storm. The harbour was shut.", Lang: "en"})
	e := mustParse(t, "ferry storm harbour").Explain(d)
	var got []string
	for _, q := range Quotes(e.Found) {
		got = append(got, marked(q))
	}
	if s := strings.Join(got, " | "); s != "The [ferry] sank in the [storm]. | The [harbour] was shut." {
		t.Error(s)
	}
}
