package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newshound/commands"
	"newshound/storage"
	"newshound/storage/storagetest"
)

// release has what is held and due come, as the sweep does.
func (w *world) release() {
	w.Helper()
	held, err := w.db.HeldDue(w.Context(), w.time)
	w.must(err)
	for _, h := range held {
		w.must(w.Bot.release(w.Context(), h))
	}
	w.sendOwed()
}

// after lets time pass, a minute at a time, and has done what is due.
func (w *world) after(d time.Duration) {
	w.Helper()
	for end := w.time.Add(d); w.time.Before(end); {
		w.time = w.time.Add(time.Minute)
		w.release()
	}
}

// events are items about different things.
func events(first, n int) []item {
	about := []string{
		"Ferry aground off Ansel|The ferry Saint Brannoc ran aground on a sandbank with all her passengers.",
		"Ferry fares to rise in spring|Tickets will cost a tenth more from April, the operator announced.",
		"Ferry captain retires after forty years|Colleagues gave Mara Lind a compass and a cake at the quay.",
		"Ferry company orders electric boats|The yard in Halden builds both hulls for ninety million crowns.",
		"Ferry workers vote on strike|The union counts the ballots of its eight hundred members on Friday.",
		"Ferry museum opens its doors|Old steam engines and a bridge with brass instruments await visitors.",
	}
	var out []item
	for i := first; i < first+n; i++ {
		title, text, _ := strings.Cut(about[i%len(about)], "|")
		if i >= len(about) {
			title = fmt.Sprintf("%s, part %d", title, i)
			text = fmt.Sprintf("%s %s", text, zipf(uint64(i))(40))
		}
		out = append(out, item{GUID: fmt.Sprint("e", i), Title: title, Text: text})
	}
	return out
}

// watched is a world in which ann has an alert in town.
func watched(t *testing.T, line string) (*world, *site) {
	return watchedOn(newWorld(t), line)
}

func watchedOn(w *world, line string) (*world, *site) {
	post := w.site("Post")
	w.add("town", post)
	if r := w.ask("town", line); !strings.HasPrefix(r.Text.String(), "Saved.") {
		w.Fatal(r.Text)
	}
	return w, post
}

// together is what a message says of several stories, its first line and the
// cards' titles.
func together(r commands.Reply) string {
	first, _, _ := strings.Cut(r.Text.String(), "\n")
	for _, c := range r.Cards {
		first += "\n- " + c.Title
	}
	return first
}

func TestHourlyComesTogether(t *testing.T) { hourly(newWorld(t)) }

func TestHourlyComesTogetherOnPostgres(t *testing.T) { hourly(newWorldOn(t, storagetest.Postgres(t))) }

func hourly(w *world) {
	w, post := watchedOn(w, "/alert add query:ferry every:hourly")
	w.time = w.time.Add(10 * time.Minute) // 9:10
	post.publish(events(0, 3)...)
	w.read(post)
	w.after(49 * time.Minute)
	expect(w.T, w, "")
	if r := w.ask("town", "/alert list"); !strings.Contains(r.Text.String(), "once an hour, all together, 3 articles held back") {
		w.Errorf("the list says %q", r.Text)
	}
	if r := w.ask("town", "/alert held"); strings.Count(r.Text.String(), "this alert comes once an hour; it comes 2026-03-02T10:00:00Z") != 3 {
		w.Errorf("what is held is said to be:\n%s", r.Text)
	}
	w.after(2 * time.Minute)
	if len(w.chat.said) != 1 || together(w.chat.said[0].reply) != `3 stories for your alerts here, held back until now.
- Ferry captain retires after forty years
- Ferry fares to rise in spring
- Ferry aground off Ansel` {
		w.Errorf("said:\n%s", w.chat.transcript())
		for _, s := range w.chat.said {
			w.Log(together(s.reply))
		}
	}
	w.chat.said = nil
	w.after(2 * time.Hour)
	expect(w.T, w, "")
	if r := w.ask("town", "/alert held"); strings.Count(r.Text.String(), "it was told later") != 3 {
		w.Errorf("what was held is said to be:\n%s", r.Text)
	}
	// One alone comes as a post of its own, and grows.
	post.publish(events(3, 1)...)
	w.read(post)
	w.after(time.Hour)
	expect(w.T, w, "town posts: Ferry company orders electric boats\n")
}

