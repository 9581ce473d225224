package bot

import (
	"testing"
	"time"

	"newshound/storage/storagetest"
)

func TestMergedStoriesAreNotPostedAgain(t *testing.T) { mergedStories(newWorld(t)) }

func TestMergedStoriesAreNotPostedAgainOnPostgres(t *testing.T) {
	mergedStories(newWorldOn(t, storagetest.Postgres(t)))
}

const cheeseText = `Cheese prices in the upper valleys of Brivance rose again this week because the cows gave less milk in spring.
Dairies had warned of it in the winter, when hay was dear after two dry summers, and farmers sold their herds.`

// Two stories were posted where one was; a third report shows that they are
// one. Both posts stand and name it, and nothing is posted.
func mergedStories(w *world) {
	post, wire, late := w.site("Post"), w.site("Wire"), w.site("Late")
	for _, s := range []*site{post, wire, late} {
		w.add("town", s)
		w.ask("town", "/follow url:"+s.name)
	}
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	wire.publish(item{GUID: "2", Title: "Cheese prices rise in the valleys", Text: cheeseText})
	w.read(wire)
	w.ask("town", "/story follow story:2")
	w.time = w.time.Add(time.Minute)
	late.publish(ferry("3", "Ferry Saint Brannoc aground near Ansel"))
	late.items[0].Link = wire.items[0].Link // where the page says something else now
	w.read(late)
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
	more := w.site("More")
	w.add("town", more)
	w.ask("town", "/follow url:More")
	more.publish(item{GUID: "4", Title: "Cheese prices in the valleys rise", Text: cheeseText + " Shops ration butter."})
	w.read(more)
	if n := len(w.chat.said); n != 0 {
		w.Errorf("said %d more:\n%s", n, w.chat.transcript())
	}
}
