package storagetest

import (
	"context"
	"strings"
	"time"

	"newshound/sources"
	"newshound/storage"
)

// forgotten is how many rows something drops that are from before a time.
func (s *suite) forgotten(drop func(*storage.Tx, context.Context, time.Time, int) (int, error), before time.Time, limit int) (n int) {
	s.Helper()
	s.tx(func(tx *storage.Tx) (err error) {
		n, err = drop(tx, s.ctx, before, limit)
		return err
	})
	return n
}

func fade(tx *storage.Tx, ctx context.Context, before time.Time, limit int) (int, error) {
	faded, err := tx.Fade(ctx, before, limit)
	return len(faded), err
}

var forgetTests = []test{
	{"text fades, then the article goes whole", func(s *suite) {
		src := s.source("here", "daily").ID
		gone, faded, kept := s.article(src, "gone", 0, after(-3*time.Hour)), s.article(src, "faded", 0, after(-time.Hour)), s.article(src, "kept", 0, noon)
		alert := s.alert("here", "ann", "gone")
		faded.Memory = []byte{1}
		s.tx(func(tx *storage.Tx) error {
			for _, a := range []sources.Article{gone, faded} {
				if err := tx.IndexText(s.ctx, a.ID, []string{"word"}); err != nil {
					return err
				}
			}
			if err := tx.GroupArticle(s.ctx, faded); err != nil {
				return err
			}
			return tx.AddMatch(s.ctx, storage.Match{Alert: alert.ID, Article: gone.ID, At: noon})
		})
		s.tx(func(tx *storage.Tx) error {
			want(s, "faded", []sources.Article{{ID: gone.ID, Title: "gone"}, {ID: faded.ID, Title: "faded"}})(tx.Fade(s.ctx, noon, 9))
			return nil
		})
		want(s, "gone", 1)(s.forgotten((*storage.Tx).ForgetArticles, after(-2*time.Hour), 9), nil)
		faded.Text, faded.Memory = "", nil
		want(s, "faded", faded)(s.Article(s.ctx, faded.ID))
		want(s, "kept", kept)(s.Article(s.ctx, kept.ID))
		s.notFound("gone", func(tx *storage.Tx) error { _, err := tx.Article(s.ctx, gone.ID); return err })
		want(s, "found", []string{"faded"})(titles(s.find(word("word"))))
		want(s, "story of what is gone", []string(nil))(titles(s.Story(s.ctx, "here", gone.Story)))
	}},
	{"as much goes at once as was asked", func(s *suite) {
		src := s.source("here", "daily").ID
		for _, title := range strings.Fields("a b c") {
			s.article(src, title, 0, after(-time.Hour))
		}
		d := s.putDigest("here", "c", noon)
		s.tx(func(tx *storage.Tx) error {
			return tx.DigestDone(s.ctx, d.ID, after(-time.Hour), noon, []int64{1, 2, 3})
		})
		for _, part := range []struct {
			name string
			drop func(*storage.Tx, context.Context, time.Time, int) (int, error)
		}{
			{"texts", fade}, {"articles", (*storage.Tx).ForgetArticles}, {"stories", (*storage.Tx).ForgetStories}, {"told", (*storage.Tx).ForgetTold},
		} {
			for _, n := range []int{2, 1, 0} {
				want(s, part.name, n)(s.forgotten(part.drop, noon, 2), nil)
			}
		}
	}},
	{"posts go when they are done with, and their story is", func(s *suite) {
		src := s.source("here", "daily").ID
		busy, quiet := s.article(src, "busy", 0, noon).Story, s.article(src, "quiet", 0, after(-time.Hour)).Story
		for key, p := range map[string]storage.Post{
			"busy": {Story: busy, State: storage.Sent}, "quiet": {Story: quiet, State: storage.Sent}, "digest": {State: storage.Sent},
			"refused": {Story: quiet, State: storage.Refused}, "aside": {Story: quiet, State: storage.Aside},
			"owed": {Story: quiet, State: storage.Owed}, "late": {Story: quiet, State: storage.Late},
		} {
			state := p.State
			p.Key, p.Place, p.Channel, p.Created = key, "here", "c", after(-time.Minute)
			s.owe(&p)
			p.State = state
			s.tx(func(tx *storage.Tx) error { return tx.SavePost(s.ctx, p) })
		}
		want(s, "forgotten", 4)(s.forgotten((*storage.Tx).ForgetPosts, noon, 9), nil)
		for _, key := range []string{"busy", "owed", "late"} {
			if _, err := s.PostOf(s.ctx, key); err != nil {
				s.Errorf("%s: %v", key, err)
			}
		}
	}},
}
