package story

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// twoTold are two stories of two articles each, and an article that repeats
// one of either: the text of the first, at the address of the second.
func twoTold() (articles []Article) {
	ferry := strings.Repeat("The ferry Saint Brannoc ran aground on the Corrin bank with passengers aboard near Ansel. ", 4)
	cheese := strings.Repeat("Cheese prices in the upper valleys rose again because cows gave less milk this spring. ", 4)
	for i, a := range []Article{
		{Title: "Ferry aground", Text: ferry}, {Title: "Cheese dearer", Text: cheese, Canonical: "u"},
		{Title: "Ferry Saint Brannoc aground", Text: ferry + "Tugs came."}, {Title: "Cheese prices rise", Text: cheese + "Farmers shrug."},
		{Title: "Ferry runs aground", Text: ferry, Canonical: "u"},
	} {
		a.ID, a.Lang, a.Time = int64(i+1), "en", day
		articles = append(articles, a)
	}
	return articles
}

func TestWhatStandsInTwoStoriesMakesThemOne(t *testing.T) {
	g := New(Options{})
	var v Verdict
	articles := twoTold()
	for _, a := range articles {
		v = g.Add(a)
	}
	want := []Move{{2, 1}, {4, 1}}
	if diff := cmp.Diff(want, v.Moved); diff != "" || v.Story != 1 {
		t.Errorf("it is of story %d, and moved (-want +got):\n%s", v.Story, diff)
	}
	if s := g.index.byFirst[1]; g.index.byFirst[2] != nil || len(s.members) != 5 || g.index.size() != 1 {
		t.Errorf("%d stories are left, the first of %d articles", g.index.size(), len(s.members))
	}
}

// Who is told of the moves later knows the same.
func TestMovesAreLearnedOf(t *testing.T) {
	g, other := New(Options{}), New(Options{})
	for _, a := range twoTold() {
		v := g.Add(a)
		other.Restore(a, v.Story, v.DuplicateOf)
		for _, m := range v.Moved {
			other.Move(m)
			other.Move(m) // twice is once
		}
	}
	other.Move(Move{99, 1}) // of one that is not known
	again := Article{ID: 6, Title: "Ferry pulled free of Corrin bank", Lang: "en", Time: day}
	if diff := cmp.Diff(g.Add(again), other.Add(again)); diff != "" {
		t.Error(diff)
	}
	if a, b := len(g.index.byFirst[1].members), len(other.index.byFirst[1].members); a != b {
		t.Errorf("the story has %d articles, and %d to who learned of the moves", a, b)
	}
}
