package storagetest

import (
	"errors"
	"time"

	"newshound/storage"
)

func undone(_ storage.Undo, err error) error { return err }

// part is the rows of a table with values in columns, in pairs.
func part(table string, pairs ...any) storage.Part {
	p := storage.Part{Table: table, With: map[string]any{}}
	for i := 0; i < len(pairs); i += 2 {
		p.With[pairs[i].(string)] = pairs[i+1]
	}
	return p
}

var undoTests = []test{
	{"an alert comes back with all that it found", func(s *suite) {
		src := s.source("here", "daily").ID
		found := s.article(src, "found", 0, noon)
		a := s.alert("here", "ann", "korea")
		m := storage.Match{Alert: a.ID, Article: found.ID, At: noon, Why: storage.ByCap, Query: a.Query}
		u := storage.Undo{Place: "here", Person: "ann", Name: "alert", Until: after(time.Minute), Body: []byte(`"look"`)}
		s.tx(func(tx *storage.Tx) error {
			return errors.Join(tx.AddMatch(s.ctx, m), tx.KeepUndo(s.ctx, u, part("alerts", "id", a.ID), part("matches", "alert_id", a.ID)),
				tx.RemoveAlert(s.ctx, "here", "ann", a.ID))
		})
		for what, change := range map[string]func(tx *storage.Tx) error{
			"bob's":     func(tx *storage.Tx) error { return undone(tx.Undo(s.ctx, "here", "bob", "alert", noon)) },
			"elsewhere": func(tx *storage.Tx) error { return undone(tx.Undo(s.ctx, "there", "ann", "alert", noon)) },
			"another":   func(tx *storage.Tx) error { return undone(tx.Undo(s.ctx, "here", "ann", "other", noon)) },
			"a minute ago": func(tx *storage.Tx) error {
				return undone(tx.Undo(s.ctx, "here", "ann", "alert", after(61*time.Second)))
			},
		} {
			s.notFound(what, change)
		}
		s.tx(func(tx *storage.Tx) error {
			want(s, "what was kept", u)(tx.Undo(s.ctx, "here", "ann", "alert", after(time.Minute)))
			return nil
		})
		want(s, "the alert", a)(s.Alert(s.ctx, "here", "ann", a.ID))
		want(s, "what it found", map[int64]storage.Match{a.ID: m})(s.Matches(s.ctx, found.ID))
		s.notFound("twice", func(tx *storage.Tx) error { return undone(tx.Undo(s.ctx, "here", "ann", "alert", noon)) })
	}},
	{"what took the place of a digest goes, and the digest comes back with what it told", func(s *suite) {
		d := storage.Digest{Place: "here", Channel: "c", Person: "ann", At: "08:00", Zone: "UTC", Top: 5, Created: noon, Next: after(time.Hour)}
		s.tx(func(tx *storage.Tx) error {
			if err := tx.PutDigest(s.ctx, &d); err != nil {
				return err
			}
			return errors.Join(tx.DigestDone(s.ctx, d.ID, noon, after(time.Hour), []int64{7}),
				tx.KeepUndo(s.ctx, storage.Undo{Place: "here", Person: "ann", Name: "digest", Until: noon},
					part("digests", "place", "here", "channel", "c"), part("digest_stories", "digest_id", d.ID)),
				tx.RemoveDigest(s.ctx, "here", "c"))
		})
		other := d
		other.At = "09:00"
		s.tx(func(tx *storage.Tx) error { return tx.PutDigest(s.ctx, &other) })
		s.tx(func(tx *storage.Tx) error { return undone(tx.Undo(s.ctx, "here", "ann", "digest", noon)) })
		d.Last = noon
		want(s, "digests", []storage.Digest{d})(s.Digests(s.ctx, "here"))
		want(s, "told", 1)(s.forgotten((*storage.Tx).ForgetTold, after(time.Second), 9), nil)
	}},
	{"a source comes back with its schedule, and what was added goes", func(s *suite) {
		src, other := s.source("here", "daily"), s.source("there", "weekly")
		s.tx(func(tx *storage.Tx) error {
			l, err := tx.Listing(s.ctx, "here", src.ID)
			l.Schedule, l.Tags = "@every 30m", []string{"sea"}
			return errors.Join(err, tx.EditListing(s.ctx, "here", l),
				tx.KeepUndo(s.ctx, storage.Undo{Place: "here", Person: "ann", Name: "list", Until: noon}, part("place_sources", "place", "here")),
				tx.RemoveSource(s.ctx, "here", src.ID), tx.AddSource(s.ctx, "here", "ann", &other, noon))
		})
		s.tx(func(tx *storage.Tx) error { return undone(tx.Undo(s.ctx, "here", "ann", "list", noon)) })
		all := must[[]storage.Listing](s)(s.Listings(s.ctx, "here"))
		if len(all) != 1 || all[0].Source.ID != src.ID || all[0].Source.Schedule != "@every 30m" || len(all[0].Tags) != 1 {
			s.Errorf("the sources here are %+v", all)
		}
	}},
	{"what can be undone no more is forgotten", func(s *suite) {
		s.tx(func(tx *storage.Tx) error {
			return tx.KeepUndo(s.ctx, storage.Undo{Place: "here", Person: "ann", Name: "x", Until: noon}, part("mutes", "person", "ann"))
		})
		want(s, "in time", false)(s.OldUndos(s.ctx, noon))
		want(s, "late", true)(s.OldUndos(s.ctx, after(time.Second)))
		s.tx(func(tx *storage.Tx) error { return tx.ForgetUndos(s.ctx, after(time.Second)) })
		want(s, "left of ann", "{}")(string(must[[]byte](s)(s.Person(s.ctx, "ann"))), nil)
	}},
}

var lineTests = []test{
	{"lines are kept while they are used", func(s *suite) {
		s.tx(func(tx *storage.Tx) error {
			return errors.Join(tx.KeepLine(s.ctx, "a", "/help", noon), tx.KeepLine(s.ctx, "b", "/news latest", noon),
				tx.KeepLine(s.ctx, "a", "/help", after(time.Hour)))
		})
		want(s, "forgotten", 1)(s.forgotten((*storage.Tx).ForgetLines, after(time.Minute), 9), nil)
		line, used, err := s.LineOf(s.ctx, "a")
		if line != "/help" || !used.Equal(after(time.Hour)) || err != nil {
			s.Errorf("a is %q, used %v, %v", line, used, err)
		}
		s.notFound("b", func(tx *storage.Tx) error { _, _, err := tx.LineOf(s.ctx, "b"); return err })
	}},
}
