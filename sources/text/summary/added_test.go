package summary

import (
	"slices"
	"testing"
)

func TestAddedSaysWhatIsNew(t *testing.T) {
	const (
		aground = "The ferry Saint Brannoc ran aground on the Corrin bank on Monday with 212 passengers on board. Nobody was hurt, the harbour master of Ansel said."
		retold  = "With 212 passengers on board, the ferry Saint Brannoc ran aground on Monday on the Corrin bank. The harbour master of Ansel said nobody was hurt."
		chart   = "Investigators found that the electronic chart had not been updated since the spring dredging."
		german  = "Die Fähre Saint Brannoc lief am Montag mit 212 Passagieren auf die Sandbank Corrin auf."
	)
	before := []Article{{Title: "Ferry aground off Ansel", Text: aground, Lang: "en"}}
	for _, c := range []struct {
		name   string
		a      Article
		before []Article
		want   []string
	}{
		{"told again", Article{Title: "Ferry runs aground", Text: retold, Lang: "en"}, before, nil},
		{"told again, and more", Article{Title: "Ferry runs aground", Text: retold + " " + chart, Lang: "en"}, before, []string{chart}},
		{"twice the same", Article{Title: "Ferry", Text: chart, Lang: "en"},
			append(before, Article{Title: "Chart", Text: "The chart was at fault. " + chart, Lang: "en"}), nil},
		{"no text", Article{Title: "Ferry refloated", Lang: "en"}, before, nil},
		{"the first in its language", Article{Title: "Fähre auf Grund", Text: german, Lang: "de"}, before, []string{german}},
	} {
		if got := Added(c.a, c.before, Options{Sentences: 2}).Sentences; !slices.Equal(got, c.want) {
			t.Errorf("%s: added %q, want %q", c.name, got, c.want)
		}
	}
}
