package summary

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newshound/sources/text"
)

// An article of six sentences that may all be in a summary.
const article = "The bridge over the Tay closed on Monday after engineers found a crack in its third pier. " +
	"Some 18,000 cars a day must take a detour of forty kilometres through Perth. " +
	"Repairs to the bridge will cost nine million pounds, the transport agency said. " +
	"Hauliers called for a ferry between Dundee and Newport until the bridge opens. " +
	"Engineers last inspected the third pier four years ago, records show. " +
	"Schools in Newport will start an hour later while the bridge stays closed."

func TestShortTextReturnsItself(t *testing.T) {
	for _, o := range []Options{{Sentences: 6}, {Words: 100}, {Sentences: 9, Words: 900}} {
		if got := Of("Tay bridge shut", article, "en", o); got.Text != article {
			t.Errorf("%+v: got %q", o, got.Text)
		}
	}
}

func TestTitleAloneGivesNothing(t *testing.T) {
	for _, body := range []string{"", " \n", "Tay bridge shut", "Tay bridge shut.", "TAY BRIDGE SHUT!"} {
		if got := Of("Tay bridge shut", body, "en", Options{}); got.Text != "" || got.Index != nil {
			t.Errorf("%q: got %+v", body, got)
		}
	}
}

func TestIndexNamesTheSentences(t *testing.T) {
	spans := text.Sentences(article, "en")
	s := Of("", article, "en", Options{Words: 40})
	if len(s.Index) == 0 || len(s.Index) != len(s.Sentences) {
		t.Fatalf("got %+v", s)
	}
	for i, n := range s.Index {
		if want := article[spans[n].Start:spans[n].End]; s.Sentences[i] != want {
			t.Errorf("sentence %d: got %q, want %q", n, s.Sentences[i], want)
		}
	}
}

// Each sentence here is made to be chosen but for its flaw: it is second, and
// is made of the text's own words.
func TestNeverChosen(t *testing.T) {
	for _, c := range []struct{ flaw, lang, sentence string }{
		{"question", "en", "Will the bridge over the Tay with the crack in its third pier open on Monday?"},
		{"open quotation", "en", `"The crack in the third pier of the bridge over the Tay closed it on Monday.`},
		{"open bracket", "en", "The bridge over the Tay closed (engineers found a crack in the third pier on Monday."},
		{"unfinished", "en", "The bridge over the Tay closed as engineers found a crack in the third pier,\n\nand so on"},
		{"advertising", "en", "Sponsored links the bridge over the Tay closed after engineers found a crack in its pier."},
		{"newsletter", "en", "Sign up for our newsletter on the bridge over the Tay, its engineers and its third pier."},
		{"more to read", "en", "Read more: the bridge over the Tay, its engineers and the crack in its third pier."},
		{"rights", "en", "Engineers of the bridge over the Tay and its third pier, all rights reserved."},
		{"byline", "en", "Reporting by Ann Lee on the bridge over the Tay, engineers and the third pier."},
		{"says nothing", "en", "Bridge engineers said in a statement on Monday."},
		{"title again", "en", "Tay bridge shut after a crack in its pier."},
		{"he", "en", "He closed the bridge over the Tay as engineers found a crack in the third pier."},
		{"but", "en", "But engineers found a crack in the third pier of the bridge over the Tay."},
		{"this", "en", "This is the bridge over the Tay that closed as engineers found a crack in its third pier."},
		{"quoted they", "en", `"They closed the bridge over the Tay as engineers found a crack in its pier," said Ann Lee.`},
		{"in addition", "en", "In addition, engineers found a crack in the third pier of the bridge over the Tay."},
	} {
		first, others, _ := strings.Cut(article, ". ")
		body := first + ".\n\n" + c.sentence + "\n\n" + others
		s := Of("Tay bridge shut after crack in pier", body, c.lang, Options{Sentences: 1})
		if slices.Contains(s.Index, 1) || len(s.Index) == 0 {
			t.Errorf("%s: got %q", c.flaw, s.Text)
		}
	}
}

