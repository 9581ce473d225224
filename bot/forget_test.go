package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/storage"
)

// More grows old than one transaction forgets.
func TestWhatIsOldLeavesTheDatabase(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	for i := range little + 5 {
		name := func(letter string) string { return strings.Repeat(letter, i+1) }
		post.publish(item{GUID: fmt.Sprint(i), Title: name("x") + " and " + name("y"), Text: "Milk of " + name("z") + " for " + name("w") + "."})
		if i%mostAtOnce == 0 {
			w.read(post)
		}
	}
	w.read(post)
	w.ask("town", "/story follow story:1")
	count := func(want map[string]int) {
		w.Helper()
		for table, n := range want {
			var got int
			w.must(w.db.Tx(w.Context(), func(tx *storage.Tx) error {
				return tx.SQL().QueryRowContext(w.Context(), "SELECT count(*) FROM "+table).Scan(&got)
			}))
			if got != n {
				w.Errorf("%s: %d, want %d", table, got, n)
			}
		}
	}
	n := little + 5
	for _, c := range []struct {
		days int
		want map[string]int
		milk int // found by a word of their text, and by one of their titles
	}{
		{0, map[string]int{"articles": n, "articles WHERE text <> ''": n, "posts": n, "story_follows": 1}, 50},
		{8, map[string]int{"articles": n, "articles WHERE text <> ''": n, "posts": n, "story_follows": 0}, 50},
		{91, map[string]int{"articles": n, "articles WHERE text <> ''": 0, "articles WHERE length(memory) > 0": 0, "posts": 0, "article_words": n}, 0},
		{366, map[string]int{"articles": 0, "stories": 0, "article_words": 0}, 0},
	} {
		w.time = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).AddDate(0, 0, c.days)
		w.must(w.forget(w.Context()))
		count(c.want)
		found, err := w.db.Search(w.Context(), storage.Search{Place: "town", Clauses: storage.Clauses{{{Word: "milk"}}}, Limit: 50})
		w.must(err)
		if len(found) != c.milk {
			w.Errorf("after %d days %d articles are found by their texts, want %d", c.days, len(found), c.milk)
		}
	}
}

// Who has all that is kept of them deleted is named no more in posts that
// others see: not as whom they call, nor by what their alerts look for.
func TestPostsForgetWhoIsForgotten(t *testing.T) {
	w, post := watched(t, "/alert add query:harbour mention:me")
	w.alertOf("bob", "ferry", "town")
	post.publish(item{GUID: "1", Title: "Ferry back in the harbour", Text: "The ferry reached the harbour at noon."},
		item{GUID: "2", Title: "Trees felled along the canal road", Text: "Forty poplars along the old canal road were cut on Tuesday; the harbour office asked for it."})
	w.read(post)
	calls := func(s said) string {
		c := s.reply.Cards[0]
		return fmt.Sprintf("%s, calls %q", c.Note, c.Mentions)
	}
	var were []string
	for _, s := range w.chat.said {
		were = append(were, calls(s))
	}
	if got := strings.Join(were, "; "); got != `Alert: harbour, ferry, calls ["@ann" "@bob"]; Alert: harbour, calls ["@ann"]` {
		t.Fatalf("before, the posts say %s", got)
	}
	w.chat.said = nil
	w.ask("town", "/privacy delete sure:true")
	w.time = w.time.Add(59 * time.Second)
	w.must(w.forgetPeople(w.Context()))
	w.sendOwed()
	if len(w.chat.said) > 0 {
		t.Errorf("within the minute it says %s", w.chat.transcript())
	}
	w.time = w.time.Add(2 * time.Second)
	w.must(w.forgetPeople(w.Context()))
	w.sendOwed()
	var are []string
	for _, s := range w.chat.said {
		if !s.edit {
			t.Errorf("it posts %s", s.title())
		}
		are = append(are, calls(s))
	}
	if got := strings.Join(are, "; "); got != `Alert: ferry, calls ["@bob"]; , calls []` {
		t.Errorf("the posts say now %s", got)
	}
}

// Of a story that lasted for days what is left can be found, read and followed,
// until it is all gone.
func TestHalfForgottenStory(t *testing.T) {
	w := newWorld(t)
	post, wire := w.site("Post"), w.site("Wire")
	w.add("town", post)
	w.add("town", wire)
	w.ask("town", "/follow url:Post")
	begin := w.time
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	w.time = begin.AddDate(0, 0, 2)
	wire.publish(ferry("2", "Ferry Saint Brannoc runs aground near Ansel"))
	w.read(wire)
	ask := func(days int, line, says string, titles ...string) {
		t.Helper()
		w.time = begin.AddDate(0, 0, days)
		w.must(w.forget(t.Context()))
		r := w.ask("town", line)
		var got []string
		for _, c := range r.Cards {
			got = append(got, c.Title)
		}
		if !slices.Equal(got, titles) || !strings.Contains(r.Text.String(), says) {
			t.Errorf("after %d days %s says %q and shows %q", days, line, r.Text, got)
		}
	}
	const first, second = "Ferry Saint Brannoc aground off Ansel", "Ferry Saint Brannoc runs aground near Ansel"
	ask(91, "/news story 1", "2 sources", first, second) // of the first the text is gone
	ask(91, "/news search passengers", "1 story", second)
	ask(100, "/news search passengers", "Nothing")
	ask(100, "/news search brannoc", "1 story", second)
	ask(366, "/news story 1", "1 source", second)
	ask(366, "/news story 2", "1 source", second)
	ask(366, "/news search runs aground", "1 story", second)
	ask(366, "/story follow story:1", "You follow this story: "+second)
	ask(366, "/digest preview", "There is no digest")
	ask(368, "/news story 1", "There is no story")
	ask(368, "/news search brannoc", "Nothing")
	ask(374, "/story list", "You follow no stories")
}

// An article may go with its source, where that turns out to be another one
// that has it, too. The post about it stands, and its story goes on.
func TestStoryGoesOnWithoutAnArticle(t *testing.T) {
	p := newPress(t, 3)
	p.must(p.db.Tx(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.SQL().ExecContext(t.Context(), "DELETE FROM articles WHERE id = 1")
		return err
	}))
	p.time = p.time.Add(time.Hour)
	p.report(1)
	p.leads("town", "/news story 1", "Ferry Saint Brannoc aground off Ansel", 1)
	if n := len(p.chat.said); n != 1 {
		t.Errorf("said:\n%s", p.chat.transcript())
	}
}
