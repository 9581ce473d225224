// Package storagetest is the suite that every engine of package storage
// passes, and the real PostgreSQL that it runs on.
package storagetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newshound/sources"
	"newshound/storage"
)

// Run runs the suite. Each test opens a database of its own, which must be
// empty; open sees to its end.
func Run(t *testing.T, open func(t *testing.T) *storage.DB) {
	for _, subject := range []struct {
		name  string
		tests []test
	}{
		{"transactions", transactionTests},
		{"sources", sourceTests},
		{"listings", listingTests},
		{"arrivals", arrivalTests},
		{"articles", articleTests},
		{"hashtags", hashtagTests},
		{"stories", storyTests},
		{"moves", moveTests},
		{"story follows", storyFollowTests},
		{"forgetting", forgetTests},
		{"search", searchTests},
		{"follows", followTests},
		{"alerts", alertTests},
		{"digests", digestTests},
		{"posts", postTests},
		{"held posts", heldTests},
		{"publishing", publishingTests},
		{"destinations", destinationTests},
		{"processes", processTests},
		{"settings", settingTests},
		{"undoing", undoTests},
		{"lines", lineTests},
		{"queries", queryTests},
		{"health", healthTests},
		{"places", placeTests},
		{"people", peopleTests},
		{"hostile", hostileTests},
	} {
		t.Run(subject.name, func(t *testing.T) {
			for _, test := range subject.tests {
				t.Run(test.name, func(t *testing.T) {
					test.run(&suite{T: t, DB: open(t), ctx: t.Context()})
				})
			}
		})
	}
}

type test struct {
	name string
	run  func(s *suite)
}

// A suite is one test and its database.
type suite struct {
	*testing.T
	*storage.DB
	ctx context.Context
}

// Times are kept to the millisecond.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 123e6, time.UTC)

func after(d time.Duration) time.Time { return noon.Add(d) }

// tx runs f in a transaction that has to succeed.
func (s *suite) tx(f func(tx *storage.Tx) error) {
	s.Helper()
	if err := s.Tx(s.ctx, f); err != nil {
		s.Fatal(err)
	}
}

// notFound runs f in a transaction that has to find nothing.
func (s *suite) notFound(what string, f func(tx *storage.Tx) error) {
	s.Helper()
	if err := s.Tx(s.ctx, f); !errors.Is(err, storage.ErrNotFound) {
		s.Errorf("%s: got the error %v, want ErrNotFound", what, err)
	}
}

// want compares what a read returns with what it should.
func want[T any](s *suite, what string, want T) func(got T, err error) {
	return func(got T, err error) {
		s.Helper()
		if err != nil {
			s.Fatalf("%s: %v", what, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			s.Errorf("%s differs (-want +got):\n%s", what, diff)
		}
	}
}

// must is what a read returns.
func must[T any](s *suite) func(v T, err error) T {
	return func(v T, err error) T {
		s.Helper()
		if err != nil {
			s.Fatal(err)
		}
		return v
	}
}

// source gives a place the source of a name.
func (s *suite) source(place, name string) sources.Source {
	s.Helper()
	src := sources.Source{URL: "https://" + name + ".example/feed", Title: name}
	s.tx(func(tx *storage.Tx) error { return tx.AddSource(s.ctx, place, "ann", &src, noon) })
	return src
}

// article keeps an article of a source, with its title for a key, in the
// story of another one or, where that is 0, in one of its own.
func (s *suite) article(source int64, title string, story int64, seen time.Time) sources.Article {
	s.Helper()
	a := sources.Article{
		Source: source, Key: title, Title: title, Seen: seen, Text: "Text of " + title + ".",
		URL: "https://example.com/" + title, Canonical: "https://example.com/" + title,
	}
	s.tx(func(tx *storage.Tx) error {
		if err := tx.AddArticle(s.ctx, &a); err != nil {
			return err
		}
		if a.Story = story; story == 0 {
			a.Story = a.ID
		}
		return tx.GroupArticle(s.ctx, a)
	})
	return a
}

func (s *suite) alert(place, person, query string) storage.Alert {
	s.Helper()
	a := storage.Alert{Place: place, Person: person, Query: query, Channel: "c", Mention: "<@ann>", Created: noon}
	s.tx(func(tx *storage.Tx) error { return tx.AddAlert(s.ctx, &a) })
	return a
}

// titles are what tells articles apart here.
func titles(list []sources.Article, err error) ([]string, error) {
	var out []string
	for _, a := range list {
		out = append(out, a.Title)
	}
	return out, err
}

// together runs n functions at the same time, and fails with what they fail.
func (s *suite) together(n int, f func(i int) error) {
	s.Helper()
	errs := make(chan error)
	for i := range n {
		go func() { errs <- f(i) }()
	}
	for range n {
		if err := <-errs; err != nil {
			s.Error(fmt.Errorf("at the same time: %w", err))
		}
	}
}
