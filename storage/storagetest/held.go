package storagetest

import (
	"time"

	"newshound/storage"
)

// hold holds a post about a story for an alert that fired on an article.
func (s *suite) hold(a storage.Alert, article, story int64, why storage.Why, due time.Time) storage.Post {
	s.Helper()
	p := storage.Post{
		Key: a.Query + due.String(), Place: a.Place, Channel: a.Channel, Story: story, Article: article,
		Body: []byte(`{}`), State: storage.Held, Due: due, Created: noon,
	}
	s.tx(func(tx *storage.Tx) error {
		if _, err := tx.Owe(s.ctx, &p); err != nil {
			return err
		}
		return tx.AddMatch(s.ctx, storage.Match{Alert: a.ID, Article: article, At: noon, Why: why})
	})
	return p
}

var heldTests = []test{
	{"it is due in its time, and then owed as if made now", func(s *suite) {
		a := s.alert("here", "ann", "korea")
		article := s.article(s.source("here", "daily").ID, "Korea", 0, noon)
		p := s.hold(a, article.ID, article.Story, storage.ByQuiet, after(time.Hour))
		here := storage.Holding{Place: "here", Channel: "c"}
		want(s, "before", []storage.Holding(nil))(s.HeldDue(s.ctx, after(time.Minute)))
		want(s, "owed", []string(nil))(s.OwedChannels(s.ctx, after(2*time.Hour)))
		want(s, "due", []storage.Holding{here})(s.HeldDue(s.ctx, after(time.Hour)))
		want(s, "posts", []storage.Post{p})(s.HeldPosts(s.ctx, here, after(time.Hour)))
		want(s, "why", []storage.Why{storage.ByQuiet})(s.WhyHeld(s.ctx, p))

		s.tx(func(tx *storage.Tx) error { return tx.Hold(s.ctx, p.ID, after(3*time.Hour)) })
		want(s, "put off", []storage.Holding(nil))(s.HeldDue(s.ctx, after(time.Hour)))
		s.tx(func(tx *storage.Tx) error { return tx.HeldNow(s.ctx, a, after(time.Hour)) })
		want(s, "hastened", []storage.Holding{here})(s.HeldDue(s.ctx, after(time.Hour)))
		s.tx(func(tx *storage.Tx) error { return tx.HeldUntil(s.ctx, a, after(61*time.Minute)) })
		want(s, "kept back", []storage.Holding(nil))(s.HeldDue(s.ctx, after(time.Hour)))
		s.tx(func(tx *storage.Tx) error { return tx.HeldUntil(s.ctx, a, after(time.Minute)) })
		want(s, "due as before", []storage.Holding{here})(s.HeldDue(s.ctx, after(61*time.Minute)))
		for range 2 { // the second time changes nothing
			s.tx(func(tx *storage.Tx) error { return tx.Release(s.ctx, p.ID, storage.Owed, after(time.Hour)) })
		}
		p.State, p.Due, p.Created = storage.Owed, after(time.Hour), after(time.Hour)
		want(s, "released", p)(s.Post(s.ctx, p.ID))
		want(s, "none held", []storage.Holding(nil))(s.HeldDue(s.ctx, after(9*time.Hour)))
	}},
	{"nothing is due in a place that was left, and what was is dropped", func(s *suite) {
		article := s.article(s.source("here", "daily").ID, "Korea", 0, noon)
		p := s.hold(s.alert("here", "ann", "korea"), article.ID, article.Story, storage.ByDay, noon)
		s.tx(func(tx *storage.Tx) error { return tx.Leave(s.ctx, "here", noon) })
		want(s, "due", []storage.Holding(nil))(s.HeldDue(s.ctx, after(time.Hour)))
		s.tx(func(tx *storage.Tx) error { return tx.Return(s.ctx, "here") })
		if got := must[storage.Post](s)(s.Post(s.ctx, p.ID)); got.State != storage.Dropped {
			s.Errorf("back there the post is %s", got.State)
		}
	}},
	{"what was held back is shown to its person alone", func(s *suite) {
		a, b := s.alert("here", "ann", "korea"), s.alert("here", "ann", "japan")
		article := s.article(s.source("here", "daily").ID, "Korea", 0, noon)
		p := s.hold(a, article.ID, article.Story, storage.ByCap, after(time.Hour))
		s.tx(func(tx *storage.Tx) error {
			return tx.AddMatch(s.ctx, storage.Match{Alert: b.ID, Article: article.ID, At: noon, Why: storage.MutedWord})
		})
		h := storage.HeldBack{
			Match: storage.Match{Alert: a.ID, Article: article.ID, At: noon, Why: storage.ByCap},
			Title: "Korea", URL: article.URL, Source: "daily", State: storage.Held, Due: p.Due,
		}
		m := h
		m.Alert, m.Why = b.ID, storage.MutedWord
		want(s, "all", []storage.HeldBack{h, m})(s.HeldBacks(s.ctx, "here", "ann", 0, noon))
		want(s, "in ann's messages", []storage.HeldBack{h, m})(s.HeldBacks(s.ctx, "@ann", "ann", 0, noon))
		want(s, "one alert's", []storage.HeldBack{m})(s.HeldBacks(s.ctx, "here", "ann", b.ID, noon))
		want(s, "since then", []storage.HeldBack(nil))(s.HeldBacks(s.ctx, "here", "ann", 0, after(time.Second)))
		want(s, "bob's", []storage.HeldBack(nil))(s.HeldBacks(s.ctx, "here", "bob", 0, noon))
		want(s, "in bob's messages", []storage.HeldBack(nil))(s.HeldBacks(s.ctx, "@bob", "bob", 0, noon))
		want(s, "there", []storage.HeldBack(nil))(s.HeldBacks(s.ctx, "there", "ann", 0, noon))
		want(s, "behind the post", []storage.Alert{a})(s.AlertsBehind(s.ctx, storage.Post{Place: "here", Channel: "c", Story: article.Story}))
		s.tx(func(tx *storage.Tx) error { return tx.MuteMatch(s.ctx, a.ID, article.Story, storage.MutedStory) })
		want(s, "behind it when muted", []storage.Alert(nil))(s.AlertsBehind(s.ctx, storage.Post{Place: "here", Channel: "c", Story: article.Story}))
	}},
	{"only what waits for quiet hours is looked at anew", func(s *suite) {
		src := s.source("here", "daily").ID
		quiet, daily := s.article(src, "Korea", 0, noon), s.article(src, "Japan", 0, noon)
		p := s.hold(s.alert("here", "ann", "korea"), quiet.ID, quiet.Story, storage.ByQuiet, after(time.Hour))
		s.hold(s.alert("here", "ann", "japan"), daily.ID, daily.Story, storage.ByDay, after(2*time.Hour))
		here := storage.Holding{Place: "here", Channel: "c"}
		s.tx(func(tx *storage.Tx) error { return tx.QuietChanged(s.ctx, "there", "", noon) })
		s.tx(func(tx *storage.Tx) error { return tx.QuietChanged(s.ctx, "", "bob", noon) })
		want(s, "others changed", []storage.Holding(nil))(s.HeldDue(s.ctx, noon))
		s.tx(func(tx *storage.Tx) error { return tx.QuietChanged(s.ctx, "", "ann", noon) })
		p.Due = noon
		want(s, "ann changed", []storage.Post{p})(s.HeldPosts(s.ctx, here, noon))
	}},
	{"it moves with its alert, but stays for others", func(s *suite) {
		a := s.alert("here", "ann", "korea")
		article := s.article(s.source("here", "daily").ID, "Korea", 0, noon)
		p := s.hold(a, article.ID, article.Story, storage.ByDay, after(time.Hour))
		for range 2 {
			s.tx(func(tx *storage.Tx) error { return tx.MoveHeld(s.ctx, a, "d") })
		}
		want(s, "stays", []storage.Post{p})(s.PostsOf(s.ctx, "c"))
		moved := must[[]storage.Post](s)(s.PostsOf(s.ctx, "d"))
		if len(moved) != 1 || moved[0].State != storage.Held || !moved[0].Due.Equal(p.Due) || moved[0].Story != p.Story {
			s.Errorf("moved is %+v", moved)
		}
	}},
	{"it does not move to where its story was told under another name", func(s *suite) {
		a := s.alert("here", "ann", "korea")
		src := s.source("here", "daily").ID
		first, second := s.article(src, "Korea", 0, noon), s.article(src, "Korea again", 0, noon)
		s.hold(a, second.ID, second.Story, storage.ByDay, after(time.Hour))
		s.owe(&storage.Post{Key: "on the first", Place: "here", Channel: "d", Story: first.Story, Article: first.ID, Body: []byte(`{}`)})
		s.move(first.Story, second.ID)
		s.tx(func(tx *storage.Tx) error { return tx.MoveHeld(s.ctx, a, "d") })
		if posts := must[[]storage.Post](s)(s.PostsOf(s.ctx, "d")); len(posts) != 1 {
			s.Errorf("it has %d posts, want the one that told", len(posts))
		}
	}},
	{"what an alert said is counted by posts", func(s *suite) {
		a := s.alert("here", "ann", "korea")
		src := s.source("here", "daily").ID
		first := s.article(src, "Korea", 0, noon)
		again := s.article(src, "Korea again", first.Story, noon)
		heldBack := s.article(src, "Korea later", 0, noon)
		for _, article := range []int64{first.ID, again.ID} {
			s.tx(func(tx *storage.Tx) error {
				return tx.AddMatch(s.ctx, storage.Match{Alert: a.ID, Article: article, At: noon})
			})
		}
		s.owe(&storage.Post{Key: "k", Place: "here", Channel: "c", Story: first.Story, Article: first.ID, Body: []byte(`{}`), Created: noon})
		s.owe(&storage.Post{Key: "news to who follows it", Place: "here", Channel: "c", Story: first.Story, Body: []byte(`{}`), Created: noon})
		s.hold(a, heldBack.ID, heldBack.Story, storage.ByCap, after(time.Hour))
		want(s, "fired", 1)(s.Fired(s.ctx, a, noon))
		want(s, "fired since", 0)(s.Fired(s.ctx, a, after(time.Minute)))
	}},
	{"mutes are their person's", func(s *suite) {
		m := storage.Mute{Person: "ann", Kind: storage.MutedSource, Value: "1", Name: "Daily", Created: noon}
		for range 2 {
			s.tx(func(tx *storage.Tx) error { return tx.AddMute(s.ctx, &m) })
		}
		want(s, "ann's", []storage.Mute{m})(s.Mutes(s.ctx, "ann"))
		want(s, "bob's", []storage.Mute(nil))(s.Mutes(s.ctx, "bob"))
		s.notFound("bob ends ann's", func(tx *storage.Tx) error { return tx.RemoveMute(s.ctx, "bob", m.ID) })
		s.tx(func(tx *storage.Tx) error { return tx.RemoveMute(s.ctx, "ann", m.ID) })
		want(s, "ended", []storage.Mute(nil))(s.Mutes(s.ctx, "ann"))
	}},
}