func TestLeaningSentenceComesWithTheOneBefore(t *testing.T) {
	for _, c := range []struct{ lang, before, leaning string }{
		{"en", "Ann Lee leads the bridge engineers of the region.", "She found the crack in the third pier of the bridge on Monday."},
		{"fr", "Anne Petit dirige les ingénieurs du grand pont de Lyon.", "Elle a trouvé lundi la fissure du troisième pilier de ce pont."},
		{"de", "Anna Klein leitet die Ingenieure der großen Brücke von Köln.", "Sie fand am Montag den Riss im dritten Pfeiler der Brücke."},
		{"es", "Ana Pérez dirige a los ingenieros del gran puente de Sevilla.", "Además encontró el lunes la grieta del tercer pilar del puente."},
		{"pt", "Ana Pires dirige os engenheiros da grande ponte de Lisboa.", "Ela encontrou na segunda-feira a fenda do terceiro pilar da ponte."},
		{"it", "Anna Rossi dirige gli ingegneri del grande ponte di Torino.", "Inoltre ha trovato lunedì la crepa nel terzo pilone del ponte."},
		{"nl", "Anna Smit leidt de ingenieurs van de grote brug van Utrecht.", "Zij vond maandag de scheur in de derde pijler van de brug."},
		{"sv", "Anna Berg leder ingenjörerna vid den stora bron i Umeå.", "Hon fann på måndagen sprickan i brons tredje pelare."},
		{"ru", "Анна Белова руководит инженерами большого моста в Перми.", "Она нашла в понедельник трещину в третьей опоре моста."},
	} {
		body := c.before + " " + c.leaning
		answers := func(s string) bool { return strings.HasPrefix(s, c.leaning[:len(c.leaning)/2]) }
		words := len(strings.Fields(body))
		if got := Of("", body+" "+body[:len(c.before)], c.lang, Options{Words: words, Query: answers}); got.Text != body {
			t.Errorf("%s: got %q", c.lang, got.Text)
		}
		if got := Of("", body, c.lang, Options{Words: words - 1, Query: answers}); strings.Contains(got.Text, c.leaning) {
			t.Errorf("%s: got %q", c.lang, got.Text)
		}
	}
}

func TestNothingTwice(t *testing.T) {
	again := "Engineers found a crack in the third pier, and the bridge over the Tay closed on Monday."
	s := Of("", article+" "+again, "en", Options{Words: 80})
	if slices.Contains(s.Index, 0) == slices.Contains(s.Index, 6) {
		t.Errorf("got %v %q", s.Index, s.Text)
	}
}

func TestQuerySentencesComeIn(t *testing.T) {
	for _, word := range []string{"ferry", "Schools", "inspected"} {
		s := Of("", article, "en", Options{Sentences: 2, Query: func(s string) bool { return strings.Contains(s, word) }})
		if !strings.Contains(s.Text, word) || len(s.Index) != 2 {
			t.Errorf("%s: got %q", word, s.Text)
		}
	}
}

func TestWordsWithoutSpacesCount(t *testing.T) {
	const body = "泰河大桥周一因第三桥墩出现裂缝而关闭。每天约有一万八千辆汽车必须绕行四十公里。维修大桥将耗资九百万英镑。"
	s := Of("", body, "zh", Options{Words: 15})
	if len(s.Sentences) != 1 {
		t.Errorf("got %q", s.Sentences)
	}
}

