package storagetest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"newshound/storage"
)

var peopleTests = []test{
	{"a person gets all that is kept of them, and nothing else", func(s *suite) {
		s.aboutAnn()
		var got map[string][]map[string]any
		all := must[[]byte](s)(s.Person(s.ctx, "ann"))
		if err := json.Unmarshal(all, &got); err != nil {
			s.Fatal(err)
		}
		for _, table := range []string{"alerts", "digests", "follows", "place_sources", "posts", "settings", "story_follows"} {
			if len(got[table]) == 0 {
				s.Errorf("nothing of %s", table)
			}
		}
		if strings.Contains(string(all), "bob") || !strings.Contains(string(all), `"Text": "Hello"`) || !strings.Contains(string(all), "2026-03-04T12:00:00.123Z") {
			s.Errorf("exported is %s", all)
		}
		want(s, "of nobody", "{}")(string(must[[]byte](s)(s.Person(s.ctx, "eve"))), nil)
	}},
	{"posts that may name a person are those that others see", func(s *suite) {
		s.aboutAnn()
		article := s.article(s.source("there", "weekly").ID, "Korea", 0, noon)
		a := s.alert("there", "ann", "korea")
		fired := storage.Post{Key: "fired", Place: "there", Channel: a.Channel, Story: article.Story, Article: article.ID, Body: []byte(`{}`), Created: noon}
		calls := storage.Post{Key: "calls", Place: "there", Channel: "far", Body: []byte(`{"Mentions": ["@ann"]}`), Created: noon}
		other := storage.Post{Key: "other", Place: "there", Channel: "far", Body: []byte(`{"Mentions": ["@anna"]}`), Created: noon}
		for _, p := range []*storage.Post{&fired, &calls, &other} {
			s.owe(p)
		}
		s.tx(func(tx *storage.Tx) error {
			return tx.AddMatch(s.ctx, storage.Match{Alert: a.ID, Article: article.ID, At: noon})
		})
		var keys []string
		for _, p := range must[[]storage.Post](s)(s.PostsNaming(s.ctx, "ann")) {
			keys = append(keys, p.Key)
		}
		for key, want := range map[string]bool{"fired": true, "calls": true, "other": false, "to ann": false} {
			if slices.Contains(keys, key) != want {
				s.Errorf("they are %q; %s: %v", keys, key, want)
			}
		}
	}},
	{"a person who is forgotten leaves nothing behind, and takes nothing from others", func(s *suite) {
		s.aboutAnn()
		s.tx(func(tx *storage.Tx) error { return tx.ForgetAt(s.ctx, "ann", noon) })
		want(s, "before", []string(nil))(s.PeopleToForget(s.ctx, after(-time.Second)))
		want(s, "due", []string{"ann"})(s.PeopleToForget(s.ctx, after(time.Second)))
		s.tx(func(tx *storage.Tx) error { return tx.ForgetAt(s.ctx, "ann", time.Time{}) })
		want(s, "undone", []string(nil))(s.PeopleToForget(s.ctx, after(time.Second)))

		s.tx(func(tx *storage.Tx) error { return tx.ForgetPerson(s.ctx, "ann") })
		want(s, "left of ann", "{}")(string(must[[]byte](s)(s.Person(s.ctx, "ann"))), nil)
		var got map[string]any
		if err := json.Unmarshal(must[[]byte](s)(s.Person(s.ctx, "bob")), &got); err != nil {
			s.Fatal(err)
		}
		want(s, "left of bob", []string{"alerts", "posts", "settings"})(slices.Sorted(maps.Keys(got)), nil)
		follows := must[[]storage.Follow](s)(s.Follows(s.ctx, "here"))
		if len(follows) != 1 || follows[0].Person != "" {
			s.Errorf("the server's follows are %+v, want the one, by nobody", follows)
		}
		alerts := must[[]storage.Alert](s)(s.Alerts(s.ctx, "here", "bob"))
		if len(alerts) != 1 || alerts[0].Mention != "" {
			s.Errorf("bob's alerts are %+v; they should mention nobody", alerts)
		}
	}},
}

// aboutAnn keeps something of ann, and of bob, wherever there can be something.
func (s *suite) aboutAnn() {
	s.Helper()
	o := s.own()
	s.source("@ann", "letters")
	bobs := storage.Alert{Place: "here", Person: "bob", Query: "korea", Channel: "c", Mention: "@ann", Created: noon}
	s.owe(&storage.Post{Key: "to ann", Place: "here", Channel: "@ann", Body: []byte(`{"Text": "Hello"}`), Created: noon})
	s.owe(&storage.Post{Key: "to bob", Place: "here", Channel: "@bob", Body: []byte(`{"Text": "bob"}`), Created: noon})
	s.tx(func(tx *storage.Tx) error {
		if err := tx.AddAlert(s.ctx, &bobs); err != nil {
			return err
		}
		if err := tx.Set(s.ctx, "", "bob", "zone", "UTC"); err != nil {
			return err
		}
		return tx.FollowStory(s.ctx, storage.StoryFollow{Place: "here", Person: "ann", Story: o.article.Story, Channel: "@ann", Created: noon})
	})
}
