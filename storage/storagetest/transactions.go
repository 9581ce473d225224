package storagetest

import (
	"errors"
	"strconv"

	"newshound/sources"
	"newshound/storage"
)

var transactionTests = []test{
	{"one that fails keeps nothing", func(s *suite) {
		src := s.source("here", "daily")
		why := errors.New("no")
		var a sources.Article
		err := s.Tx(s.ctx, func(tx *storage.Tx) error {
			a = sources.Article{Source: src.ID, Key: "k", Title: "Gone", Seen: noon}
			if err := tx.AddArticle(s.ctx, &a); err != nil {
				return err
			}
			if err := tx.IndexText(s.ctx, a.ID, []string{"gone"}); err != nil {
				return err
			}
			if _, err := tx.Owe(s.ctx, &storage.Post{Key: "k", Channel: "c"}); err != nil {
				return err
			}
			return why
		})
		if !errors.Is(err, why) {
			s.Errorf("got the error %v, want that of the function", err)
		}
		s.notFound("article", func(tx *storage.Tx) error { _, err := tx.Article(s.ctx, a.ID); return err })
		s.notFound("post", func(tx *storage.Tx) error { _, err := tx.PostOf(s.ctx, "k"); return err })
		want(s, "search", []string(nil))(titles(s.Search(s.ctx, storage.Search{Place: "here", Limit: 9})))
	}},
	{"what it wrote it reads, and nobody else before its end", func(s *suite) {
		s.tx(func(tx *storage.Tx) error {
			if err := tx.Set(s.ctx, "here", "", "tone", "dry"); err != nil {
				return err
			}
			want(s, "own setting", "dry")(tx.Setting(s.ctx, "here", "", "tone"))
			return nil
		})
		want(s, "setting", "dry")(s.Setting(s.ctx, "here", "", "tone"))
	}},
	{"Serialize makes others wait", func(s *suite) {
		const n = 8
		s.together(n, func(int) error {
			return s.Tx(s.ctx, func(tx *storage.Tx) error {
				if err := tx.Serialize(s.ctx); err != nil {
					return err
				}
				v, err := tx.Setting(s.ctx, "", "", "count")
				if err != nil {
					return err
				}
				count, _ := strconv.Atoi(v) // "" counts as 0
				return tx.Set(s.ctx, "", "", "count", strconv.Itoa(count+1))
			})
		})
		want(s, "count", strconv.Itoa(n))(s.Setting(s.ctx, "", "", "count"))
	}},
}
