package storagetest

import (
	"errors"
	"fmt"
	"time"

	"newshound/sources"
	"newshound/storage"
)

var postTests = []test{
	{"what is kept comes back", func(s *suite) {
		p := storage.Post{
			Key: "k", Place: "here", Channel: "c", Story: 3, Article: 4, Body: []byte(`{"text":"<Korea> & 🍞"}`),
			State: storage.Owed, Due: after(time.Hour), Created: noon,
		}
		s.owe(&p)
		want(s, "post", p)(s.Post(s.ctx, p.ID))
		want(s, "post of the key", p)(s.PostOf(s.ctx, "k"))
		want(s, "posts of the channel", []storage.Post{p})(s.PostsOf(s.ctx, "c"))
		p.State, p.Due, p.Tries, p.Started, p.Sent, p.Edited = storage.Sent, noon, 2, after(time.Second), after(time.Minute), after(time.Hour)
		p.Message, p.Stands, p.Error = "17", "a hash", "Too slow."
		s.save(p)
		want(s, "post", p)(s.Post(s.ctx, p.ID))
		s.notFound("none", func(tx *storage.Tx) error { return tx.SavePost(s.ctx, storage.Post{ID: 99}) })
	}},
	{"of one key there is one, and the first stays", func(s *suite) {
		first := s.post("k", "c", noon)
		again := storage.Post{Key: "k", Channel: "d", Body: []byte("another")}
		if s.owe(&again) {
			s.Error("the same post is owed twice")
		}
		want(s, "post", first)(s.PostOf(s.ctx, "k"))
	}},
	{"at the same time one is owed once", func(s *suite) {
		news := make(chan bool, 8)
		s.together(cap(news), func(int) error {
			return s.Tx(s.ctx, func(tx *storage.Tx) error {
				fresh, err := tx.Owe(s.ctx, &storage.Post{Key: "k", Channel: "c"})
				news <- fresh
				return err
			})
		})
		close(news)
		n := 0
		for fresh := range news {
			if fresh {
				n++
			}
		}
		if n != 1 {
			s.Errorf("owed %d times", n)
		}
	}},
	{"about a story since a time", func(s *suite) {
		for i, created := range []time.Time{after(-time.Hour), noon, after(time.Hour)} {
			s.owe(&storage.Post{Key: fmt.Sprint(i), Channel: fmt.Sprint(i), Story: 7, Article: 9, Created: created})
		}
		s.owe(&storage.Post{Key: "other", Story: 8, Article: 9, Created: noon})
		s.owe(&storage.Post{Key: "to those who follow it", Story: 7, Created: noon})
		posts := must[[]storage.Post](s)(s.PostsOnStory(s.ctx, 7, noon))
		want(s, "posts", []string{"1", "2"})(keys(posts), nil)
	}},
	{"a channel gets its messages in order, one at a time", func(s *suite) {
		first, second := s.post("first", "c", noon), s.post("second", "c", after(-time.Hour))
		want(s, "next", first)(s.NextOwed(s.ctx, "c", noon))
		s.notFound("before it is due", func(tx *storage.Tx) error { _, err := tx.NextOwed(s.ctx, "c", after(-time.Minute)); return err })
		first.State = storage.Sending
		s.save(first)
		want(s, "next, while nobody knows", first)(s.NextOwed(s.ctx, "c", noon))
		first.Due = after(time.Minute)
		s.save(first)
		s.notFound("while the first has to wait", func(tx *storage.Tx) error { _, err := tx.NextOwed(s.ctx, "c", noon); return err })
		first.State = storage.Refused
		s.save(first)
		want(s, "next, after one that was refused", second)(s.NextOwed(s.ctx, "c", noon))
		s.sent(second, "2")
		s.notFound("when all is said", func(tx *storage.Tx) error { _, err := tx.NextOwed(s.ctx, "c", after(time.Hour)); return err })
	}},
	{"a channel does not wait for what is stuck, which is tried on", func(s *suite) {
		first, second := s.post("first", "c", noon), s.post("second", "c", noon)
		first.State, first.Due, first.Started = storage.Stuck, after(time.Minute), noon
		s.save(first)
		want(s, "next", second)(s.NextOwed(s.ctx, "c", noon))
		want(s, "next, when both are due", first)(s.NextOwed(s.ctx, "c", after(time.Minute)))
		s.sent(second, "2")
		want(s, "channels", []string{"c"})(s.OwedChannels(s.ctx, after(time.Minute)))
		first.State = storage.Aside
		s.save(first)
		s.notFound("when it was set aside", func(tx *storage.Tx) error { _, err := tx.NextOwed(s.ctx, "c", after(time.Hour)); return err })
	}},
	{"whether a channel took a message between two times", func(s *suite) {
		s.sent(s.post("k", "c", noon), "1")
		s.post("waits", "d", noon)
		for _, c := range []struct {
			channel  string
			from, to time.Time
			want     bool
		}{
			{"c", after(-time.Minute), after(time.Minute), true},
			{"c", noon, noon, true},
			{"c", after(time.Second), after(time.Minute), false},
			{"c", after(-time.Minute), after(-time.Second), false},
			{"d", after(-time.Minute), after(time.Minute), false},
		} {
			want(s, fmt.Sprint(c), c.want)(s.Took(s.ctx, c.channel, c.from, c.to))
		}
	}},
	{"one channel waits for no other", func(s *suite) {
		s.post("late", "c", after(time.Hour))
		due := s.post("due", "d", noon)
		s.post("due too", "e", noon)
		s.post("second in line", "d", noon)
		want(s, "channels", []string{"d", "e"})(s.OwedChannels(s.ctx, noon))
		want(s, "next", due)(s.NextOwed(s.ctx, "d", noon))
	}},
	{"new messages go before edits, and edits wait for none", func(s *suite) {
		stands := s.sent(s.post("stands", "c", noon), "1")
		fresh := s.post("fresh", "c", after(time.Minute))
		s.rewrite(stands.ID, "edited", noon)
		edit := must[storage.Post](s)(s.NextOwed(s.ctx, "c", noon))
		if edit.ID != stands.ID || string(edit.Body) != "edited" || edit.Message != "1" {
			s.Errorf("got %+v, want the edit", edit)
		}
		want(s, "channels", []string{"c"})(s.OwedChannels(s.ctx, noon))
		want(s, "next, when both are due", fresh)(s.NextOwed(s.ctx, "c", after(time.Minute)))
	}},
	{"Rewrite", func(s *suite) {
		for _, c := range []struct {
			before, after storage.State
			message       string
			due           time.Time // was noon
		}{
			{storage.Owed, storage.Owed, "", noon},
			{storage.Owed, storage.Owed, "1", after(time.Hour)},
			{storage.Sending, storage.Sending, "", noon},
			{storage.Sent, storage.Owed, "1", after(time.Hour)},
			{storage.Refused, storage.Refused, "", noon},
		} {
			what := fmt.Sprintf("%s, message %q", c.before, c.message)
			p := s.post(what, what, noon)
			p.State, p.Message = c.before, c.message
			s.save(p)
			s.rewrite(p.ID, string(p.Body), after(time.Hour))
			want(s, what+", said again", p)(s.Post(s.ctx, p.ID))
			s.rewrite(p.ID, "new", after(time.Hour))
			p.State, p.Due, p.Body = c.after, c.due, []byte("new")
			want(s, what, p)(s.Post(s.ctx, p.ID))
		}
	}},
	{"what was rewritten while it was sent stands as it was, and is owed as an edit", func(s *suite) {
		p := s.post("k", "c", noon)
		p.State = storage.Sending
		s.save(p)
		s.rewrite(p.ID, "new", after(time.Hour))
		s.sent(p, "1")
		p.State, p.Body, p.Message, p.Sent = storage.Owed, []byte("new"), "1", noon
		want(s, "next", p)(s.NextOwed(s.ctx, "c", noon))
		s.rewrite(p.ID, "newest", after(time.Hour)) // while the edit is under way
		s.sent(p, "1")
		p.Body, p.Due = []byte("newest"), after(time.Hour)
		want(s, "post", p)(s.Post(s.ctx, p.ID))
		s.sent(p, "1")
		p.State = storage.Sent
		want(s, "post", p)(s.Post(s.ctx, p.ID))
	}},
	{"a try that failed is put off, rewritten or not", func(s *suite) {
		p := s.post("k", "c", noon)
		s.rewrite(p.ID, "new", noon)
		p.Tries, p.Due, p.Error = 1, after(time.Minute), "Not now."
		s.save(p)
		p.Body = []byte("new")
		want(s, "post", p)(s.Post(s.ctx, p.ID))
	}},
	{"which post tells a channel of an article", func(s *suite) {
		src, other := s.source("here", "daily").ID, s.source("here", "wire").ID
		a := s.article(src, "a", 0, noon)
		b, c, d := s.article(other, "b", a.ID, noon), s.article(src, "c", a.ID, noon), s.article(src, "d", 0, noon)
		lead := storage.Post{Key: "a", Channel: "c", Story: a.ID, Article: a.ID, Created: noon}
		update := storage.Post{Key: "c", Channel: "c", Story: a.ID, Article: c.ID, UpdateOf: a.ID, Created: noon}
		refused := storage.Post{Key: "d", Channel: "c", Story: d.ID, Article: d.ID, Created: noon, State: storage.Refused}
		for _, p := range []*storage.Post{&update, &lead, &refused} {
			s.owe(p)
		}
		s.tx(func(tx *storage.Tx) error { return tx.Tell(s.ctx, lead, b.ID) })
		for article, key := range map[int64]string{a.ID: "a", b.ID: "a", c.ID: "c", d.ID: "d"} {
			if p := must[storage.Post](s)(s.PostWith(s.ctx, "c", article)); p.Key != key {
				s.Errorf("article %d is told by the post %q, want %q", article, p.Key, key)
			}
		}
		s.notFound("another channel", func(tx *storage.Tx) error { _, err := tx.PostWith(s.ctx, "d", a.ID); return err })
		if p := must[storage.Post](s)(s.PostAbout(s.ctx, "c", a.ID, noon)); p.Key != "a" {
			s.Errorf("the story is told by the post %q, want its first", p.Key)
		}
		s.notFound("since later", func(tx *storage.Tx) error {
			_, err := tx.PostAbout(s.ctx, "c", a.ID, after(time.Millisecond))
			return err
		})
		s.notFound("by a refused post", func(tx *storage.Tx) error { _, err := tx.PostAbout(s.ctx, "c", d.ID, noon); return err })
		want(s, "last told", c.ID)(s.LastTold(s.ctx, "c", a.ID, 0))
		want(s, "last told by the wire", b.ID)(s.LastTold(s.ctx, "c", a.ID, other))
		s.notFound("last told by a refused post", func(tx *storage.Tx) error { _, err := tx.LastTold(s.ctx, "c", d.ID, 0); return err })
		want(s, "posted apart", []int64{c.ID})(s.PostedApart(s.ctx, "c", a.ID, 0))
	}},
	{"an article that has left the story of the post that named it is told no more", func(s *suite) {
		src, other := s.source("here", "daily").ID, s.source("here", "wire").ID
		a := s.article(src, "a", 0, noon)
		b, c := s.article(other, "b", a.ID, noon), s.article(other, "c", a.ID, noon)
		lead := storage.Post{Key: "a", Channel: "c", Story: a.ID, Article: a.ID}
		own := storage.Post{Key: "c", Channel: "c", Story: a.ID, Article: c.ID}
		many := storage.Post{Key: "many", Channel: "d"}
		for _, p := range []*storage.Post{&lead, &own, &many} {
			s.owe(p)
		}
		s.tx(func(tx *storage.Tx) error { return errors.Join(tx.Tell(s.ctx, lead, b.ID), tx.Tell(s.ctx, many, b.ID)) })
		changed := s.move(b.ID, b.ID, c.ID)
		var parted map[int64][]string
		s.tx(func(tx *storage.Tx) (err error) { parted, err = tx.Parted(s.ctx, changed); return err })
		want(s, "parted", map[int64][]string{b.ID: {"c"}})(parted, nil)
		s.notFound("it", func(tx *storage.Tx) error { _, err := tx.PostWith(s.ctx, "c", b.ID); return err })
		for channel, article := range map[string]int64{"c": c.ID, "d": b.ID} {
			must[storage.Post](s)(s.PostWith(s.ctx, channel, article))
		}
	}},
	{"one post tells of what others were to tell", func(s *suite) {
		src, hidden := s.source("here", "daily").ID, s.source("there", "wire").ID
		a, b, c := s.article(src, "a", 0, noon), s.article(src, "b", 0, noon), s.article(hidden, "c", 0, noon)
		var posts []storage.Post
		for _, article := range []sources.Article{a, b} {
			p := storage.Post{Key: article.Title, Channel: "c", Story: article.ID, Article: article.ID}
			s.owe(&p)
			posts = append(posts, p)
		}
		many := storage.Post{Key: "many", Place: "here", Channel: "c"}
		s.owe(&many)
		s.tx(func(tx *storage.Tx) error { return tx.Tell(s.ctx, posts[1], c.ID) })
		owed := must[[]storage.Post](s)(s.OwedOn(s.ctx, a.ID))
		want(s, "owed", []string{"a"})(keys(owed), nil)
		s.tx(func(tx *storage.Tx) error { return tx.TellInstead(s.ctx, many, posts) })
		want(s, "posts", []string{"many"})(keys(must[[]storage.Post](s)(s.PostsOf(s.ctx, "c"))), nil)
		want(s, "told", []string{"a", "b"})(titles(s.ArticlesIn(s.ctx, many)))
	}},
	{"an update is for the alerts that fire on its article first", func(s *suite) {
		src := s.source("here", "daily").ID
		a := s.article(src, "a", 0, noon)
		b := s.article(src, "b", a.ID, noon)
		both, late := s.alert("here", "ann", "both"), s.alert("here", "ann", "late")
		s.tx(func(tx *storage.Tx) error {
			return errors.Join(tx.AddMatch(s.ctx, storage.Match{Alert: both.ID, Article: a.ID, At: noon}),
				tx.AddMatch(s.ctx, storage.Match{Alert: both.ID, Article: b.ID, At: noon}),
				tx.AddMatch(s.ctx, storage.Match{Alert: late.ID, Article: b.ID, At: noon}))
		})
		first := storage.Post{Place: "here", Channel: "c", Story: a.ID, Article: a.ID}
		update := storage.Post{Place: "here", Channel: "c", Story: a.ID, Article: b.ID, UpdateOf: a.ID}
		want(s, "behind the first post", []storage.Alert{both, late})(s.AlertsBehind(s.ctx, first))
		want(s, "behind the update", []storage.Alert{late})(s.AlertsBehind(s.ctx, update))
	}},
}

