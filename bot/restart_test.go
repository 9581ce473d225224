package bot

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newshound/sources"
	"newshound/storage/storagetest"
)

// A chronicle is weeks of news that several papers tell: of events that
// overlap, some of it late, some edited into something else, some at the
// address of another.
type chronicle struct {
	*rand.Rand
	event int // the latest
}

var common = strings.Fields("the of in on said after more people today council report new city year officials plan first over been two")

// words are n words of which most are an event's own.
func (c *chronicle) words(event, n int) string {
	var out []string
	for range n {
		if c.IntN(5) < 2 {
			out = append(out, common[c.IntN(len(common))])
		} else {
			out = append(out, fmt.Sprintf("%c%s%c%c", 'a'+rune(c.IntN(8)), []string{"bra", "kel", "mor", "tis", "vun"}[c.IntN(5)], 'a'+rune(event%26), 'a'+rune(event/26)))
		}
	}
	return strings.Join(out, " ") + "."
}

// next is an item that appeared before a time, of one of the latest events.
func (c *chronicle) next(step int, now time.Time) item {
	if c.IntN(6) == 0 {
		c.event++
	}
	event := max(0, c.event-c.IntN(3))
	it := item{GUID: fmt.Sprint(step), Title: c.words(event, 9)}
	if c.IntN(3) > 0 {
		it.Text = c.words(event, 70)
	}
	if late := []time.Duration{0, 0, 0, time.Hour, 50 * time.Hour, 6 * 24 * time.Hour}[c.IntN(6)]; late > 0 {
		it.Date = now.Add(-late).Format(time.RFC1123Z)
	}
	return it
}

// tell has papers tell a chronicle, each step read by one of several bots on
// one database, and returns the story of every article and what it repeats.
// With restarts no bot remembers anything from one step to the next.
func tell(t *testing.T, database string, bots int, restarts bool) map[string][2]string {
	first := newWorldOn(t, database)
	worlds := []*world{first}
	for len(worlds) < bots {
		worlds = append(worlds, newWorldOn(t, database))
	}
	var papers []*site
	for i := range 4 {
		papers = append(papers, first.site(fmt.Sprint("Paper ", i)))
		first.add("town", papers[i])
	}
	c := &chronicle{Rand: rand.New(rand.NewPCG(1, 2))}
	const steps = 160
	for step := range steps {
		now := first.time.Add(time.Hour)
		for _, w := range worlds {
			w.time = now
		}
		paper, w := papers[c.IntN(len(papers))], worlds[step%bots]
		if n := len(paper.items); n > 0 && c.IntN(5) == 0 {
			edited := &paper.items[c.IntN(min(n, 3))]
			edited.Title, edited.Text = c.words(c.event+50, 9), c.words(c.event+50, 70)
		}
		paper.publish(c.next(step, now))
		if other := papers[c.IntN(len(papers))]; len(other.items) > 0 && c.IntN(4) == 0 {
			paper.items[0].Link = other.items[c.IntN(min(5, len(other.items)))].Link // which tells something else by now
			copied := other.items[c.IntN(min(5, len(other.items)))]
			paper.items[0].Title, paper.items[0].Text = copied.Title, copied.Text
		}
		if restarts {
			w.stories = stories{}
		}
		w.read(paper)
	}
	if moves, err := first.db.LastMove(t.Context()); err != nil || moves < 3 {
		t.Errorf("%d articles were moved, %v", moves, err)
	}
	return first.verdicts(papers, steps)
}

// verdicts names the articles by paper and GUID.
func (w *world) verdicts(papers []*site, steps int) map[string][2]string {
	names, articles := map[int64]string{0: ""}, []sources.Article{}
	for i, p := range papers {
		for step := range steps {
			key := sources.Name(fmt.Sprint(step))
			found, err := w.db.ArticlesByKey(w.Context(), p.id, []string{key})
			w.must(err)
			if a, ok := found[key]; ok {
				names[a.ID] = fmt.Sprintf("%d of paper %d", step, i)
				articles = append(articles, a)
			}
		}
	}
	out := map[string][2]string{}
	for _, a := range articles {
		out[names[a.ID]] = [2]string{names[a.Story], names[a.DuplicateOf]}
	}
	return out
}

// Whoever reads the news, and however often they start anew, each article
// comes to the same story.
func TestRestartsAndOtherProcessesChangeNothing(t *testing.T) {
	want := tell(t, ":memory:", 1, false)
	joined := 0
	for name, v := range want {
		if v[0] != name {
			joined++
		}
	}
	if len(want) < 150 || joined < 30 || joined > 120 {
		t.Fatalf("of %d articles %d joined a story", len(want), joined)
	}
	for name, c := range map[string]struct {
		database string
		bots     int
		restarts bool
	}{
		"restarts":                         {":memory:", 1, true},
		"two processes":                    {filepath.Join(t.TempDir(), "news.db"), 2, false},
		"two processes on a PostgreSQL":    {storagetest.Postgres(t), 2, false},
		"two processes that start anew":    {filepath.Join(t.TempDir(), "again.db"), 2, true},
		"three, and starts, on PostgreSQL": {storagetest.Postgres(t), 3, true},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want, tell(t, c.database, c.bots, c.restarts)); diff != "" {
				t.Errorf("stories and duplicates differ (-one process +these):\n%s", diff)
			}
		})
	}
}
