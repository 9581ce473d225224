package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newshound/storage/storagetest"
)

const ferryText = `The ferry Saint Brannoc ran aground on the Corrin bank early on Monday with 212 passengers on board.
Nobody was hurt, the harbour master of Ansel said, and two tugs stood by to pull the ship free at high tide.
Fog had closed in within minutes, and the ship's radar had been under repair since Friday.`

func ferry(guid, title string) item { return item{GUID: guid, Title: title, Text: ferryText} }

func expect(t *testing.T, w *world, want string) {
	t.Helper()
	if diff := cmp.Diff(strings.TrimLeft(want, "\n"), w.chat.transcript()); diff != "" {
		t.Errorf("what was said (-want +got):\n%s", diff)
	}
	w.chat.said = nil
}

func TestFirstPollIsQuiet(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	post.publish(ferry("1", "Ferry aground off Ansel"))
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	w.ask("town", "/alert add query:ferry")
	w.read(post)
	expect(t, w, "")
	if post.asked != 1 {
		t.Errorf("%d polls were answered by nothing new, want 1: the second one", post.asked)
	}
}

func TestOnePostAStory(t *testing.T) { onePostAStory(newWorld(t)) }

func TestOnePostAStoryOnPostgres(t *testing.T) { onePostAStory(newWorldOn(t, storagetest.Postgres(t))) }

func onePostAStory(w *world) {
	post, wire := w.site("Post"), w.site("Wire")
	w.add("town", post)
	w.add("town", wire)
	w.ask("town", "/follow url:Post")
	w.ask("town", "/follow url:Wire")
	w.ask("town", "/alert add query:ferry OR harbour")
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	wire.publish(ferry("9", "Ferry Saint Brannoc runs aground near Ansel, 212 on board"))
	w.read(wire)
	expect(w.T, w, `
town posts: Ferry Saint Brannoc aground off Ansel
town edits 1: Ferry Saint Brannoc aground off Ansel (also Wire)
`)
}

// A subject's hashtag is the same whichever form a source has of it.
func TestHashtagsHaveOneForm(t *testing.T) {
	w := newWorld(t)
	post, wire := w.site("Post"), w.site("Wire")
	w.add("town", post)
	w.add("town", wire)
	w.ask("town", "/follow url:Wire")
	tagged := func(guid, tag string) item {
		return item{GUID: guid, Title: "Story " + guid, Text: ferryText, Tag: tag}
	}
	post.publish(tagged("1", "Tug boats"), tagged("2", "Tug boats"))
	w.read(post)
	wire.publish(item{GUID: "3", Title: "Council votes to close the swimming pool", Text: "The council closed a pool.", Tag: "tug boat"})
	w.read(wire)
	if got := w.chat.said[0].reply.Cards[0].Hashtags; !slices.Contains(got, "#TugBoats") || slices.Contains(got, "#TugBoat") {
		t.Errorf("hashtags %q, want #TugBoats among them", got)
	}
}

func TestPlacesDoNotMix(t *testing.T) {
	w := newWorld(t)
	post, wire := w.site("Post"), w.site("Wire")
	w.add("town", post)
	w.add("village", wire)
	w.ask("town", "/alert add query:ferry")
	w.ask("village", "/alert add query:ferry")
	wire.publish(ferry("9", "Ferry Saint Brannoc runs aground near Ansel"))
	w.read(wire)
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	expect(t, w, `
village posts: Ferry Saint Brannoc runs aground near Ansel
town posts: Ferry Saint Brannoc aground off Ansel
`)
}

func TestEditedTitleIsEdited(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	post.publish(ferry("1", "Ferry aground"))
	w.read(post)
	post.items[0].Title = "Ferry aground, all safe"
	w.read(post)
	expect(t, w, `
town posts: Ferry aground
town edits 1: Ferry aground, all safe
`)
}

func TestFollowFilter(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post query:ferry -cheese")
	post.publish(ferry("1", "Ferry aground"), item{GUID: "2", Title: "Cheese prices rise", Text: "Milk is dear."})
	w.read(post)
	expect(t, w, "town posts: Ferry aground\n")
}

func TestDirectMessageAndPause(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/alert add query:ferry to:dm")
	w.ask("town", "/alert add query:cheese to:dm")
	w.ask("town", "/alert pause alert:cheese")
	post.publish(ferry("1", "Ferry aground"), item{GUID: "2", Title: "Cheese prices rise", Text: "Milk is dear."})
	w.read(post)
	expect(t, w, "@ann posts: Ferry aground\n")
}

func TestPostsGrowForADay(t *testing.T) {
	p := newPress(t, 3)
	p.time = p.time.Add(growFor - time.Minute)
	p.report(1)
	p.time = p.time.Add(2 * time.Minute)
	p.report(2)
	p.time = p.time.Add(oldGaps * time.Minute)
	p.sendOwed()
	expect(t, p.world, `
town posts: Ferry Saint Brannoc aground off Ansel
town edits 1: Ferry Saint Brannoc aground off Ansel (also Paper 1)
`)
}

func TestDigestComesOnceADate(t *testing.T) {
	w := newWorld(t) // Monday, 2 March 2026, 9:00 UTC
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/digest set channel:here time:10:00 timezone:UTC")
	post.publish(ferry("1", "Ferry aground"))
	w.read(post)
	run := func() {
		due, err := w.db.DueDigests(t.Context(), w.time)
		w.must(err)
		for _, id := range due {
			w.must(w.digest(t.Context(), id))
			w.must(w.digest(t.Context(), id))
		}
		w.sendOwed()
	}
	run()
	expect(t, w, "")
	w.time = w.time.Add(61 * time.Minute)
	run()
	expect(t, w, "town posts: Ferry aground\n")
	run()
	w.time = w.time.AddDate(0, 0, 1)
	run() // nothing new, nothing said
	expect(t, w, "")
	post.publish(item{GUID: "2", Title: "Cheese prices rise", Text: "Milk is dear."})
	w.read(post)
	w.time = w.time.AddDate(0, 0, 3) // three dates missed: one digest
	run()
	expect(t, w, "town posts: Cheese prices rise\n")
}
