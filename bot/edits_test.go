package bot

import (
	"testing"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// change rewrites the card of a channel's first post, as of now.
func (w *world) change(channel string, change func(*commands.Card)) {
	w.Helper()
	posts, err := w.db.PostsOf(w.Context(), channel)
	w.must(err)
	w.must(w.db.Tx(w.Context(), func(tx *storage.Tx) error {
		return w.rewrite(w.Context(), tx, posts[0], func(c *commands.Card) error { change(c); return nil })
	}))
}

// Two stories of one source turn out to be one. Each post still says what it
// said, and its buttons still lead to its article.
func TestMergedStoriesOfOneSourceAreNotEdited(t *testing.T) {
	w := newWorld(t)
	comic := w.site("Gull and Cod")
	w.add("town", comic)
	w.ask("town", "/follow url:Gull")
	comic.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(comic)
	comic.publish(item{GUID: "2", Title: "Cheese prices rise in the valleys", Text: cheeseText})
	w.read(comic)
	w.chat.said = nil
	w.mistake(2, 1)
	w.sendOwed()
	expect(t, w, "")
	w.leads("town", "/news story 2", "Ferry Saint Brannoc aground off Ansel", 2)
}

// What changes and changes back before it was edited stands as it is.
func TestChangedBackIsNotEdited(t *testing.T) {
	w := owing(t)
	w.sendOwed()
	expect(t, w, both)
	title := func(s string) func(*commands.Card) { return func(c *commands.Card) { c.Title = s } }
	w.change("town", title("Ferry afloat"))
	w.change("town", title("Ferry aground"))
	w.sendOwed()
	expect(t, w, "")
	w.change("town", title("Ferry afloat"))
	w.sendOwed()
	expect(t, w, "town edits 1: Ferry afloat\n")
	w.time = w.time.Add(time.Hour)
	w.change("town", title("Ferry aground"))
	w.change("town", title("Ferry afloat"))
	w.sendOwed()
	expect(t, w, "")
}

// An edit is made only if people see it in the channel's style.
func TestWhatNobodySeesIsNotEdited(t *testing.T) {
	for _, c := range []struct {
		name, style string
		change      func(*commands.Card)
		edits       string
	}{
		{"topics", commands.StyleCard, func(c *commands.Card) { c.Topics = []string{"#Fog"} }, ""},
		{"the source's picture", commands.StyleCard, func(c *commands.Card) { c.Icon = "https://example.com/icon.png" }, ""},
		{"another source", commands.StyleCard, func(c *commands.Card) { c.Also = []commands.Link{{Source: "Wire"}} }, "town edits 1: Ferry aground (also Wire)\n"},
		{"another source on one line", commands.StyleCompact, func(c *commands.Card) { c.Also = []commands.Link{{Source: "Wire"}} }, ""},
		{"another source of a headline", commands.StyleHeadline, func(c *commands.Card) { c.Also = []commands.Link{{Source: "Wire"}} }, ""},
		{"a note on one line", commands.StyleCompact, func(c *commands.Card) { c.Note = commands.Say("Alert: %v", "fog") }, "town edits 1: Ferry aground\n"},
		{"a note of a headline", commands.StyleHeadline, func(c *commands.Card) { c.Note = commands.Say("Alert: %v", "fog") }, ""},
		{"the link of a headline", commands.StyleHeadline, func(c *commands.Card) { c.URL += "?again" }, "town edits 1: Ferry aground\n"},
		{"where a button leads", commands.StyleCard, func(c *commands.Card) { c.Buttons[0].Line = "/help" }, "town edits 1: Ferry aground\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			post := w.site("Post")
			w.add("town", post)
			w.ask("town", "/follow url:Post")
			w.ask("town", "/settings server style:"+c.style)
			post.publish(ferry("1", "Ferry aground"))
			w.read(post)
			expect(t, w, "town posts: Ferry aground\n")
			w.change("town", c.change)
			w.sendOwed()
			expect(t, w, c.edits)
		})
	}
}
