package demo

import (
	"strings"
	"testing"
	"time"
)

// events are what several sources tell, each by its own article.
var events = map[string][]string{
	"ferry aground":      {"ansel-post/ferry-aground", "meridian-wire/ferry-grounding", "open-ledger/ferry-questions", "courrier-de-brivance/ferry-echoue"},
	"quantum chip":       {"tidelab/kestrel-chip", "nordwall-zeitung/quantenchip", "meridian-wire/kestrel-chip"},
	"library breach":     {"open-ledger/library-breach", "tidelab/library-breach", "talkurier/bibliothek-daten"},
	"takeover":           {"meridian-wire/orsund-palmer", "ansel-post/orsund-palmer"},
	"lithium mine":       {"meridian-wire/lithium-approval", "open-ledger/lithium-approval", "tidelab/lithium-approval"},
	"lithium mine halt":  {"meridian-wire/lithium-court", "open-ledger/lithium-court"},
	"bridge closed":      {"nordwall-zeitung/bruecke-gesperrt", "talkurier/bruecke-gesperrt"},
	"bridge replacement": {"nordwall-zeitung/bruecke-behelf", "talkurier/bruecke-behelf"},
	"storm":              {"ansel-post/storm-odile", "meridian-wire/storm-odile", "courrier-de-brivance/tempete-odile"},
	"night train":        {"talkurier/nachtzug", "nordwall-zeitung/nachtzug", "meridian-wire/night-train"},
}

// followUps are events that come at least a day after another on the same
// subject.
var followUps = map[string]string{
	"lithium mine halt":  "lithium mine",
	"bridge replacement": "bridge closed",
}

func TestEventsAreCoveredBySeveralSources(t *testing.T) {
	s, base := serve(t, atNoon)
	s.Publish(lastWave)
	items := bySlug(t, s, base)
	first := map[string]time.Time{}
	for event, slugs := range events {
		sources := map[string]bool{}
		for _, slug := range slugs {
			it := items[slug]
			if it == nil {
				t.Fatalf("%s: no article %s", event, slug)
			}
			source, _, _ := strings.Cut(slug, "/")
			sources[source] = true
			if at := *it.PublishedParsed; first[event].IsZero() || at.Before(first[event]) {
				first[event] = at
			}
		}
		if len(sources) != len(slugs) || len(sources) < 2 || len(sources) > 4 {
			t.Errorf("%s is covered by %v", event, sources)
		}
	}
	for later, earlier := range followUps {
		if gap := first[later].Sub(first[earlier]); gap < 24*time.Hour {
			t.Errorf("%s comes %s after %s", later, gap, earlier)
		}
	}
}
