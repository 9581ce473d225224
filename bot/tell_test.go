package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newshound/storage/storagetest"
)

// onFerry is an item that tells of the ferry again, and something more.
func onFerry(guid, more string) item {
	return item{GUID: guid, Title: "Ferry Saint Brannoc aground near Ansel, report " + guid, Text: ferryText + " " + more}
}

// A teller is a world with a story that ann follows, and what it tells her.
type teller struct {
	*world
	sites []*site
}

func newTeller(w *world, sites int) *teller {
	w.Helper()
	k := &teller{world: w}
	for i := range sites {
		s := w.site(fmt.Sprint("Paper ", i))
		w.add("town", s)
		k.sites = append(k.sites, s)
	}
	k.publish(0, ferry("a", "Ferry Saint Brannoc aground off Ansel"))
	return k
}

func (k *teller) publish(site int, it item) {
	k.Helper()
	k.sites[site].publish(it)
	k.read(k.sites[site])
}

// told is what tells of stories, now, say.
func (k *teller) told() string {
	k.Helper()
	k.must(k.tellAll(k.Context()))
	k.sendOwed()
	var b strings.Builder
	for _, s := range k.chat.said {
		fmt.Fprintf(&b, "%s: %s\n", s.channel, s.reply.Text)
		for _, c := range s.reply.Cards {
			fmt.Fprintf(&b, "- %s:", c.Source)
			for _, sentence := range c.Summary {
				b.WriteString(" " + sentence.String())
			}
			b.WriteByte('\n')
		}
	}
	k.chat.said = nil
	return b.String()
}

func (k *teller) expect(when, want string) {
	k.Helper()
	if got := k.told(); got != strings.TrimLeft(want, "\n") {
		k.Errorf("%s: told\n%s\nwant\n%s", when, got, want)
	}
}

const (
	chart   = "Investigators found that the electronic chart had not been updated since the spring dredging."
	captain = "Prosecutors in Brivance opened a case against the captain for negligent navigation."
	market  = "Insurers expect claims of nine million crowns from freight that spoiled aboard."
)

func TestWhoFollowsAStoryIsToldWhatIsNew(t *testing.T) { followStory(newWorld(t)) }

func TestWhoFollowsAStoryIsToldWhatIsNewOnPostgres(t *testing.T) {
	followStory(newWorldOn(t, storagetest.Postgres(t)))
}

func followStory(w *world) {
	k := newTeller(w, 6)
	k.ask("town", "/story follow story:1")
	k.expect("at first", "")
	k.publish(1, onFerry("b", ""))
	k.expect("told again", "")
	k.publish(2, onFerry("c", chart))
	k.expect("news", `
@ann: New in a story that you follow: Ferry Saint Brannoc aground off Ansel
- Paper 2: `+chart+`
`)
	k.publish(3, onFerry("d", chart+" "+captain))
	k.expect("within the gap", "")
	k.publish(4, onFerry("e", market))
	k.time = k.time.Add(tellGap)
	k.expect("after the gap", `
@ann: New in a story that you follow: Ferry Saint Brannoc aground off Ansel
- Paper 3: `+captain+`
- Paper 4: `+market+`
`)
	k.expect("once", "")
	k.ask("town", "/story unfollow story:1 sure:true")
	k.time = k.time.Add(tellGap)
	k.publish(5, onFerry("f", "Divers recovered the voyage recorder from the flooded engine room."))
	k.expect("followed no more", "")
}

// A place is told of its own sources alone, and a stranger of nothing.
func TestFollowedStoriesDoNotMix(t *testing.T) {
	k := newTeller(newWorld(t), 1)
	k.ask("town", "/story follow story:1")
	if r := k.ask("village", "/story follow story:1"); !strings.Contains(r.Text.String(), "There is no story") {
		t.Errorf("a stranger follows: %s", r.Text)
	}
	theirs := k.site("Theirs")
	k.add("village", theirs)
	theirs.publish(onFerry("z", captain))
	k.read(theirs)
	k.time = k.time.Add(time.Hour)
	k.expect("another place's news", "")
}

func TestWhoFollowsAStoryIsNotDisturbedInQuietHours(t *testing.T) {
	k := newTeller(newWorld(t), 2) // at 9:00
	k.ask("town", "/story follow story:1")
	k.ask("town", "/settings me quiet:8-10")
	k.publish(1, onFerry("b", chart))
	k.expect("in quiet hours", "")
	k.time = k.time.Add(time.Hour)
	k.expect("after them", `
@ann: New in a story that you follow: Ferry Saint Brannoc aground off Ansel
- Paper 1: `+chart+`
`)
}