func TestDailyComesInTheMorning(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry every:daily to:dm")
	w.ask("town", "/settings me timezone:America/New_York")
	post.publish(events(0, 2)...)
	w.read(post)           // 9:00 in London, 4:00 in New York
	w.after(4 * time.Hour) // to 8:00 there
	if len(w.chat.said) != 1 || w.chat.said[0].channel != "@ann" || len(w.chat.said[0].reply.Cards) != 2 {
		t.Errorf("said:\n%s", w.chat.transcript())
	}
}

func TestQuietHours(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry")
	w.ask("town", "/settings me timezone:Asia/Tokyo quiet:17:00-19:30") // 8:00 to 10:30 here
	post.publish(events(0, 2)...)
	w.read(post)
	w.after(89 * time.Minute)
	expect(t, w, "")
	w.after(2 * time.Minute)
	if len(w.chat.said) != 1 || !strings.Contains(w.chat.said[0].reply.Text.String(), "Quiet hours are over.") {
		t.Errorf("said:\n%s", w.chat.transcript())
	}
	w.chat.said = nil
	post.publish(events(2, 1)...)
	w.read(post)
	expect(t, w, "town posts: Ferry captain retires after forty years\n")
}

// What waits for quiet hours comes as soon as those are others.
func TestQuietHoursThatEndEarly(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry")
	w.ask("town", "/alert add query:ferry every:daily to:dm")
	w.ask("town", "/settings me quiet:08:00-20:00")
	post.publish(events(0, 1)...)
	w.read(post)
	for _, c := range []struct{ quiet, want string }{
		{"08:30-21:00", ""}, {"01:00-02:00", "town posts: Ferry aground off Ansel\n"},
	} {
		w.ask("town", "/settings me quiet:"+c.quiet)
		w.release()
		expect(t, w, c.want)
	}
}

func TestWhatIsPastTheCapComesInOneMessage(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry most:2")
	for i := range 5 {
		post.publish(events(i, 1)...)
		w.read(post)
	}
	made := w.chat.said
	expect(t, w, `
town posts: Ferry aground off Ansel
town posts: Ferry fares to rise in spring
`)
	for i, want := range []string{"", "The alert ferry has made all 2 posts that it may today; what else it finds comes 2026-03-03T08:00:00Z. /alert held shows it."} {
		if got := made[i].reply.Cards[0].Last.String(); got != want {
			t.Errorf("post %d says at its end %q, want %q", i+1, got, want)
		}
	}
	w.after(23*time.Hour + time.Minute) // to 8:00
	if len(w.chat.said) != 1 || len(w.chat.said[0].reply.Cards) != 3 {
		t.Errorf("said:\n%s", w.chat.transcript())
	}
	w.chat.said = nil
	post.publish(events(5, 1)...)
	w.read(post)
	expect(t, w, "town posts: Ferry museum opens its doors\n")
}

