package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newshound/sources"
)

const (
	synthEach  = 10 // sources of a kind
	synthItems = 50 // items of a source
	synthQuiet = 10 // of them, that are out when it is first polled
	mostJoined = .01
)

// A synth is a synthetic source and what its items are about, by address.
type synth struct {
	*site
	kind   kind
	voice  *voice
	events map[string]string
	loud   []string // addresses of what comes after the first poll
}

// write publishes the source's next item.
func (s *synth) write(at time.Time) {
	n := len(s.events)
	it := s.kind.write(s.voice, n, at)
	out := item{GUID: fmt.Sprintf("%s-%d", s.name, n), Title: it.title, Text: it.text, Tag: s.kind.name}
	if s.kind.dated {
		out.Date = at.Format(time.RFC1123Z)
	}
	if it.event == "" {
		it.event = out.GUID
	}
	out.GUID = strings.ReplaceAll(out.GUID, " ", "-")
	s.publish(out)
	s.events[s.items[0].Link] = it.event
	if n >= synthQuiet {
		s.loud = append(s.loud, s.items[0].Link)
	}
}

// synths are the sources of a kind in a town, which follows each. ann has an
// alert on all of them.
func (w *world) synths(k kind) (out []*synth) {
	for i := range synthEach {
		s := &synth{w.site(fmt.Sprintf("%s %d", k.name, i)), k, newVoice(k.name, i), map[string]string{}, nil}
		for n := range synthQuiet {
			s.write(w.time.Add(time.Duration(n-synthQuiet) * 6 * time.Hour))
		}
		w.add("town", s.site)
		w.ask("town", "/follow url:"+s.URL+"/feed")
		out = append(out, s)
	}
	if r := w.ask("town", fmt.Sprintf("/alert add query:tag:%q to:dm anyway:true", k.name)); r.Failed {
		w.Fatal(r.Text)
	}
	return out
}

// Sources of twenty kinds that say alike things of unlike events: a follow gets
// every item once, and an alert that matches all of a kind tells each event.
func TestEvalSyntheticSources(t *testing.T) {
	fmt.Printf("%-12s %6s %7s %6s %8s %7s %15s\n", "kind", "items", "posted", "twice", "stories", "alerts", "joined wrongly")
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			w := newWorld(t)
			all := w.synths(k)
			for more := true; more; w.time = w.time.Add(3 * time.Hour) {
				more = false
				for _, s := range all {
					for range min(1+s.voice.IntN(4), synthItems-len(s.events)) {
						s.write(w.time.Add(-time.Duration(s.voice.IntN(120)) * time.Minute))
						more = true
					}
					w.read(s.site)
				}
			}
			w.reportSynths(k.name, all)
		})
	}
}

// reportSynths prints how the sources of one kind fared, and holds that against
// the targets.
func (w *world) reportSynths(kind string, all []*synth) {
	w.Helper()
	posted, alerts := map[string]int{}, 0
	for _, s := range w.chat.said {
		switch {
		case s.edit || len(s.reply.Cards) == 0:
		case s.channel == "town":
			posted[s.reply.Cards[0].URL]++
		default:
			alerts++
		}
	}
	items, missed, twice, wrong := 0, 0, 0, 0
	stories := map[int64]string{} // the first event of each
	for _, s := range all {
		items += len(s.loud)
		for _, link := range s.loud {
			switch n := posted[link]; {
			case n == 0:
				missed++
			case n > 1:
				twice++
			}
		}
		articles, err := w.db.ArticlesByCanonical(w.Context(), s.id, canonical(s.links()))
		w.must(err)
		for _, link := range s.links() {
			a := articles[sources.Canonical(link)]
			first, ok := stories[a.Story]
			if !ok {
				stories[a.Story] = s.events[link]
			} else if first != s.events[link] {
				wrong++
			}
		}
	}
	share := float64(wrong) / float64(len(all)*synthItems)
	fmt.Printf("%-12s %6d %7d %6d %8d %7d %14.1f%%\n", kind, items, items-missed, twice, len(stories), alerts, 100*share)
	if missed > 0 || twice > 0 || share >= mostJoined {
		w.Errorf("%s: of %d items %d were not posted and %d more than once; %.1f %% joined the story of another event", kind, items, missed, twice, 100*share)
	}
}

// links are the addresses of all items, oldest first.
func (s *synth) links() (out []string) {
	for i := len(s.items) - 1; i >= 0; i-- {
		out = append(out, s.items[i].Link)
	}
	return out
}

func canonical(links []string) (out []string) {
	for _, l := range links {
		out = append(out, sources.Canonical(l))
	}
	return out
}
