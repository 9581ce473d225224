package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/commands"
	"newshound/sources/text/story"
	"newshound/storage"
	"newshound/storage/storagetest"
)

// strange are words that stand nowhere else, from one number to another.
func strange(from, to int) []string {
	var out []string
	for i := from; i < to; i++ {
		out = append(out, fmt.Sprintf("word%c%c", 'a'+i/26, 'a'+i%26))
	}
	return out
}

// onWords is an item of words.
func onWords(guid string, words []string) item {
	return item{GUID: guid, Title: strings.Join(words[:6], " "), Text: strings.Join(words, " ") + "."}
}

// mistake has an article be of a story, as an earlier decision may have been.
func (w *world) mistake(article, of int64) {
	w.Helper()
	w.must(w.knowing(w.Context(), func(tx *storage.Tx) error {
		m := story.Move{Article: article, Story: of}
		w.stories.groups.Move(m)
		return w.regroup(w.Context(), tx, []story.Move{m})
	}))
}

// buttons are the lines of the buttons of a card.
func buttons(c commands.Card) (lines []string) {
	for _, b := range c.Buttons {
		lines = append(lines, b.Line)
	}
	return lines
}

func TestPartedStoriesAreNotPostedAgain(t *testing.T) { partedStories(newWorld(t), false) }

func TestPartedStoriesAreNotPostedAgainOnPostgres(t *testing.T) {
	partedStories(newWorldOn(t, storagetest.Postgres(t)), true)
}

// A fire and a match were taken for one story, of which a town has been told by
// a report on the one and a village by a report on the other. A later report
// parts them: each post stands, names who covers its own event and leads to it.
// The town follows what reports on the match now, and was not told of it.
func partedStories(w *world, restarts bool) {
	read := func(s *site, it item) {
		w.Helper()
		s.publish(it)
		if restarts {
			w.stories = stories{}
		}
		w.time = w.time.Add(2 * time.Minute)
		w.read(s)
	}
	var papers []*site
	for i := range 6 {
		s := w.site(fmt.Sprint("Paper ", i))
		w.add("town", s)
		w.add("village", s)
		papers = append(papers, s)
	}
	fire, match := strange(0, 60), strange(58, 118) // two words in common
	w.ask("town", "/follow url:Paper 0")
	w.ask("village", "/follow url:Paper 1")
	read(papers[0], onWords("1", fire))
	read(papers[1], onWords("2", match))
	w.mistake(2, 1)
	w.sendOwed()
	w.ask("town", "/story follow story:1")
	for i := range 3 {
		read(papers[2+i], onWords(fmt.Sprint(3+i), fire[:len(fire)-2*i]))
	}
	w.ask("town", "/follow url:Paper 5")
	w.ask("village", "/follow url:Paper 5")
	w.chat.said = nil
	shuffled := slices.Clone(match)
	for i := 0; i+1 < len(shuffled); i += 2 {
		shuffled[i], shuffled[i+1] = shuffled[i+1], shuffled[i]
	}
	read(papers[5], onWords("6", shuffled))
	title, other := onWords("1", fire).Title, onWords("2", match).Title
	expect(w.T, w, fmt.Sprintf(`
town posts: %s (also Paper 1)
town edits 1: %s (also Paper 4) (also Paper 3) (also Paper 2)
village edits 2: %s (also Paper 5)
`, onWords("6", shuffled).Title, title, other))
	w.leads("town", "/news story 1", title, 4)
	w.leads("town", "/news story 2", other, 2)
	w.leads("town", "/news story 6", other, 2)
	follows, err := w.db.StoryFollows(w.Context(), "town", "ann")
	w.must(err)
	if len(follows) != 2 {
		w.Errorf("of what has become two stories ann follows %v", follows)
	}
	posts, err := w.db.PostsOf(w.Context(), "village")
	w.must(err)
	var r commands.Reply
	w.must(json.Unmarshal(posts[0].Body, &r))
	if got := buttons(r.Cards[0]); !slices.Contains(got, "/news story story:2") || !slices.Contains(got, "/story follow story:2") {
		w.Errorf("the village's post leads to %q", got)
	}
}

// leads expects a command to show so many articles, the first of a title.
func (w *world) leads(place, line, title string, articles int) {
	w.Helper()
	r := w.ask(place, line)
	if len(r.Cards) != articles || r.Cards[0].Title != title {
		w.Errorf("%s shows %d articles and says %q", line, len(r.Cards), r.Text)
	}
}

// partTo moves an article to a story of its own, as a later decision may.
func (w *world) partTo(articles ...int64) {
	w.Helper()
	var moves []story.Move
	for _, a := range articles {
		moves = append(moves, story.Move{Article: a, Story: articles[0]})
	}
	w.must(w.knowing(w.Context(), func(tx *storage.Tx) error { return w.regroup(w.Context(), tx, moves) }))
	w.sendOwed()
}

func TestWhatPartsIsPosted(t *testing.T) { whatParts(newWorld(t)) }

func TestWhatPartsIsPostedOnPostgres(t *testing.T) {
	whatParts(newWorldOn(t, storagetest.Postgres(t)))
}

// What a channel was only told of by the post of a story that it has left is
// posted there, if it was wanted: the first article, which the others grow. What
// has a post of its own keeps that.
func whatParts(w *world) {
	s := followed(w, "Post", "Wire")
	other := w.site("Other")
	w.add("town", other)
	w.add("village", s[1])
	w.ask("village", "/alert add query:match to:dm")
	fire := w.joins(s[0], "fire", 0, 0)
	match := w.joins(s[1], "match", fire, 0)
	report := w.joins(s[0], "match report", fire, 0)
	again := w.joins(other, "match again", fire, 0)
	w.time = w.time.Add(time.Minute)
	w.ask("town", "/follow url:Other") // too late for what it had
	w.time = w.time.Add(time.Hour)
	w.sendOwed()
	w.time = w.time.Add(time.Hour)
	w.chat.said = nil
	w.partTo(match, again)
	expect(w.T, w, `
town posts: match (also Other)
town edits 1: fire
`)
	w.partTo(report)
	w.time = w.time.Add(time.Hour)
	w.sendOwed()
	expect(w.T, w, "")
}
