package story

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// What is written down of an article comes back the same, of any words.
func TestMemoryComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"ferry", "Ansel", "the", "京都", "é", "of", "bank", "312"}), 0, 80)
		join := func(list []string) (s string) {
			for _, w := range list {
				s += w + " "
			}
			return s
		}
		a := Article{ID: 1, Title: join(words.Draw(t, "title")), Text: join(words.Draw(t, "text")), Lang: "en", Time: time.Unix(1e9, 0)}
		before := newArticle(a)
		after := newArticle(Article{ID: 1, Lang: "en", Time: a.Time, Memory: before.memory()})
		if diff := cmp.Diff(before, after, cmp.AllowUnexported(article{}, entry{}, measure{}), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A memory that is cut off, or of another form, is not believed: the words are
// read again.
func TestBadMemoryIsNotBelieved(t *testing.T) {
	a := Article{ID: 1, Title: "Ferry aground off Ansel", Text: "The ferry ran aground.", Lang: "en"}
	memory := newArticle(a).memory()
	want := newArticle(a).memory()
	for n := range memory {
		a.Memory = memory[:n]
		if got := newArticle(a).memory(); !cmp.Equal(got, want) {
			t.Errorf("believed the first %d of %d bytes", n, len(memory))
		}
	}
	a.Memory = append([]byte{memoryForm + 1}, memory[1:]...)
	if got := newArticle(a).memory(); !cmp.Equal(got, want) {
		t.Error("believed another form")
	}
}
