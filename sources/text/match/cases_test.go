package match

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// A verdict is one line of testdata/cases.txt: what a query does to an article.
type verdict struct {
	line  int
	query string
	doc   Doc
	want  bool
}

func TestCases(t *testing.T) {
	all := verdicts(t)
	if len(all) < 200 {
		t.Errorf("%d cases, want at least 200", len(all))
	}
	for _, v := range all {
		q, err := Parse(v.query)
		if err != nil {
			t.Errorf("line %d: Parse(%q): %v", v.line, v.query, err)
			continue
		}
		d := Prepare(v.doc)
		if got := q.Match(d); got != v.want {
			t.Errorf("line %d: %q on %+v: %v, want %v", v.line, v.query, v.doc, got, v.want)
		}
		x := NewIndex()
		x.Add(7, q)
		if got := len(x.Match(d)) == 1; got != v.want {
			t.Errorf("line %d: index with %q on %+v: %v, want %v", v.line, v.query, v.doc, got, v.want)
		}
	}
}

// TestCasesTogether puts all queries into one index, where they must not
// disturb each other.
func TestCasesTogether(t *testing.T) {
	x, queries := NewIndex(), map[string]Query{}
	all := verdicts(t)
	for _, v := range all {
		if queries[v.query].Empty() {
			queries[v.query] = mustParse(t, v.query)
		}
		x.Add(int64(v.line), queries[v.query])
	}
	for _, v := range all {
		d := Prepare(v.doc)
		var want []int64
		for _, w := range all {
			if queries[w.query].Match(d) {
				want = append(want, int64(w.line))
			}
		}
		if got := x.Match(d); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("line %d: index finds lines %v, want %v", v.line, got, want)
		}
	}
}

func verdicts(t *testing.T) []verdict {
	t.Helper()
	f, err := os.Open("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []verdict
	query := ""
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		mark, rest, _ := strings.Cut(lines.Text(), " ")
		switch mark {
		case "?":
			query = rest
		case "+", "-":
			out = append(out, verdict{n, query, article(t, rest), mark == "+"})
		case "", "#":
		default:
			t.Fatalf("line %d begins with none of ? + - #", n)
		}
	}
	return out
}

// article reads a case's article: its text, or fields, a bar and the text.
func article(t *testing.T, s string) Doc {
	t.Helper()
	fields, body, ok := strings.Cut(s, " | ")
	if !ok {
		return Doc{Text: s, Lang: "en"}
	}
	d := Doc{Text: body, Lang: "en"}
	for _, f := range strings.Split(fields, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(f), "=")
		switch name {
		case "title":
			d.Title = value
		case "source":
			d.Source = value
		case "author":
			d.Author = value
		case "site":
			d.Site = value
		case "lang":
			d.Lang = value
		case "tags":
			for _, tag := range strings.Split(value, ",") {
				d.Tags = append(d.Tags, strings.TrimSpace(tag))
			}
		default:
			t.Fatalf("no field %q in %q", name, s)
		}
	}
	return d
}
