package bot

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"newshound/sources"
	"newshound/storage"
)

// stand has a post about a story of so many sources stand in the channel.
func (w *world) stand(story, sourceCount int) {
	w.Helper()
	w.must(w.db.Tx(w.Context(), func(tx *storage.Tx) error {
		for i := range sourceCount {
			src := sources.Source{URL: fmt.Sprintf("https://%d.example/feed", i)}
			a := sources.Article{Key: fmt.Sprint(story), Story: int64(story), Seen: w.time}
			if err := tx.AddSource(w.Context(), "town", "ann", &src, w.time); err != nil {
				return err
			}
			a.Source = src.ID
			if err := errors.Join(tx.AddArticle(w.Context(), &a), tx.GroupArticle(w.Context(), a)); err != nil {
				return err
			}
		}
		p := storage.Post{Key: postKey(int64(story), "news"), Place: "town", Channel: "news", Story: int64(story), Created: w.time}
		if _, err := tx.Owe(w.Context(), &p); err != nil {
			return err
		}
		p.State, p.Sent, p.Message = storage.Sent, w.time, fmt.Sprint(story)
		return tx.SavePost(w.Context(), p)
	}))
}

func (w *world) publishes(want ...string) {
	w.Helper()
	w.must(w.publish(w.Context()))
	if !slices.Equal(w.chat.published, want) {
		w.Errorf("published are %q, want %q", w.chat.published, want)
	}
	w.chat.published = nil
}

// Ten an hour, the lead stories first; those of one source leave room for
// them; each once, whatever fails on the way.
func TestPublish(t *testing.T) {
	w := newWorld(t)
	w.stand(100, 3)
	w.publishes() // nobody asked for it
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error { return tx.Set(t.Context(), "town", "#news", "publish", "true") }))
	for story := range 8 {
		w.stand(story+1, 1)
	}
	w.stand(50, 2)
	w.chat.fail = func(said) error { return NotYet{Reason: "busy"} }
	w.publishes()
	w.chat.fail = nil
	w.publishes("100", "50", "1", "2", "3")
	for story := range 7 {
		w.stand(60+story, 2+story%2)
	}
	w.publishes("61", "63", "65", "60", "62")
	w.publishes()
	w.time = w.time.Add(time.Hour + time.Second)
	w.publishes("64", "66", "4", "5", "6")
	w.time = w.time.Add(time.Hour + time.Second)
	w.chat.fail = func(s said) error {
		if s.message == "7" {
			return Refused{Reason: "it is gone"}
		}
		return nil
	}
	w.publishes("8")
	w.chat.fail = nil
	w.publishes()
}
