package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newshound/storage/storagetest"
)

// dated is an item about something of its own that appeared some time ago.
func (w *world) dated(n int, ago time.Duration) item {
	it := events(6+n, 1)[0]
	it.GUID, it.Date = fmt.Sprint("dated", n), w.time.Add(-ago).Format(time.RFC1123Z)
	return it
}

func TestOldNewsIsNoNews(t *testing.T) { oldNews(newWorld(t)) }

func TestOldNewsIsNoNewsOnPostgres(t *testing.T) { oldNews(newWorldOn(t, storagetest.Postgres(t))) }

// What first shows up long after its date, or is older than what its source had
// shown, is stored and found, but not posted; what is a little late is.
func oldNews(w *world) {
	const hour, day = time.Hour, 24 * time.Hour
	post := w.site("Post")
	shown := w.dated(0, 40*hour)
	post.publish(shown)
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	w.ask("town", "/alert add query:ferry to:dm")
	for i, c := range []struct {
		ago    time.Duration
		posted bool
		why    string
	}{
		{4 * day, false, "It was old news"},
		{2 * day, false, "It is older than anything"},
		{30 * hour, true, ""},
		{hour, true, ""},
		{-hour, true, ""},
	} {
		it := w.dated(1+i, c.ago)
		post.publish(it)
		w.chat.said = nil
		w.read(post)
		if got := strings.Count(w.chat.transcript(), it.Title); (got == 2) != c.posted || got == 1 {
			w.Errorf("%v old, it was posted to %d channels", c.ago, got)
		}
		if r := w.ask("town", "/alert why url:"+post.URL+"/"+it.GUID); !strings.Contains(r.Text.String(), c.why) {
			w.Errorf("%v old, /alert why says:\n%s", c.ago, r.Text)
		}
	}
	if r := w.ask("town", "/health"); !strings.Contains(r.Text.String(), "3 articles were stored without a post in the last day: 1 came with a source's first poll, 1 was old, 1 was older than anything its source had shown.") {
		w.Errorf("/health says:\n%s", r.Text)
	}
	if r := w.ask("town", "/news search part 7"); len(r.Cards) == 0 {
		w.Error("what is old is not found")
	}
}

// What repeats an article that came with the first poll is not news either, but
// for those who follow another source.
func TestARepeatOfWhatWasWithheldIsNoNews(t *testing.T) {
	w := newWorld(t)
	post, wire := w.site("Post"), w.site("Wire")
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.add("town", post)
	w.add("town", wire)
	w.ask("town", "/follow url:Post")
	w.ask("town", "/follow url:Wire")
	post.publish(ferry("2", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	expect(t, w, "")
	wire.publish(ferry("3", "Ferry Saint Brannoc aground off Ansel"))
	w.read(wire)
	if n := len(w.chat.said); n != 1 || w.chat.said[0].edit {
		t.Errorf("said:\n%s", w.chat.transcript())
	}
}

// An article at one address is news to who follows a feed, even if another feed
// had it when that was first polled.
func TestAnotherFeedsFirstPollSilencesNobody(t *testing.T) {
	w := newWorld(t)
	top, world := w.site("Top"), w.site("World")
	w.add("town", top)
	w.ask("town", "/follow url:Top")
	world.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.add("town", world)
	top.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	top.items[0].Link = world.items[0].Link
	w.read(top)
	expect(t, w, "town posts: Ferry Saint Brannoc aground off Ansel (also World)\n")
}

// What somebody asked for by name does not hide among the rest of a flood.
func TestAFloodHidesNoAlert(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	w.ask("town", "/alert add query:title:brannoc")
	for i := range mostAtOnce + 2 {
		post.publish(w.dated(i, time.Duration(40-i)*time.Minute))
	}
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	post.publish(w.dated(mostAtOnce+3, time.Minute))
	w.read(post)
	if said := w.chat.transcript(); !strings.Contains(said, "Ferry Saint Brannoc aground off Ansel") || !strings.Contains(said, "12 more articles") {
		t.Errorf("said:\n%s", said)
	}
}

func TestAFloodIsOneMessage(t *testing.T) { flood(newWorld(t)) }

func TestAFloodIsOneMessageOnPostgres(t *testing.T) { flood(newWorldOn(t, storagetest.Postgres(t))) }

// More than ten posts of one source at once come as the newest one and a message
// that leads to exactly the others. All of them count as told.
func flood(w *world) {
	post := w.site("Post")
	w.add("town", post)
	w.ask("town", "/follow url:Post")
	w.ask("town", "/alert add query:ferry to:dm most:3")
	for i := range mostAtOnce {
		post.publish(w.dated(i, time.Duration(20-i)*time.Minute))
	}
	w.read(post)
	if n := w.count("town", false); n != mostAtOnce {
		w.Errorf("%d posts of %d", n, mostAtOnce)
	}
	w.chat.said = nil
	const n = 14
	for i := range n {
		post.publish(w.dated(mostAtOnce+i, time.Duration(20-i)*time.Minute))
	}
	w.read(post)
	newest := post.items[0]
	expect(w.T, w, fmt.Sprintf("town posts: %s\ntown posts: 13 more articles came from Post at once.\n", newest.Title))
	w.read(post)
	expect(w.T, w, "")
	posts, err := w.db.PostsOf(w.Context(), "town")
	w.must(err)
	line := fmt.Sprintf("/news many post:%d", posts[len(posts)-1].ID)
	shown := map[string]bool{}
	for page := range 3 {
		for _, c := range w.ask("town", fmt.Sprint(line, " page:", page+1)).Cards {
			shown[c.Title] = true
		}
	}
	if len(shown) != n-1 || shown[newest.Title] {
		w.Errorf("%d articles are shown", len(shown))
	}
	if r := w.ask("village", line); !r.Failed {
		w.Errorf("another place is told %q", r.Text)
	}
	told, err := w.db.ArticlesIn(w.Context(), posts[len(posts)-1])
	w.must(err)
	w.joins(post, "afloat", told[0].Story, 0)
	expect(w.T, w, fmt.Sprintf("town posts: afloat (Update on: %s, town/town/2)\n", told[0].Title)) // the message that counts it
}
