package boilerplate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newshound/sources/text"
)

// story is an item's own words, of which no two items share one.
func story(n int) string {
	name := strings.Map(func(digit rune) rune { return 'k' + digit - '0' }, fmt.Sprint(n))
	return fmt.Sprintf("The a%[1]sa ran into the b%[1]sb off the c%[1]sc. Nobody from d%[1]sd was hurt.", name)
}

func TestSentences(t *testing.T) {
	const ask = "Subscribe to our letter for more."
	for _, c := range []struct {
		name   string
		bodies []string
		body   string
		want   string
	}{
		{"nothing is known of three items", slices.Repeat([]string{ask}, 3), story(9) + " " + ask, story(9) + " " + ask},
		{"at the end", []string{story(1) + " " + ask, story(2) + " " + ask, story(3) + " " + ask, story(4) + " " + ask}, story(9) + " " + ask, story(9)},
		{"at the start, in capitals", slices.Repeat([]string{ask}, 4), strings.ToUpper(ask) + "\n\n" + story(9), story(9)},
		{"between paragraphs", slices.Repeat([]string{ask}, 4), "One fish.\n\n" + ask + " Two fish.", "One fish.\n\nTwo fish."},
		{"the same but for numbers", []string{"Call 555 123.", "Call 555 124.", "Call 555 125.", "Call 556 125."}, story(9) + "\n\nCall 999 999.", story(9)},
		{"in half of the items", []string{ask, story(1), ask, story(2)}, story(9) + " " + ask, story(9) + " " + ask},
		{"in most of them", []string{ask, story(1), ask, ask, story(2), ask}, story(9) + " " + ask, story(9)},
		{"nothing else", slices.Repeat([]string{ask}, 4), ask + "\n\n" + ask, ask + "\n\n" + ask},
		{"several times in one item", []string{ask + " " + ask + " " + ask, story(1), story(2), story(3)}, story(9) + " " + ask, story(9) + " " + ask},
	} {
		var h Habits
		for _, body := range c.bodies {
			h.Watch("", body, "en")
		}
		if diff := cmp.Diff(c.want, h.Without(c.body, "en")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestStems(t *testing.T) {
	var h Habits
	for i := range 8 {
		h.Watch(fmt.Sprint("Harbours at night, episode ", i), story(i), "en")
	}
	for word, want := range map[string]bool{"harbour": true, "harbours": true, "episode": true, "anana": false, "the": false, "tram": false} {
		if got := h.Repeats(text.Stem(word, "en")); got != want {
			t.Errorf("repeats %s: %v", word, got)
		}
	}
}

// A source that changes its habits is learned anew.
func TestOldHabitsFade(t *testing.T) {
	const before, after = "Subscribe to our letter.", "Support our newsroom."
	var h Habits
	watch := func(n int, line string) {
		for i := range n {
			h.Watch("", story(i)+" "+line, "en")
		}
	}
	watch(300, before)
	watch(40, after)
	if h.RepeatsSentence(before, "en") || !h.RepeatsSentence(after, "en") {
		t.Errorf("the old line is repeated: %v, the new one: %v", h.RepeatsSentence(before, "en"), h.RepeatsSentence(after, "en"))
	}
}

// However much is read, what is kept is bounded, and what most items have
// outlives what one of them has.
func TestMemoryIsBounded(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var h Habits
	for i := range 400 {
		var body strings.Builder
		for range 60 {
			fmt.Fprintf(&body, "Word%d is w%d and v%d. ", random.IntN(1e6), random.IntN(1e6), random.IntN(1e6))
		}
		line := ""
		if i%3 > 0 {
			line = "This podcast is sponsored. "
		}
		h.Watch("", line+body.String(), "en")
	}
	if !h.RepeatsSentence("This podcast is sponsored.", "en") || !h.Repeats("podcast") {
		t.Error("a line in two of three items is not learned")
	}
	if n := len(h.Bytes()); n > 4<<10 {
		t.Errorf("habits take %d bytes", n)
	}
}

func TestStored(t *testing.T) {
	var h Habits
	for i := range 6 {
		h.Watch("Harbour podcast", story(i)+" Subscribe to our letter.", "en")
	}
	stored := h.Bytes()
	if diff := cmp.Diff(&h, Parse(stored), cmp.AllowUnexported(Habits{})); diff != "" {
		t.Error(diff)
	}
	for _, bad := range [][]byte{nil, {9}, stored[:len(stored)-1], {version, 0, 0, 0, 0, 255, 255, 255, 255}} {
		if got := Parse(bad); got.items != 0 || got.Repeats("podcast") {
			t.Errorf("%d bytes give %+v", len(bad), got)
		}
	}
}
