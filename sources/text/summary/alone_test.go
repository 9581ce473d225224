package summary

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What keeps a summary from standing alone, told in other ways than the
// summary's own.
var (
	unresolved  = regexp.MustCompile(`^["'“‘(]*(?:He|She|They|It|His|Her|Their|Its|Him|Them|This|These|Those|But|And|However|Meanwhile|Also|So|Then|Instead|Therefore)\b`)
	asks        = regexp.MustCompile(`\w\?["'”’)]*$`)
	statement   = regexp.MustCompile(`^(?:\w+ ){1,3}(?:said|told \w+) in a statement(?: \w+){0,3}\.$`)
	clutterSeen = regexp.MustCompile(`(?i)sign up (?:for|to) (?:our|the)|subscribe (?:now|to our)|read (?:more|also)\b:?|click here|all rights reserved|scroll down for|sponsored links|photo credit`)
	datelined   = regexp.MustCompile(`^[A-Z][A-Z ,.]{3,30}(?: \([A-Za-z ]{2,20}\))? ?(?:-|--|—|–) ?[A-Z]`)
)

// faults counts what is wrong with summaries, by what it is.
type faults map[string]int

func (f faults) look(s Summary, texts ...string) {
	for n, sentence := range s.Sentences {
		alone := n == 0 || s.Index[n] != s.Index[n-1]+1 || s.Article != nil && s.Article[n] != s.Article[n-1]
		for fault, is := range map[string]bool{
			"opens with what it leans on": unresolved.MatchString(sentence) && alone && s.Index[n] > 0,
			"asks":                        asks.MatchString(sentence),
			"says nothing":                statement.MatchString(sentence),
			"clutter":                     clutterSeen.MatchString(sentence),
			"a dateline":                  datelined.MatchString(sentence),
			"an open quotation":           strings.Count(sentence, `"`)%2 == 1 || strings.Count(sentence, "“") != strings.Count(sentence, "”"),
			"not of the text":             !stands(sentence, texts),
			"says it again":               slices.ContainsFunc(s.Sentences[:n], func(before string) bool { return alike(before, sentence) }),
		} {
			if is {
				f[fault]++
			}
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func stands(sentence string, texts []string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(oneLine(text), sentence) })
}

// alike reports whether two sentences have most of the shorter one's words.
func alike(a, b string) bool {
	x, y := rougeTokens(a), rougeTokens(b)
	return float64(shared(grams(x, 1), grams(y, 1))) > 0.8*float64(min(len(x), len(y)))
}

// TestEvalStandsAlone counts what readers would stumble over in summaries of
// articles, in those for a query, and in those of stories.
func TestEvalStandsAlone(t *testing.T) {
	o := Options{Sentences: 3, Words: 70}
	all, sentences := faults{}, 0
	see := func(s Summary, texts ...string) {
		all.look(s, texts...)
		sentences += len(s.Sentences)
	}
	for _, set := range []string{"inshorts", "cnndm", "bbc"} {
		for _, it := range evalItems(t, set) {
			see(Of(it.Title, it.Text, "en", o), it.Text)
			word := longestWord(it.Text)
			o := o
			o.Query = func(s string) bool { return strings.Contains(s, word) }
			see(Of(it.Title, it.Text, "en", o), it.Text)
		}
	}
	for _, story := range evalStories(t) {
		var articles []Article
		for _, text := range story {
			articles = append(articles, Article{Text: text, Lang: "en"})
		}
		see(OfStory(articles, o), story...)
	}
	total := 0
	for fault, n := range all {
		t.Logf("%-28s %4d of %d sentences", fault, n, sentences)
		total += n
	}
	if total*200 > sentences {
		t.Errorf("%d faults in %d sentences, want at most 0.5 %%", total, sentences)
	}
}

func longestWord(s string) (longest string) {
	for w := range strings.FieldsSeq(s) {
		if w = strings.Trim(w, `.,;:!?"'()`); len(w) > len(longest) {
			longest = w
		}
	}
	return longest
}

// evalStories are the texts of each story of the evaluation data.
func evalStories(t *testing.T) map[string][]string {
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "eval", "stories-ecbplus.jsonl.gz"))
	if err != nil {
		t.Fatal(err) // the other sets are there
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	stories := map[string][]string{}
	sc := bufio.NewScanner(z)
	for sc.Buffer(nil, 1<<24); sc.Scan(); {
		var a struct{ Topic, Story, Text json.RawMessage }
		var text string
		if err := json.Unmarshal(sc.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(a.Text, &text); err != nil {
			t.Fatal(err)
		}
		key := string(a.Topic) + string(a.Story)
		stories[key] = append(stories[key], text)
	}
	return stories
}
