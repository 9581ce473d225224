package match

import (
	"errors"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"north korea", "north korea"},
		{"  North \t KOREA ", "north korea"},
		{"north AND korea", "north korea"},
		{`"North  Korea,"`, `"north korea"`},
		{`"korea"`, "korea"},
		{"“north korea”", `"north korea"`},
		{"«north korea»", `"north korea"`},
		{"a OR b AND c", "a OR (b c)"},
		{"a (b c)", "a b c"},
		{"a OR (b OR c)", "a OR b OR c"},
		{"((a))", "a"},
		{"a NOT b", "a -b"},
		{"a –b", "a -b"},
		{"a - b", ""},
		{"a -(b c)", "a -(b c)"},
		{"a -(b OR c)", "a -(b OR c)"},
		{"a (b OR c)", "a (b OR c)"},
		{"NOT NOT a", "a"},
		{"a OR (b -c)", "a OR (b -c)"},
		{"(a OR b) (c OR d)", "(a OR b) (c OR d)"},
		{"TITLE: Merger", "title:merger"},
		{"title:(a OR b)", "title:a OR title:b"},
		{"title:-x y", "-title:x y"},
		{"-title:x y", "-title:x y"},
		{"lang:en-US", "lang:en"},
		{"site:https://www.BBC.co.uk/", "site:bbc.co.uk"},
		{"tag:#Politics", "tag:politics"},
		{`"AND"`, "and"},
		{`=AND`, `="AND"`},
		{"and", "and"},
		{`="Us Weekly"`, `="Us Weekly"`},
		{"=US", "=US"},
		{`"fed rate"~5`, `"fed rate"~5`},
		{`/A\/b/i`, `/A\/b/i`},
		{`"/r/news"`, "r/news"},
		{"(c++)", "c++"},
		{"C#, .NET", "c# .net"},
		{"U.S.", "u.s."},
		{"AT&T's", "at&t's"},
		{"Covid-19", "covid-19"},
		{"10:30", `"10:30"`},
		{"hack*", "hack*"},
		{`"remote work*"`, `"remote work*"`},
		{"#Ukraine", "ukraine"},
		{"don't", "don't"},
	} {
		q, err := Parse(c.in)
		if c.want == "" {
			if err == nil {
				t.Errorf("Parse(%q) = %q, want an error", c.in, q)
			}
			continue
		}
		if err != nil || q.String() != c.want {
			t.Errorf("Parse(%q) = %q, %v; want %q", c.in, q, err, c.want)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct {
		in     string
		column int
		msg    string
	}{
		{"", 1, "write at least one word"},
		{"   ", 1, "write at least one word"},
		{"NOT potato", 1, "say also what must be there"},
		{"-potato", 1, "say also what must be there"},
		{"chips OR -potato", 10, "say also what must be there"},
		{"-(chips potato)", 1, "say also what must be there"},
		{`north "korea`, 7, "this quote is never closed"},
		{"(north korea", 1, "this bracket is never closed"},
		{"north korea)", 12, "this bracket closes nothing"},
		{"()", 2, "something is missing before this bracket"},
		{"north OR", 9, "something is missing at the end"},
		{"north AND", 10, "something is missing at the end"},
		{"north NOT", 10, "something is missing at the end"},
		{"OR north", 1, "OR needs something on both sides"},
		{"north AND OR korea", 11, "OR needs something on both sides"},
		{"chips - potato", 7, "nothing follows this minus"},
		{"chips -", 7, "nothing follows this minus"},
		{"foo:bar", 1, "there is no field foo"},
		{"été http://x.de", 5, "there is no field http"},
		{"intitle:fed", 1, "there is no field intitle; write title:"},
		{"fed From:ap", 5, "there is no field From; write source:"},
		{"hack && breach", 6, "&& means nothing here; write AND"},
		{"hack || breach", 6, "|| means nothing here; write OR"},
		{"chips ! potato", 7, "! means nothing here; write NOT"},
		{"fed NEAR/5 rate", 5, `write both words as a phrase, and how far apart after it, as in: "fed rate"~5`},
		{"title:", 1, "nothing follows title:"},
		{"(title:)", 2, "nothing follows title:"},
		{"title:(source:x)", 8, "a field stands inside another"},
		{"*", 1, "a star needs at least two letters"},
		{"a*", 1, "a star needs at least two letters"},
		{"*ing", 1, "a star stands only at the end"},
		{"h*ck", 1, "a star stands only at the end"},
		{`"h*ck it"`, 1, "a star stands only at the end"},
		{"=us*", 1, "an exact form has no star"},
		{"= us", 1, "nothing follows this ="},
		{"=", 1, "nothing follows this ="},
		{"!!!", 1, "there is no word here"},
		{`""`, 1, "there is no word here"},
		{"fed rate~5", 5, "write it after the closing quote"},
		{`"fed rate"~`, 11, "after ~ comes how many words apart"},
		{`"fed rate"~0`, 11, "after ~ comes how many words apart"},
		{`"fed rate"~99999999999999999999`, 11, "after ~ comes how many words apart"},
		{`"fed"~5`, 1, "~ needs at least two words"},
		{`"a b c"~1`, 1, "3 words cannot stand within 1"},
		{"'north korea'", 1, `write "north korea"`},
		{"/north", 1, "this expression is never closed"},
		{"/a/x", 4, "only i, for any case"},
		{"/(/", 1, "this expression cannot be read (missing closing )"},
		{"/a*/", 1, "matches even an empty text"},
		{"/" + strings.Repeat("a", 201) + "/", 1, "an expression has at most"},
		{"/((a{100}){10}){2}/", 1, "cannot be read"},
		{"/(a{30}){30}b{200}x{900}/", 1, "this expression is too large"},
		{"source:/x/", 8, "an expression looks at title and text only"},
		{"lang:klingon", 6, "takes the code of a language"},
		{"lang:=en", 6, "takes a plain value"},
		{"site:a/b", 6, "takes the name of a host"},
		{strings.Repeat("a ", 600), 1001, "at most 1000 characters"},
		{strings.Repeat("a ", 101), 201, "at most 100 words"},
		{strings.Repeat("(", 21) + "a", 21, "more than 20 groups"},
		{strings.Repeat("-", 1000), 22, "more than 20 groups"},
	} {
		_, err := Parse(c.in)
		var bad *SyntaxError
		if !errors.As(err, &bad) {
			t.Errorf("Parse(%.40q): %v, want a *SyntaxError", c.in, err)
			continue
		}
		if bad.Column != c.column || !strings.Contains(bad.Msg, c.msg) {
			t.Errorf("Parse(%.40q): %v; want column %d: …%s…", c.in, err, c.column, c.msg)
		}
	}
}

func TestWords(t *testing.T) {
	q := mustParse(t, `north "remote work*" OR (hack* -potato title:fed source:ap /x+/)`)
	want := []string{"north", "remote work", "hack", "fed"}
	if got := q.Words(); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("Words() = %q, want %q", got, want)
	}
}

func mustParse(t testing.TB, s string) Query {
	t.Helper()
	q, err := Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return q
}
