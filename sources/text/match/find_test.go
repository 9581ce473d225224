package match

import (
	"testing"

	"newshound/sources/text"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ query, title, body, wantTitle, wantBody string }{
		{"north korea", "North Korea", "The north; Koreans.", "[North] [Korea]", "The [north]; Koreans."},
		{`"north korea"`, "North Korea's plan", "the north", "[North Korea's] plan", "the north"},
		{"hack OR breach", "No breach", "Text", "No [breach]", "Text"},
		{"(hack us) OR breach", "A breach, a hack", "Text", "A [breach], a hack", "Text"},
		{"chips -potato", "Chips", "chips", "[Chips]", "[chips]"},
		{"chips -potato", "Chips", "potato chips", "Chips", "potato chips"},
		{"title:chips", "Chips", "chips", "[Chips]", "chips"},
		{`"fed rate"~5`, "", "The Fed left its rate", "", "The [Fed] left its [rate]"},
		{"/gpt-?4/i", "GPT-4", "gpt4!", "[GPT-4]", "[gpt4]!"},
		{`"a b" "b c"`, "", "a b c", "", "[a b c]"},
		{"lang:en", "A", "b", "A", "b"},
		{"北京", "北京", "在北京大学", "[北京]", "在[北京]大学"},
	} {
		d := Prepare(Doc{Title: c.title, Text: c.body, Lang: "en"})
		title, body := mustParse(t, c.query).Find(d)
		if got := mark(c.title, title); got != c.wantTitle {
			t.Errorf("%s: title %s, want %s", c.query, got, c.wantTitle)
		}
		if got := mark(c.body, body); got != c.wantBody {
			t.Errorf("%s: text %s, want %s", c.query, got, c.wantBody)
		}
	}
}

// mark puts brackets around the spans of s.
func mark(s string, spans []text.Span) string {
	out, from := "", 0
	for _, span := range spans {
		out += s[from:span.Start] + "[" + s[span.Start:span.End] + "]"
		from = span.End
	}
	return out + s[from:]
}

func TestMark(t *testing.T) {
	const s = "North Korea's hackers left the north."
	q := mustParse(t, `"north korea" hack* zebra -left`)
	if got, want := mark(s, q.Mark(s, "en")), "[North Korea's] [hackers] left the north."; got != want {
		t.Errorf("Mark: %s, want %s", got, want)
	}
	if !(Query{}).Empty() || q.Empty() || (Query{}).Mark(s, "en") != nil {
		t.Error("only the zero query is empty and marks nothing")
	}
}
