package bot

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/sources"
	"newshound/sources/text/boilerplate"
	"newshound/storage"
)

// a labelled article is one of which people say what it tells.
type labelled struct {
	Topic       int
	Story, Text string
}

func ecbplus(t *testing.T) (out []labelled) {
	t.Helper()
	lines := bufio.NewScanner(evalData(t, "stories-ecbplus.jsonl.gz"))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l labelled
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

// What is related is found in the whole history. First one story of each topic
// is told, then, a month later, when no window knows of those, the others. What
// is listed is of the topic; what might be of the same event is listed as well.
func TestEvalRelated(t *testing.T) {
	w := newWorld(t)
	topic, event := map[int64]int{}, map[int64]string{}
	var listed, onTopic, same, later, some int
	first := true
	for i, l := range inHalves(ecbplus(t)) {
		w.time = w.time.Add(30 * time.Minute)
		if first && l.second() {
			first, w.time = false, w.time.AddDate(0, 1, 0)
		}
		a := w.keep(i, l.Text)
		topic[a.ID], event[a.ID] = l.Topic, l.Story
		related, err := w.stories.related(t.Context(), w.db.Reads, "here", a)
		w.must(err)
		for _, r := range related {
			listed++
			if topic[r.ID] == l.Topic {
				onTopic++
			}
			if event[r.ID] == l.Story {
				same++
			}
		}
		if l.second() {
			later++
			some += min(1, len(related))
		}
	}
	t.Logf("%d related listed, %.1f %% of the topic (wanted 80), %d of the same event, which it was in doubt about, some for %d of %d whose topic was told of before",
		listed, 100*float64(onTopic)/float64(listed), same, some, later)
	if onTopic*100 < 80*listed || some*3 < later*2 {
		t.Error("want at least 80 % of the topic, and some for most")
	}
}

// second reports whether it is of the second story of its topic.
func (l labelled) second() bool { return strings.HasSuffix(l.Story, "plus") }

// inHalves puts the second story of each topic after all the first.
func inHalves(all []labelled) []labelled {
	half := func(l labelled) int {
		if l.second() {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b labelled) int { return cmp.Or(half(a)-half(b), a.Topic-b.Topic) })
	return all
}

// keep takes an article of a source of its own, quietly.
func (w *world) keep(i int, text string) sources.Article {
	w.Helper()
	src := sources.Source{URL: fmt.Sprintf("https://paper%d.example/feed", i)}
	a := sources.Article{Key: "k", Text: text, Seen: w.time}
	habits := &boilerplate.Habits{}
	prepare(&a, "en")
	understand(&a, habits)
	w.must(w.db.Tx(w.Context(), func(tx *storage.Tx) error {
		if err := tx.AddSource(w.Context(), "here", "ann", &src, w.time); err != nil {
			return err
		}
		a.Source = src.ID
		return errors.Join(w.catchUp(w.Context(), tx), w.takeOne(w.Context(), tx, &a, reading{arrival: storage.Arrival{Quiet: true}, habits: habits}))
	}))
	return a
}
