package storagetest

import (
	"strings"
	"time"

	"pgregory.net/rapid"

	"newshound/sources"
	"newshound/storage"
)

// What a stranger's feed or a person may write.
const (
	hostile = "a\x00b\xffc"
	mended  = "ab\uFFFDc"
)

var hostileTests = []test{
	{"bytes that are no text are mended wherever they turn up", func(s *suite) {
		src := sources.Source{URL: hostile, Title: hostile, Site: hostile, Lang: hostile}
		s.tx(func(tx *storage.Tx) error { return tx.AddSource(s.ctx, hostile, hostile, &src, noon) })
		src.ETag, src.LastModified, src.Error = hostile, hostile, hostile
		s.tx(func(tx *storage.Tx) error { return tx.SavePoll(s.ctx, src) })
		mendedSource := sources.Source{
			ID: src.ID, URL: mended, Title: mended, Site: mended, Lang: mended, ETag: mended, LastModified: mended, Error: mended, Added: noon,
		}
		want(s, "sources", []sources.Source{mendedSource})(s.Sources(s.ctx, hostile))

		a := storage.Alert{Place: hostile, Person: hostile, Query: hostile, Channel: hostile, Mention: hostile}
		s.tx(func(tx *storage.Tx) error { return tx.AddAlert(s.ctx, &a) })
		want(s, "alert", storage.Alert{
			ID: a.ID, Place: mended, Person: mended, Query: mended, Channel: mended, Mention: mended,
		})(s.Alert(s.ctx, hostile, hostile, a.ID))

		p := storage.Post{Key: hostile, Place: hostile, Channel: hostile, Body: []byte(hostile)}
		s.owe(&p)
		s.sent(p, hostile)
		want(s, "post", storage.Post{
			ID: p.ID, Key: mended, Place: mended, Channel: mended, Body: []byte(mended), State: storage.Sent, Message: mended, Sent: noon,
		})(s.PostOf(s.ctx, hostile))

		s.tx(func(tx *storage.Tx) error { return tx.Set(s.ctx, hostile, hostile, hostile, hostile) })
		want(s, "setting", mended)(s.Setting(s.ctx, hostile, hostile, hostile))
	}},
	{"an article goes by its key as its feed writes it", func(s *suite) {
		src := s.source("here", "daily").ID
		a := s.article(src, hostile, 0, noon)
		found := must[map[string]sources.Article](s)(s.ArticlesByKey(s.ctx, src, []string{hostile}))
		if got := found[hostile]; got.ID != a.ID || got.Title != mended {
			s.Errorf("found %+v", found)
		}
	}},
	{"any article is kept", func(s *suite) {
		src := s.source("here", "daily").ID
		var word = rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) })
		var list = rapid.SliceOfN(word, 0, 3)
		rapid.Check(s.T, func(t *rapid.T) {
			a := sources.Article{
				Source: src, Key: word.Draw(t, "key"), URL: word.Draw(t, "url"), Canonical: word.Draw(t, "canonical"),
				Title: word.Draw(t, "title"), Author: word.Draw(t, "author"), Lang: word.Draw(t, "lang"),
				Text: word.Draw(t, "text"), Image: word.Draw(t, "image"), Tags: list.Draw(t, "tags"),
				Summary: list.Draw(t, "summary"), Hashtags: list.Draw(t, "hashtags"), Keyphrases: list.Draw(t, "keyphrases"),
				Published: time.UnixMilli(rapid.Int64().Draw(t, "published")),
			}
			words := list.Draw(t, "words")
			err := s.Tx(s.ctx, func(tx *storage.Tx) error {
				known, err := tx.ArticlesByKey(s.ctx, src, []string{a.Key})
				if err != nil {
					return err
				}
				if old, ok := known[a.Key]; ok {
					a.ID = old.ID
					err = tx.EditArticle(s.ctx, a)
				} else {
					err = tx.AddArticle(s.ctx, &a)
				}
				if err != nil {
					return err
				}
				return tx.IndexText(s.ctx, a.ID, words)
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := s.Article(s.ctx, a.ID)
			if err != nil || got.Title != strings.ReplaceAll(strings.ToValidUTF8(a.Title, "\uFFFD"), "\x00", "") {
				t.Fatalf("got the title %q, error %v", got.Title, err)
			}
		})
	}},
}