func TestMoreThanOneMessageHolds(t *testing.T) {
	const n = 40
	w, post := watched(t, "/alert add query:ferry every:hourly")
	post.publish(events(6, n)...)
	w.read(post)
	w.after(time.Hour)
	if len(w.chat.said) != 1 {
		t.Fatalf("said:\n%s", w.chat.transcript())
	}
	r := w.chat.said[0].reply
	if lines := strings.Count(r.Text.String(), "\n• "); len(r.Cards)+lines >= n || !strings.Contains(r.Text.String(), "more") ||
		len(r.Buttons) != 1 || r.Buttons[0].Line != "/alert held" || len(r.Cards[0].Buttons) != 1 || r.Cards[0].Buttons[0].Label != "Why?" {
		t.Errorf("%d cards, %d lines and %v of %d stories", len(r.Cards), lines, r.Buttons, n)
	}
	seen := 0
	for page := range 4 {
		r := w.ask("town", fmt.Sprintf("/alert held page:%d", page+1))
		seen += strings.Count(r.Text.String(), "it was told later")
	}
	if seen != n {
		t.Errorf("/alert held shows %d of %d", seen, n)
	}
}

// However many alerts match, there is one post a story and destination, and
// it names them all, also those that match what another source says of it.
func TestOnePostNamesAllAlerts(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry")
	wire := w.site("Wire")
	w.add("town", wire)
	w.ask("town", "/alert add query:aground")
	w.ask("town", "/alert add query:harbourmaster")
	w.ask("town", "/alert add query:ferry to:dm mention:me")
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	expect(t, w, `
@ann posts: Ferry Saint Brannoc aground off Ansel
town posts: Ferry Saint Brannoc aground off Ansel
`)
	later := ferry("9", "Ferry Saint Brannoc runs aground near Ansel, 212 on board, harbourmaster says")
	wire.publish(later)
	w.read(wire)
	posts, err := w.db.PostsOf(t.Context(), "town")
	w.must(err)
	if got := string(posts[0].Body); len(posts) != 1 || !strings.Contains(got, "ferry, aground, harbourmaster") {
		t.Errorf("%d posts; the first is %s", len(posts), got)
	}
}

// Whoever wants it now gets it now, and nobody gets it twice.
func TestHeldForOneAndWantedByAnother(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry every:daily")
	w.ask("town", "/alert add query:aground")
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	posts, err := w.db.PostsOf(t.Context(), "town")
	w.must(err)
	if got := string(posts[0].Body); !strings.Contains(got, "ferry, aground") {
		t.Errorf("the post is %s", got)
	}
	w.chat.said = nil
	w.after(24 * time.Hour)
	expect(t, w, "")

	// Held first, and hastened by what another source says.
	wire := w.site("Wire")
	w.add("town", wire)
	post.publish(item{GUID: "2", Title: "Ferry fares to rise in spring", Text: "Tickets will cost a tenth more from April, the operator of the Ansel ferry announced on Monday."})
	w.read(post)
	expect(t, w, "")
	wire.publish(item{GUID: "3", Title: "Ansel: ferry fares to rise in spring, boats run aground", Text: "Tickets will cost a tenth more from April, the operator of the Ansel ferry announced on Monday."})
	w.read(wire)
	expect(t, w, "town posts: Ferry fares to rise in spring (also Wire)\n")
	w.after(24 * time.Hour)
	expect(t, w, "")
}

func TestSnooze(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry")
	w.ask("town", "/alert snooze alert:1 for:2d")
	post.publish(events(0, 2)...)
	w.read(post)
	w.after(36 * time.Hour)
	expect(t, w, "")
	w.ask("town", "/alert snooze alert:1 for:off")
	w.release()
	if len(w.chat.said) != 1 || !strings.Contains(w.chat.said[0].reply.Text.String(), "An alert is no longer snoozed.") {
		t.Errorf("said:\n%s", w.chat.transcript())
	}
}

// What is held for an alert that is paused waits; what is held for one that is
// removed goes with it.
func TestPausedAndRemovedWhileHeld(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry every:hourly")
	post.publish(events(0, 1)...)
	w.read(post)
	w.ask("town", "/alert pause 1")
	w.after(3 * time.Hour)
	expect(t, w, "")
	w.ask("town", "/alert pause 1")
	w.after(time.Hour)
	expect(t, w, "town posts: Ferry aground off Ansel\n")
	post.publish(events(1, 1)...)
	w.read(post)
	w.ask("town", "/alert remove alert:1 sure:true")
	w.after(2 * time.Hour)
	expect(t, w, "")
}

