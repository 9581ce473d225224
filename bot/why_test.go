package bot

import (
	"strings"
	"testing"

	"newshound/commands"
	"newshound/storage"
)

// /alert why answers by the query that fired, not by what has become of it.
func TestWhyKnowsTheQueryThatFired(t *testing.T) {
	w, post := watched(t, "/alert add query:tugs")
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	w.ask("town", "/alert edit alert:1 query:radar")
	w.ask("town", "/alert add query:submarine")
	posts, err := w.db.PostsOf(t.Context(), "town")
	w.must(err)
	article := posts[0].Article
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error { // as before queries were kept
		return tx.AddMatch(t.Context(), storage.Match{Alert: 2, Article: article, At: w.time})
	}))
	got := w.ask("town", "/alert why url:"+post.URL+"/1").Text.String()
	for _, want := range []string{
		"Alert 1, radar, fired 2026-03-02T09:00:00Z, on these words:\n• Nobody was hurt, the harbour master of Ansel said, and two tugs stood by",
		"\nIts query was tugs then.",
		"\nAlert 2, submarine, fired 2026-03-02T09:00:00Z. Its query or the article has changed since",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	w.ask("town", "/alert edit alert:1 query:tugs")
	if got := w.ask("town", "/alert why url:"+post.URL+"/1").Text.String(); strings.Contains(got, "query was") {
		t.Errorf("the query has not changed, but it says\n%s", got)
	}
}

// A post whose article is edited goes on answering the query that fired.
func TestAmendedPostAnswersTheQueryThatFired(t *testing.T) {
	w, post := watched(t, "/alert add query:tugs")
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	w.ask("town", "/alert edit alert:1 query:radar")
	post.items[0].Title = "Ferry Saint Brannoc still aground off Ansel"
	w.read(post)
	last := w.chat.said[len(w.chat.said)-1]
	if !last.edit || !boldly(last.reply.Cards[0].Summary, "tugs") {
		t.Errorf("said:\n%s with the summary %v", w.chat.transcript(), last.reply.Cards[0].Summary)
	}
}

// boldly reports whether a text has a word in bold.
func boldly(text []commands.Text, word string) bool {
	for _, sentence := range text {
		for _, p := range sentence {
			if p.Bold && p.Words == word {
				return true
			}
		}
	}
	return false
}