// owe owes a post, and reports whether it is new.
func (s *suite) owe(p *storage.Post) (fresh bool) {
	s.Helper()
	s.tx(func(tx *storage.Tx) (err error) {
		fresh, err = tx.Owe(s.ctx, p)
		return err
	})
	return fresh
}

// post is one that is owed.
func (s *suite) post(key, channel string, due time.Time) storage.Post {
	s.Helper()
	p := storage.Post{Key: key, Place: "here", Channel: channel, Body: []byte("old"), State: storage.Owed, Due: due, Created: noon}
	s.owe(&p)
	return p
}

func (s *suite) save(p storage.Post) {
	s.Helper()
	s.tx(func(tx *storage.Tx) error { return tx.SavePost(s.ctx, p) })
}

// sent says that a post stands.
func (s *suite) sent(p storage.Post, message string) storage.Post {
	s.Helper()
	p.State, p.Message, p.Sent = storage.Sent, message, noon
	s.save(p)
	return p
}

func (s *suite) rewrite(id int64, body string, due time.Time) {
	s.Helper()
	s.tx(func(tx *storage.Tx) error { return tx.Rewrite(s.ctx, id, []byte(body), due) })
}

func keys(posts []storage.Post) (out []string) {
	for _, p := range posts {
		out = append(out, p.Key)
	}
	return out
}