func TestOfStory(t *testing.T) {
	first := Article{"Tay bridge shut", article, "en"}
	other := Article{"Detours after bridge closure", "Engineers found a crack in the third pier of the bridge over the Tay and closed it on Monday. " +
		"Ferry operators in Dundee offered to carry commuters from Wednesday. " +
		"Shops in Newport expect to lose half of their trade this winter.", "en"}
	foreign := Article{"Tay-Brücke gesperrt", "Die Brücke über den Tay ist seit Montag gesperrt, weil ein Pfeiler einen Riss hat.", "de"}

	s := OfStory([]Article{first, foreign, other}, Options{Words: 60})
	if !slices.Contains(s.Article, 0) || !slices.Contains(s.Article, 2) || slices.Contains(s.Article, 1) {
		t.Errorf("drew on %v: %q", s.Article, s.Text)
	}
	if n := strings.Count(s.Text, "crack"); n != 1 {
		t.Errorf("told of the crack %d times: %q", n, s.Text)
	}
	if got := OfStory(nil, Options{}); !cmp.Equal(got, Summary{}) {
		t.Errorf("of no articles: %+v", got)
	}
	alone, same := Of(first.Title, first.Text, "en", Options{}), OfStory([]Article{first}, Options{})
	if alone.Text != same.Text {
		t.Errorf("of one article %q, of its story %q", alone.Text, same.Text)
	}
}

func TestLimitsHold(t *testing.T) {
	sentence := rapid.StringMatching(`(He|But|The|Bridge|"The|Mr\. Lee) [a-z]{2,8}( [a-z]{2,8}){0,12}[.?!]"?`)
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOf(sentence).Draw(t, "sentences"), " ")
		o := Options{Sentences: rapid.IntRange(0, 5).Draw(t, "n"), Words: rapid.IntRange(0, 80).Draw(t, "words")}
		s := Of("", body, "en", o)
		limit := o.Sentences
		if limit == 0 && o.Words == 0 {
			limit = 3
		}
		switch {
		case limit > 0 && len(s.Sentences) > limit:
			t.Errorf("%d sentences: %q", len(s.Sentences), s.Text)
		case o.Words > 0 && len(strings.Fields(s.Text)) > o.Words:
			t.Errorf("%d words: %q", len(strings.Fields(s.Text)), s.Text)
		case !slices.IsSorted(s.Index):
			t.Errorf("out of order: %v", s.Index)
		case !cmp.Equal(s, Of("", body, "en", o)):
			t.Error("another summary the second time")
		}
		for _, sentence := range s.Sentences {
			if !strings.Contains(body, sentence) {
				t.Errorf("not in the text: %q", sentence)
			}
		}
	})
}

// The packing is exact: no other choice within the limits is worth more.
func TestPackIsBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8).Draw(t, "n")
		d := &document{sentences: make([]sentence, n)}
		var from []int
		for i := range d.sentences {
			d.sentences[i].words = rapid.IntRange(1, 12).Draw(t, "words")
			d.sentences[i].value = float64(rapid.IntRange(1, 50).Draw(t, "value"))
			if rapid.Bool().Draw(t, "leans") {
				d.sentences[i].flaws = leaning
			}
			if rapid.IntRange(0, 3).Draw(t, "in") > 0 {
				from = append(from, i)
			}
		}
		o := Options{Sentences: rapid.IntRange(0, 4).Draw(t, "sentences"), Words: rapid.IntRange(0, 30).Draw(t, "limit")}
		best := 0.0
		for set := range 1 << n {
			if v, ok := d.worth(subset(set, n), from, o); ok {
				best = max(best, v)
			}
		}
		got := d.pack(from, o)
		if v, ok := d.worth(got, from, o); !ok || v != best {
			t.Errorf("packed %v worth %v, best is %v", got, v, best)
		}
	})
}

func subset(bits, n int) []int {
	var out []int
	for i := range n {
		if bits>>i&1 == 1 {
			out = append(out, i)
		}
	}
	return out
}

// worth is what a choice is worth, and whether it is allowed.
func (d *document) worth(chosen, from []int, o Options) (float64, bool) {
	v := 0.0
	for _, i := range chosen {
		if !slices.Contains(from, i) || d.sentences[i].flaws&leaning != 0 && !slices.Contains(chosen, i-1) {
			return 0, false
		}
		v += d.sentences[i].value
	}
	return v, d.fit(chosen, o)
}
