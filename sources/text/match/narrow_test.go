package match

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNarrower(t *testing.T) {
	var docs []*Prepared
	for i := range 10 {
		d := Doc{Title: "Quiz", Text: "The ferry sank, a storm at sea.", Lang: "en"}
		if i < 3 {
			d = Doc{Title: "Ferry storm", Text: "North of Korea.", Lang: "en"}
		}
		if i == 9 {
			d = Doc{Title: "Harbour quiz", Text: "The harbour is shut.", Lang: "en"}
		}
		docs = append(docs, Prepare(d))
	}
	for _, c := range []struct {
		query string
		found []*Prepared
		want  []string
	}{
		{"ferry storm", docs[:9], []string{`phrase: "ferry storm" 3`, "title: title:ferry title:storm 3", "noise quiz: ferry storm -quiz 3"}},
		{"ferry OR harbour", docs, []string{
			"title: title:ferry OR title:harbour 4", "alternative ferry: harbour 1", "noise quiz: (ferry OR harbour) -quiz 3"}},
		{"ferry OR harbour -lang:de", docs, []string{
			"title: title:ferry OR (title:harbour -lang:de) 4", "alternative ferry: harbour -lang:de 1", "noise quiz: (ferry OR (harbour -lang:de)) -quiz 3"}},
		{"north korea", nil, []string{`phrase: "north korea" 0`, "title: title:north title:korea 0"}},
		{"north =US korea", nil, []string{"title: title:north title:=US title:korea 0"}},
		{`title:x title:"y z*" w`, nil, []string{`phrase: title:"x y z*" w 0`, `title: title:x title:"y z*" title:w 0`}},
		{"title:x lang:en", nil, nil},
		{"source:x -y", nil, nil},
		{"", nil, nil},
	} {
		var q Query
		if c.query != "" {
			q = mustParse(t, c.query)
		}
		var got []string
		for _, n := range q.Narrower(c.found) {
			got = append(got, fmt.Sprintf("%s: %s %d", strings.TrimSpace(string(n.By)+" "+n.Word), n.Query, n.Left))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", c.query, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// TestNarrowerFindsLess draws queries and holds that their narrower forms
// find nothing else, are canonical, and leave the query as it was.
func TestNarrowerFindsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, ok := drawQuery(t)
		if !ok {
			return
		}
		before := q.String()
		var found, docs []*Prepared
		for range 6 {
			d := Prepare(randomDoc(t))
			if docs = append(docs, d); q.Match(d) {
				found = append(found, d)
			}
		}
		for _, n := range q.Narrower(found) {
			if p, err := Parse(n.Query.String()); err != nil || !same(p.root, n.Query.root) {
				t.Fatalf("%s narrowed to %s, which reads as %s, %v", q, n.Query, p, err)
			}
			for _, d := range docs {
				if n.Query.Match(d) && !q.Match(d) {
					t.Fatalf("%s narrowed to %s, which finds more: %+v", q, n.Query, d.doc)
				}
			}
		}
		if q.String() != before {
			t.Fatalf("%s became %s", before, q)
		}
	})
}
