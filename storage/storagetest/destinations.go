package storagetest

import (
	"time"

	"newshound/storage"
)

var destinationTests = []test{
	{"a paused channel's posts wait for the probe, and no other's", func(s *suite) {
		waiting, other := s.post("k", "c", noon), s.post("l", "d", noon)
		d := storage.Destination{Channel: "c", Paused: noon, Reason: "No entry.", Probes: 1, Probe: after(time.Minute)}
		s.tx(func(tx *storage.Tx) error { return tx.Pause(s.ctx, d) })
		want(s, "paused", d)(s.Paused(s.ctx, "c"))
		want(s, "channels", []string{other.Channel})(s.OwedChannels(s.ctx, noon))
		s.notFound("before the probe", func(tx *storage.Tx) error { _, err := tx.NextOwed(s.ctx, "c", noon); return err })
		want(s, "probe", waiting)(s.NextOwed(s.ctx, "c", after(time.Minute)))
		s.tx(func(tx *storage.Tx) error { return tx.Resume(s.ctx, "c") })
		want(s, "next", waiting)(s.NextOwed(s.ctx, "c", noon))
		s.notFound("resumed", func(tx *storage.Tx) error { _, err := tx.Paused(s.ctx, "c"); return err })
	}},
	{"a pause goes on from when it began", func(s *suite) {
		s.tx(func(tx *storage.Tx) error { return tx.Pause(s.ctx, storage.Destination{Channel: "c", Paused: noon}) })
		s.tx(func(tx *storage.Tx) error {
			return tx.Pause(s.ctx, storage.Destination{Channel: "c", Paused: after(1), Probes: 2})
		})
		want(s, "paused", storage.Destination{Channel: "c", Paused: noon, Probes: 2})(s.Paused(s.ctx, "c"))
	}},
	{"those who asked for posts to a channel", func(s *suite) {
		src := s.source("here", "daily")
		s.tx(func(tx *storage.Tx) error {
			return tx.PutFollow(s.ctx, &storage.Follow{Place: "here", Channel: "c", Source: src.ID, Person: "bob"})
		})
		s.alert("here", "ann", "ferry") // to c
		want(s, "people", []string{"ann", "bob"})(s.People(s.ctx, "c"))
		want(s, "nobody", []string(nil))(s.People(s.ctx, "d"))
		s.tx(func(tx *storage.Tx) error {
			return tx.AddAlert(s.ctx, &storage.Alert{Place: "here", Person: "ann", Query: "fog", Channel: "@ann"})
		})
		want(s, "channels of the server", []string{"c"})(s.ChannelsAbout(s.ctx, "@ann"))
	}},
	{"what waited too long goes to a digest that may show it", func(s *suite) {
		s.putDigest("here", "digest", noon)
		s.putDigest("there", "there", noon)
		late := s.post("k", "c", noon) // in here
		late.State = storage.Late
		s.save(late)
		want(s, "late", []storage.Post{late})(s.LatePosts(s.ctx, late.Place, "digest"))
		want(s, "late for a person", []storage.Post(nil))(s.LatePosts(s.ctx, late.Place, "@ann"))
		want(s, "late elsewhere", []storage.Post(nil))(s.LatePosts(s.ctx, "there", "there"))
		want(s, "a digest for the channel", late.Place == "here")(s.DigestFor(s.ctx, late.Place, "c"))
		want(s, "none for a person", false)(s.DigestFor(s.ctx, late.Place, "@ann"))
	}},
	{"what a place left behind waits, and is no news when it returns", func(s *suite) {
		p := s.post("k", "c", noon)
		leave := func(tx *storage.Tx) error { return tx.Leave(s.ctx, p.Place, noon) }
		s.tx(leave)
		s.tx(leave)
		want(s, "channels", []string(nil))(s.OwedChannels(s.ctx, noon))
		want(s, "departed", []string(nil))(s.Departed(s.ctx, noon))
		want(s, "departed", []string{p.Place})(s.Departed(s.ctx, after(time.Hour)))
		s.tx(func(tx *storage.Tx) error { return tx.Return(s.ctx, p.Place) })
		p.State, p.Error = storage.Dropped, "the bot was not there"
		want(s, "post", p)(s.Post(s.ctx, p.ID))
		want(s, "departed", []string(nil))(s.Departed(s.ctx, after(time.Hour)))
	}},
	{"a dropped place leaves nothing behind, and others alone", func(s *suite) {
		for _, place := range []string{"here", "there"} {
			s.source(place, "daily")
			s.alert(place, "ann", "ferry")
			s.owe(&storage.Post{Key: place, Place: place, Channel: place, Due: noon})
		}
		s.putDigest("here", "c", noon)
		s.tx(func(tx *storage.Tx) error { return tx.DropPlace(s.ctx, "here") })
		want(s, "places", []string{"there"})(s.AllPlaces(s.ctx))
		want(s, "channels", []string{"there"})(s.OwedChannels(s.ctx, noon))
	}},
}
