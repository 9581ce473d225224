package bot

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"newshound/sources"
)

// What a source does to an item that was posted makes no second post.
func TestAnArticleIsPostedOnce(t *testing.T) {
	const date = "Mon, 02 Mar 2026 08:00:00 +0000"
	for _, c := range []struct {
		name   string
		change func(*site)
	}{
		{"another guid", func(s *site) { s.items[0].GUID = "urn:new:1" }},
		{"another guid and title", func(s *site) { s.items[0].GUID, s.items[0].Title = "urn:new:1", "Ferry aground" }},
		{"another date", func(s *site) { s.items[0].Date = "Tue, 03 Mar 2026 10:00:00 +0000" }},
		{"another guid and date", func(s *site) { s.items[0].GUID, s.items[0].Date = "urn:new:1", "Tue, 03 Mar 2026 10:00:00 +0000" }},
		{"no guid", func(s *site) { s.items[0].GUID = "" }},
		{"a tracked link", func(s *site) { s.items[0].Link += "?utm_source=rss&utm_medium=feed" }},
		{"a tracked link and no guid", func(s *site) { s.items[0].GUID, s.items[0].Link = "", s.items[0].Link+"/?utm_source=rss" }},
		{"https and a slash", func(s *site) {
			s.items[0].GUID, s.items[0].Link = "", strings.Replace(s.items[0].Link, "http:", "https:", 1)+"/"
		}},
		{"another title", func(s *site) { s.items[0].Title = "Ferry aground, all safe" }},
		{"another text", func(s *site) { s.items[0].Text = "All are safe." }},
		{"another place in the feed", func(s *site) { s.items[0], s.items[1] = s.items[1], s.items[0] }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			post := w.site("Post")
			w.add("town", post)
			w.ask("town", "/follow url:Post")
			post.publish(item{GUID: "0", Title: "Cheese prices rise", Text: "Milk is dear."})
			post.publish(item{GUID: "1", Title: "Ferry aground off Ansel", Text: ferryText, Date: date})
			w.read(post)
			c.change(post)
			w.time = w.time.Add(time.Hour)
			w.read(post)
			w.read(post)
			posts := 0
			for _, s := range w.chat.said {
				if !s.edit {
					posts++
				}
			}
			if posts != 2 {
				t.Errorf("posted %d articles, want 2:\n%s", posts, w.chat.transcript())
			}
		})
	}
}

func TestItemsThatDropOutAndComeBackAreKnown(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	post.publish(ferry("1", "Ferry aground"), item{GUID: "2", Title: "Cheese prices rise", Text: "Milk is dear."})
	w.read(post)
	all := post.items
	for range 2 {
		post.items = all[:1]
		w.read(post)
		post.items = all
		w.read(post)
	}
	expect(t, w, both)
}

// Different items may share an address: notes on one page, one after the
// other or side by side, and each day's puzzle.
func TestItemsOfOnePageAreTheirOwn(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	show := func(n int, date string, link string) {
		post.publish(item{GUID: fmt.Sprint("g", n), Title: fmt.Sprint("Note ", n), Text: fmt.Sprintf("Words %d.", n*7919), Date: date})
		post.items[0].Link = post.URL + link
	}
	show(1, "Mon, 02 Mar 2026 08:00:00 +0000", "/notes")
	show(2, "Mon, 02 Mar 2026 08:10:00 +0000", "/notes")
	w.read(post)
	show(3, "Mon, 02 Mar 2026 08:20:00 +0000", "/notes")
	w.read(post)
	post.items = nil
	show(4, "Mon, 02 Mar 2026 08:30:00 +0000", "/")
	w.read(post)
	post.items = nil
	show(5, "Mon, 02 Mar 2026 08:40:00 +0000", "/")
	w.read(post)
	post.items = nil
	show(6, "Mon, 02 Mar 2026 08:50:00 +0000", "/puzzle")
	w.read(post)
	post.items = nil
	show(7, "Tue, 03 Mar 2026 08:50:00 +0000", "/puzzle")
	w.read(post)
	if n := len(w.articles(post)); n != 7 {
		t.Errorf("kept %d notes, want 7", n)
	}
}

// An edit changes what the card says of the article, and leaves why it was
// posted and who else covers it.
func TestAnEditChangesTheCard(t *testing.T) {
	w := newWorld(t)
	post, wire := w.site("Post"), w.site("Wire")
	w.add("town", post)
	w.add("town", wire)
	w.ask("town", `/alert add query:"Saint Brannoc" mention:@ann`)
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	wire.publish(ferry("9", "Ferry Saint Brannoc runs aground near Ansel, 212 on board"))
	w.read(wire)
	before := w.chat.said[len(w.chat.said)-1].reply.Cards[0]
	post.items[0].Title = "Ferry Saint Brannoc pulled free"
	post.items[0].Text = "Two tugs pulled the Saint Brannoc free at noon. Nobody was hurt. It sails again on Tuesday."
	w.time = w.time.Add(time.Hour)
	w.read(post)
	after := w.chat.said[len(w.chat.said)-1].reply.Cards[0]
	if after.Title != "Ferry Saint Brannoc pulled free" || !strings.Contains(fmt.Sprint(after.Summary), "pulled the") {
		t.Errorf("the card says %q: %v", after.Title, after.Summary)
	}
	bold := false
	for _, sentence := range after.Summary {
		for _, piece := range sentence {
			bold = bold || piece.Bold
		}
	}
	if !bold {
		t.Errorf("the summary %v marks no words of the alert", after.Summary)
	}
	if len(before.Also) != 1 || len(after.Also) != 1 || after.Note.String() != before.Note.String() || len(after.Mentions) != len(before.Mentions) {
		t.Errorf("the edit changed more than the article: also %v, note %q, mentions %v", after.Also, after.Note, after.Mentions)
	}
	a := w.articles(post)[0]
	if a.Text != post.items[0].Text || a.Title != post.items[0].Title {
		t.Errorf("kept is %q: %q", a.Title, a.Text)
	}
}

// articles are what is kept of a site, as it came.
func (w *world) articles(s *site) (out []sources.Article) {
	w.Helper()
	all, err := w.db.Articles(w.Context(), "town", []int64{1, 2, 3, 4, 5, 6, 7, 8, 9})
	w.must(err)
	for _, a := range all {
		if a.Source == s.id {
			out = append([]sources.Article{a}, out...)
		}
	}
	return out
}

// The same body is not read again, whatever its headers say.
func TestTheSameBodyIsNothingNew(t *testing.T) {
	w := newWorld(t)
	asked := 0
	post := w.site("Post")
	post.publish(ferry("1", "Ferry aground"))
	post.instead = func(rw http.ResponseWriter, r *http.Request) bool {
		asked++
		r.Header.Del("If-None-Match")
		return false
	}
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	var steps []string
	w.opts.Step = func(name string) { steps = append(steps, name) }
	w.read(post)
	if asked < 2 || strings.Contains(fmt.Sprint(steps), "commit") {
		t.Errorf("the second poll took the steps %v", steps)
	}
	expect(t, w, "")
}
