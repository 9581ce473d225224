package storagetest

import (
	"time"

	"newshound/storage"
)

var digestTests = []test{
	{"what is kept comes back", func(s *suite) {
		d := s.putDigest("here", "c", after(time.Hour))
		want(s, "digest", d)(s.Digest(s.ctx, d.ID))
		want(s, "digests", []storage.Digest{d})(s.Digests(s.ctx, "here"))
		s.notFound("none", func(tx *storage.Tx) error { _, err := tx.Digest(s.ctx, 99); return err })
	}},
	{"a channel has one, and it remembers what it told last", func(s *suite) {
		first := s.putDigest("here", "c", noon)
		newest := s.article(s.source("here", "daily").ID, "newest", 0, noon).ID
		s.tx(func(tx *storage.Tx) error { return tx.DigestDone(s.ctx, first.ID, noon, after(time.Hour), nil) })
		again := s.putDigest("here", "c", after(2*time.Hour))
		again.Last, again.Told = noon, newest
		if again.ID != first.ID {
			s.Errorf("the digest %d became %d", first.ID, again.ID)
		}
		want(s, "digests", []storage.Digest{again})(s.Digests(s.ctx, "here"))
	}},
	{"due are those whose time has come, the longest due first", func(s *suite) {
		now, late := s.putDigest("here", "c", noon), s.putDigest("there", "d", after(-time.Hour))
		s.putDigest("here", "e", after(time.Millisecond))
		want(s, "due", []int64{late.ID, now.ID})(s.DueDigests(s.ctx, noon))
		s.tx(func(tx *storage.Tx) error {
			return tx.DigestDone(s.ctx, late.ID, after(-time.Hour), after(time.Hour), nil)
		})
		want(s, "due", []int64{now.ID})(s.DueDigests(s.ctx, noon))
		s.notFound("done with none", func(tx *storage.Tx) error { return tx.DigestDone(s.ctx, 99, noon, noon, nil) })
	}},
	{"one that is removed is gone", func(s *suite) {
		s.putDigest("here", "c", noon)
		remove := func(tx *storage.Tx) error { return tx.RemoveDigest(s.ctx, "here", "c") }
		s.tx(remove)
		want(s, "due", []int64(nil))(s.DueDigests(s.ctx, noon))
		s.notFound("removed twice", remove)
	}},
}

func (s *suite) putDigest(place, channel string, next time.Time) storage.Digest {
	s.Helper()
	d := storage.Digest{
		Place: place, Channel: channel, Person: "ann", At: "08:30", Zone: "Europe/Berlin", Days: "15", Top: 7,
		Query: "korea", Created: noon, Next: next,
	}
	s.tx(func(tx *storage.Tx) error { return tx.PutDigest(s.ctx, &d) })
	return d
}
