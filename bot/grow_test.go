package bot

import (
	"fmt"
	"testing"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// A press is papers that tell of one event, the first of which a town follows.
type press struct {
	*world
	papers []*site
}

func newPress(t *testing.T, papers int) *press {
	p := &press{world: newWorld(t)}
	for i := range papers {
		s := p.site(fmt.Sprint("Paper ", i))
		p.add("town", s)
		p.papers = append(p.papers, s)
	}
	p.ask("town", "/follow url:Paper 0")
	p.report(0)
	return p
}

// report has a paper tell of the ferry.
func (p *press) report(paper int) {
	p.Helper()
	p.papers[paper].publish(ferry("1", "Ferry Saint Brannoc aground off Ansel"))
	p.read(p.papers[paper])
}

// last is the card as it was said last.
func (p *press) last() commands.Card { return p.chat.said[len(p.chat.said)-1].reply.Cards[0] }

func TestOtherSourcesAreCountedTheNewestFirst(t *testing.T) {
	p := newPress(t, 9)
	for i := 1; i < 9; i++ {
		p.time = p.time.Add(2 * time.Minute)
		p.report(i)
	}
	var got []string
	for _, l := range p.last().Also {
		got = append(got, l.Source)
	}
	if fmt.Sprint(got) != "[Paper 8 Paper 7 Paper 6 Paper 5 Paper 4]" || p.last().AlsoMore.String() != "and 3 more" {
		t.Errorf("also covered by %q %v", got, p.last().AlsoMore)
	}
}

func TestEditsAreAMinuteApart(t *testing.T) {
	p := newPress(t, 5)
	for i, want := range []int{2, 2, 3, 3} { // said after each report
		p.report(i + 1)
		if i == 1 {
			p.time = p.time.Add(time.Minute)
			continue
		}
		if len(p.chat.said) != want {
			t.Errorf("after report %d, %d messages and edits were said, want %d", i+1, len(p.chat.said), want)
		}
	}
	p.time = p.time.Add(time.Minute)
	p.sendOwed()
	if n := len(p.last().Also); n != 4 || len(p.chat.said) != 4 {
		t.Errorf("at last %d others are named, after %d messages and edits", n, len(p.chat.said))
	}
}

// Where Discord takes no more edits of old messages, they are tried a few
// times, ever more rarely, those of the channel together, and given up.
func TestOldEditsArePutOffAndGivenUp(t *testing.T) {
	p := newPress(t, 2)
	p.papers[0].publish(item{GUID: "2", Title: "Cheese prices rise in all valleys", Text: "Milk is dear, and the cows of the upper valleys give less of it each year."})
	p.read(p.papers[0])
	tried := 0
	p.chat.fail = func(s said) error {
		if !s.edit {
			return nil
		}
		tried++
		return TooOften{"no"}
	}
	p.time = p.time.Add(2 * time.Hour)
	p.report(1)
	p.papers[0].items[0].Title = "Cheese prices rise in all valleys again"
	p.read(p.papers[0])
	if tried != 2 {
		t.Errorf("%d edits were tried at first, want 2", tried)
	}
	until := p.time.Add(24 * time.Hour)
	for ; p.time.Before(until); p.time = p.time.Add(time.Minute) {
		p.sendOwed()
	}
	if tried > 2*(mostPutOff+1) {
		t.Errorf("%d edits were tried", tried)
	}
	posts, err := p.db.PostsOf(t.Context(), "town")
	p.must(err)
	for _, post := range posts {
		if post.State != storage.Sent || post.Error != "" {
			t.Errorf("%s is %s, %q; want it as it stands", post.Key, post.State, post.Error)
		}
	}
	p.chat.fail = nil
	p.papers[0].items[0].Title = "Cheese prices rise in all valleys after all"
	p.read(p.papers[0])
	if got := p.last().Title; got != "Cheese prices rise in all valleys after all" {
		t.Errorf("edited later, it says %q", got)
	}
}
