package story

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A later article shows that what was taken for another telling of an event is
// of another.
func TestWhatIsTwoStoriesParts(t *testing.T) {
	a, b := wordy(0, 60, 70), wordy(58, 118, 70) // two of their words in common
	g := New(Options{})
	add := func(id int64, text string) Verdict {
		return g.Add(Article{ID: id, Title: text[:60], Text: text, Lang: "en", Time: day})
	}
	add(1, a)
	g.Restore(Article{ID: 2, Title: b[:60], Text: b, Lang: "en", Time: day}, 1, 0) // as if it had been too like
	for id := int64(3); id < 6; id++ {
		g.Restore(Article{ID: id, Title: a[:60], Text: a[:len(a)-int(20*id)], Lang: "en", Time: day}, 1, 0)
	}
	words := strings.Fields(b)
	for i := 0; i+1 < len(words); i += 2 { // the same words, and another text
		words[i], words[i+1] = words[i+1], words[i]
	}
	v := add(6, strings.Join(words, " "))
	if diff := cmp.Diff([]Move{{2, 2}}, v.Moved); diff != "" || v.Story != 2 {
		t.Errorf("it is of story %d, and moved (-want +got):\n%s", v.Story, diff)
	}
	if first := g.index.byFirst[1]; len(first.members) != 4 {
		t.Errorf("the story from which it parted has %d articles, want 4", len(first.members))
	}
}

// Two tellings that seemed two events are one when their stories have grown
// alike: the older keeps its ID.
func TestWhatIsOneStoryMerges(t *testing.T) {
	g := New(Options{})
	text := wordy(0, 60, 70)
	for id := int64(1); id < 5; id++ {
		g.Restore(Article{ID: id, Title: text[:60], Text: text[int(20*id):], Source: id, Lang: "en", Time: day}, 1+(id-1)%2, 0)
	}
	v := g.Add(Article{ID: 5, Title: "Another headline", Text: text[:len(text)-200], Lang: "en", Time: day})
	if diff := cmp.Diff([]Move{{2, 1}, {4, 1}}, v.Moved); diff != "" || v.Story != 1 {
		t.Errorf("it is of story %d, and moved (-want +got):\n%s", v.Story, diff)
	}
}