// What is held moves with its alert, and stays for others.
func TestHeldMovesWithItsAlert(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry every:hourly")
	w.ask("town", "/alert add query:aground every:hourly")
	for i := range 2 {
		post.publish(events(i, 1)...)
		w.read(post)
	}
	if r := w.ask("town", "/alert edit alert:1 to:dm"); !strings.Contains(r.Text.String(), "Alert 1 is now ferry to your direct messages") {
		t.Fatal(r.Text)
	}
	w.after(time.Hour)
	if len(w.chat.said) != 2 || w.chat.said[0].channel != "town" || w.chat.said[0].title() != "Ferry aground off Ansel" ||
		w.chat.said[0].reply.Cards[0].Note.String() != "Alert: aground" ||
		w.chat.said[1].channel != "@ann" || len(w.chat.said[1].reply.Cards) != 2 {
		t.Errorf("said:\n%s", w.chat.transcript())
	}
}

func TestMutes(t *testing.T) {
	for _, c := range []struct{ mute, want, why string }{
		{"/mute source source:Post", "", "its source is muted"},
		{"/mute word word:fares", "town posts: Ferry aground off Ansel\n", "it has a word that is muted"},
		{"/mute word word:tram", "town posts: Ferry aground off Ansel\ntown posts: Ferry fares to rise in spring\n", "held nothing back"},
	} {
		w, post := watched(t, "/alert add query:ferry")
		w.ask("town", c.mute)
		for i := range 2 {
			post.publish(events(i, 1)...)
			w.read(post)
		}
		expect(t, w, c.want)
		if r := w.ask("town", "/alert held"); !strings.Contains(r.Text.String(), c.why) {
			t.Errorf("after %s what is held is said to be:\n%s", c.mute, r.Text)
		}
	}
}

func TestMutedStory(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry every:hourly")
	wire := w.site("Wire")
	w.add("town", wire)
	w.ask("town", "/alert add query:ferry to:dm")
	post.publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	w.read(post)
	expect(t, w, "@ann posts: Ferry Saint Brannoc aground off Ansel\n")
	w.ask("town", "/mute story story:1")
	w.ask("town", "/alert add query:aground")
	wire.publish(ferry("9", "Ferry Saint Brannoc runs aground near Ansel, 212 on board"))
	w.read(wire)
	w.after(2 * time.Hour)
	expect(t, w, "@ann edits 1: Ferry Saint Brannoc aground off Ansel (also Wire)\n")
}

// A mute or an alert of one person is nothing to another.
func TestMutesAreOnesOwn(t *testing.T) {
	w, post := watched(t, "/alert add query:ferry")
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error {
		return tx.AddMute(t.Context(), &storage.Mute{Person: "bob", Kind: storage.MutedWord, Value: "ferry", Created: w.time})
	}))
	post.publish(events(0, 1)...)
	w.read(post)
	expect(t, w, "town posts: Ferry aground off Ansel\n")
}

// What an alert holds is held on while its removal can be undone, and dropped
// only then.
func TestWhatARemovedAlertHeldComesBackWithIt(t *testing.T) {
	for _, undone := range []bool{true, false} {
		w, post := watched(t, "/alert add query:ferry every:hourly")
		post.publish(events(0, 1)...)
		w.read(post)
		w.time = w.time.Truncate(time.Hour).Add(time.Hour - time.Second)
		gone := w.ask("town", "/alert remove alert:1 sure:true")
		w.time = w.time.Add(30 * time.Second)
		w.release()
		want := ""
		if undone {
			w.ask("town", gone.Buttons[0].Line)
			want = "town posts: Ferry aground off Ansel\n"
		}
		w.after(2 * time.Minute)
		expect(t, w, want)
	}
}
