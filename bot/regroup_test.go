package bot

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"newshound/commands"
	"newshound/storage/storagetest"
)

func TestMergedStoriesAreNotPostedAgain(t *testing.T) { mergedStories(newWorld(t), false) }

func TestMergedStoriesAreNotPostedAgainOnPostgres(t *testing.T) {
	mergedStories(newWorldOn(t, storagetest.Postgres(t)), true)
}

const cheeseText = `Cheese prices in the upper valleys of Brivance rose again this week because the cows gave less milk in spring.
Dairies had warned of it in the winter, when hay was dear after two dry summers, and farmers sold their herds.`

// Two stories were posted where one was; a third report shows that they are
// one. Both posts stand, name it and lead to it, and nothing is posted. What a
// source changes at the same time is not lost.
func mergedStories(w *world, restarts bool) {
	read := func(s *site) {
		w.Helper()
		if restarts {
			w.stories = stories{}
		}
		w.read(s)
	}
	post, wire, late := w.site("Post"), w.site("Wire"), w.site("Late")
	for _, s := range []*site{post, wire, late} {
		w.add("town", s)
		w.ask("town", "/follow url:"+s.name)
	}
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	read(post)
	wire.publish(item{GUID: "2", Title: "Cheese prices rise in the valleys", Text: cheeseText})
	read(wire)
	w.ask("town", "/story follow story:2")
	w.time = w.time.Add(time.Minute)
	late.publish(ferry("3", "Ferry Saint Brannoc aground near Ansel"))
	late.items[0].Link = wire.items[0].Link // where the page says something else now
	read(late)
	expect(w.T, w, `
town posts: Ferry Saint Brannoc aground off Ansel
town posts: Cheese prices rise in the valleys
town edits 1: Ferry Saint Brannoc aground off Ansel (also Late) (also Wire)
town edits 2: Cheese prices rise in the valleys (also Late) (also Post)
`)
	follows, err := w.db.StoryFollows(w.Context(), "town", "ann")
	w.must(err)
	if len(follows) != 1 || follows[0].Story != 1 || follows[0].Due.IsZero() {
		w.Errorf("ann follows %v, want the one story, of which there is news", follows)
	}
	w.leads("town", "/news story 2", "Ferry Saint Brannoc aground off Ansel", 3)
	w.leads("town", "/news latest", "Ferry Saint Brannoc aground off Ansel", 1)
	posts, err := w.db.PostsOf(w.Context(), "town")
	w.must(err)
	for _, p := range posts {
		var r commands.Reply
		w.must(json.Unmarshal(p.Body, &r))
		for _, line := range buttons(r.Cards[0]) {
			if name, options, _ := commands.Parse(line); name == "news story" {
				w.leads("town", "/news story "+options["story"], "Ferry Saint Brannoc aground off Ansel", 3)
			}
		}
	}
	more := w.site("More")
	w.add("town", more)
	w.ask("town", "/follow url:More")
	more.publish(item{GUID: "4", Title: "Cheese prices in the valleys rise", Text: cheeseText + " Shops ration butter."})
	read(more)
	if n := len(w.chat.said); n != 0 {
		w.Errorf("said %d more:\n%s", n, w.chat.transcript())
	}
	w.ask("town", "/digest set channel:here time:10:00 timezone:UTC")
	w.time = w.time.Add(time.Hour)
	w.must(w.digest(w.Context(), 1))
	w.chat.said = nil
	w.sendOwed()
	if n := len(w.chat.said); n == 0 || len(w.chat.said[0].reply.Cards) != 1 {
		w.Errorf("the digest says:\n%s", w.chat.transcript())
	}
}

// One poll brings what shows that two stories are one, and an edit of an
// article that moves: its post says so.
func TestAnEditOfWhatMovesIsNotLost(t *testing.T) {
	w := newWorld(t)
	post, wire := w.site("Post"), w.site("Wire")
	w.add("town", post)
	w.add("town", wire)
	w.ask("town", "/follow url:Wire")
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	wire.publish(item{GUID: "2", Title: "Cheese prices rise in the valleys", Text: cheeseText})
	w.read(wire)
	w.time = w.time.Add(2 * time.Minute)
	wire.items[0].Title = "Cheese prices rise in all valleys"
	wire.publish(item{GUID: "3", Title: "Cheese prices rise again", Text: cheeseText})
	wire.items[0].Link = post.items[0].Link
	w.read(wire)
	w.leads("town", "/news story 2", "Ferry Saint Brannoc aground off Ansel", 3)
	if got := w.chat.said[len(w.chat.said)-1]; !got.edit || got.title() != "Cheese prices rise in all valleys" {
		t.Errorf("said:\n%s", w.chat.transcript())
	}
}

// What is held until quiet hours are over comes once, and not at all when a
// later report shows that it is what its channel has been told of.
func TestWhatIsHeldIsNotToldAgainOnceStoriesMerge(t *testing.T) {
	for _, c := range []struct{ name, quiet, want string }{
		{"one stands", "", "town posts: Ferry Saint Brannoc aground off Ansel\ntown edits 1: Ferry Saint Brannoc aground off Ansel (also Late) (also Wire)\n"},
		{"both are held", "/settings me quiet:08:00-12:00", "town posts: Ferry Saint Brannoc aground off Ansel (also Late) (also Wire)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, post := watched(t, "/alert add query:ferry")
			w.ask("town", "/alert add query:cheese")
			wire, late := w.site("Wire"), w.site("Late")
			w.add("town", wire)
			w.add("town", late)
			if c.quiet != "" {
				w.ask("town", c.quiet)
			}
			post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
			w.read(post)
			w.ask("town", "/settings me quiet:08:00-12:00")
			wire.publish(item{GUID: "2", Title: "Cheese prices rise in the valleys", Text: cheeseText})
			w.read(wire)
			w.after(time.Minute)
			late.publish(ferry("3", "Ferry Saint Brannoc aground near Ansel"))
			late.items[0].Link = wire.items[0].Link
			w.read(late)
			w.after(4 * time.Hour)
			expect(t, w, c.want)
			if r := w.ask("town", "/alert held"); strings.Count(r.Text.String(), "Cheese prices rise") != 1 {
				t.Errorf("what was held is said to be:\n%s", r.Text)
			}
		})
	}
}

// A story that is followed for longer than articles are joined goes on as the
// one that it turns out to be, with all that was said of it.
func TestWhoFollowsAnOldStoryHearsOfTheOneThatItIs(t *testing.T) {
	w := newWorld(t)
	post, wire, press := w.site("Post"), w.site("Wire"), w.site("Press")
	for _, s := range []*site{post, wire, press} {
		w.add("town", s)
	}
	wire.publish(item{GUID: "1", Title: "Cheese prices rise in the valleys", Text: cheeseText})
	w.read(wire)
	w.ask("town", "/story follow story:1")
	w.time = w.time.Add(4 * 24 * time.Hour)
	press.publish(item{GUID: "2", Title: "Cheese prices in the valleys rise", Text: cheeseText + " Shops ration butter."})
	w.read(press)
	w.leads("town", "/news story 1", "Cheese prices rise in the valleys", 2)
	w.time = w.time.Add(2 * 24 * time.Hour) // the first is out of the window
	post.publish(ferry("3", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	w.mistake(2, 3)
	w.leads("town", "/news story 1", "Cheese prices rise in the valleys", 3)
	follows, err := w.db.StoryFollows(t.Context(), "town", "ann")
	w.must(err)
	if len(follows) != 1 || follows[0].Story != 3 {
		t.Errorf("ann follows %v, want the story that there is now", follows)
	}
}
