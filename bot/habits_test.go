package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A source's first document teaches what it repeats: neither a line about
// its host nor the title of the series is what an episode is about.
func TestWhatASourceRepeatsIsNotNews(t *testing.T) {
	const ask = "The painter and writer Gustav Holm of Pilot Radio talks with guests from Ansel every Friday night."
	w := newWorld(t)
	pod := w.site("Pod")
	guests := []string{"Aino Kallas", "Bram Stoker", "Cyril Tourneur", "Dora Marsden", "Egon Schiele", "Fanny Burney"}
	episode := func(i int) item {
		return item{GUID: fmt.Sprint(i), Title: fmt.Sprintf("Harbour Nights %d: %s", i, guests[i]), Text: fmt.Sprintf(
			"%s\n\nThe painter %s moved to a lighthouse in %d, and the keepers of Ansel remember Harbour Nights. A letter that was found last week tells why %s left.",
			ask, guests[i], 1900+i, guests[i])}
	}
	for i := range 5 {
		pod.publish(episode(i))
	}
	w.add("town", pod)
	w.ask("town", "/follow url:Pod")
	w.ask("town", "/alert add query:painter")
	pod.publish(episode(5))
	w.read(pod)
	all := w.articles(pod)
	for _, a := range all {
		if !strings.Contains(a.Text, ask) {
			t.Errorf("the stored text lacks what it had: %q", a.Text)
		}
		if strings.Contains(fmt.Sprint(a.Summary), "Gustav") || len(a.Summary) == 0 {
			t.Errorf("the summary is %q", a.Summary)
		}
		if has(a.Hashtags, "harbournights", "gustavholm", "pilotradio") || has(a.Keyphrases, "harbour nights", "pilot radio") || len(a.Hashtags) == 0 {
			t.Errorf("the hashtags are %v, the keyphrases %v", a.Hashtags, a.Keyphrases)
		}
	}
	if len(w.chat.said) == 0 {
		t.Fatal("nothing was posted")
	}
	for _, s := range w.chat.said {
		if card := fmt.Sprint(s.reply.Cards); strings.Contains(card, "Gustav") || !strings.Contains(card, "lighthouse") {
			t.Errorf("the card says %s", card)
		}
	}
}

func has(tags []string, any ...string) bool {
	return slices.ContainsFunc(tags, func(tag string) bool {
		return slices.Contains(any, strings.ToLower(strings.TrimPrefix(tag, "#")))
	})
}

// An edit is no further item, so that an item edited often teaches nothing.
func TestEditsTeachNoHabits(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	post.publish(item{GUID: "1", Title: "Cheese prices rise", Text: "Milk is dear."})
	w.add("town", post)
	for i := range 6 {
		post.items[0].Text = fmt.Sprintf("Milk is dear. Version %d says so.", i)
		w.read(post)
	}
	habits, err := w.db.Habits(t.Context(), post.id)
	w.must(err)
	if habits.Bytes() == nil || habits.RepeatsSentence("Milk is dear.", "en") {
		t.Error("one item has taught what the source repeats")
	}
}
