package storagetest

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"newshound/sources"
	"newshound/storage"
)

var searchTests = []test{
	{"words, beginnings, and clauses of them", func(s *suite) {
		src := s.source("here", "daily").ID
		s.indexed(src, "korea", "north korea korean missil")
		s.indexed(src, "japan", "japan missil test café 東京")
		s.indexed(src, "chips", "chip potato 2026 ελλάδα")
		for _, c := range []struct {
			name string
			ask  storage.Clauses
			want string
		}{
			{"nothing asked", nil, "chips japan korea"},
			{"a word", word("korea"), "korea"},
			{"half a word", word("kor"), ""},
			{"the beginning of a word", storage.Clauses{{{Word: "kor", Prefix: true}}}, "korea"},
			{"a whole word as a beginning", storage.Clauses{{{Word: "missil", Prefix: true}}}, "japan korea"},
			{"both of two words", storage.Clauses{{{Word: "missil"}}, {{Word: "test"}}}, "japan"},
			{"either of two words", storage.Clauses{{{Word: "korea"}, {Word: "potato"}}}, "chips korea"},
			{"clauses", storage.Clauses{{{Word: "missil"}, {Word: "chip"}}, {{Word: "pot", Prefix: true}, {Word: "japan"}}}, "chips japan"},
			{"a word nobody has", storage.Clauses{{{Word: "missil"}}, {{Word: "absent"}}}, ""},
			{"accents", word("café"), "japan"},
			{"no accents", word("cafe"), ""},
			{"other scripts", storage.Clauses{{{Word: "ελλάδα"}, {Word: "東", Prefix: true}}}, "chips japan"},
			{"a number", word("2026"), "chips"},
			{"the engines' own words", storage.Clauses{{{Word: "AND"}, {Word: "NEAR"}, {Word: "korea"}}}, "korea"},
			{"the engines' own signs", storage.Clauses{{{Word: `ko"r'e:*\a`}}}, "korea"},
			{"a clause of which nothing is left asks for nothing", storage.Clauses{{{Word: "?!"}, {Word: "absent"}}, {{Word: "korea"}}}, "korea"},
			{"a clause of no terms asks for nothing", storage.Clauses{{}, {{Word: "korea"}}}, "korea"},
			{"many clauses", many(600), "korea"},
		} {
			want(s, c.name, strings.Fields(c.want))(titles(s.find(c.ask)))
		}
	}},
	{"pages, newest first", func(s *suite) {
		src := s.source("here", "daily").ID
		var all []sources.Article
		for i := range 5 {
			all = append(all, s.indexed(src, fmt.Sprint(i), "word"))
		}
		page := storage.Search{Place: "here", Clauses: word("word"), Limit: 2}
		want(s, "first page", []string{"4", "3"})(titles(s.Search(s.ctx, page)))
		page.Before = all[3].ID
		want(s, "second page", []string{"2", "1"})(titles(s.Search(s.ctx, page)))
		page.Before = 1 << 40
		want(s, "before any", []string{"4", "3"})(titles(s.Search(s.ctx, page)))
	}},
	{"since a time", func(s *suite) {
		src := s.source("here", "daily").ID
		s.article(src, "old", 0, after(-time.Millisecond))
		s.article(src, "new", 0, noon)
		want(s, "found", []string{"new"})(titles(s.Search(s.ctx, storage.Search{Place: "here", Since: noon, Limit: 9})))
	}},
	{"words of an edited article take the place of the old ones", func(s *suite) {
		a := s.indexed(s.source("here", "daily").ID, "a", "old")
		for range 2 {
			s.index(a.ID, "new")
			want(s, "old word", []string(nil))(titles(s.find(word("old"))))
			want(s, "new word", []string{"a"})(titles(s.find(word("new"))))
		}
		s.index(a.ID)
		want(s, "no words", []string(nil))(titles(s.find(word("new"))))
	}},
	{"any word that is indexed is found, and so is its beginning", func(s *suite) {
		a := s.indexed(s.source("here", "daily").ID, "a", "")
		rapid.Check(s.T, func(t *rapid.T) {
			any := rapid.OneOf(rapid.Rune(), rapid.RuneFrom(nil, unicode.L, unicode.M, unicode.N))
			words := rapid.SliceOfN(rapid.StringOfN(any, 1, 8, 100), 1, 5).Draw(t, "words")
			asked := []rune(rapid.SampledFrom(words).Draw(t, "asked"))
			start := string(asked[:rapid.IntRange(1, len(asked)).Draw(t, "length")])
			s.index(a.ID, words...)
			for _, term := range []storage.Term{{Word: string(asked)}, {Word: start, Prefix: true}} {
				found, err := s.find(storage.Clauses{{term}})
				if err != nil || len(found) != 1 {
					t.Fatalf("%+v: found %d articles, error %v", term, len(found), err)
				}
			}
		})
	}},
	{"more words than an engine takes", func(s *suite) {
		a := s.indexed(s.source("here", "daily").ID, "a", "")
		words := []string{"first", strings.Repeat("long", 5000)}
		for i := range 100_000 {
			words = append(words, fmt.Sprintf("averylongwordindeed%d", i))
		}
		s.index(a.ID, words...)
		want(s, "found", []string{"a"})(titles(s.find(word("first"))))
		want(s, "too long a word asks for nothing", []string{"a"})(titles(s.find(word(words[1]))))
	}},
}

func word(w string) storage.Clauses { return storage.Clauses{{{Word: w}}} }

// many is n clauses of two terms, which Korea alone meets.
func many(n int) (c storage.Clauses) {
	for i := range n {
		c = append(c, []storage.Term{{Word: "korea"}, {Word: fmt.Sprint("absent", i)}})
	}
	return c
}

// find is what a place's search finds.
func (s *suite) find(c storage.Clauses) ([]sources.Article, error) {
	return s.Search(s.ctx, storage.Search{Place: "here", Clauses: c, Limit: 9})
}

func (s *suite) index(article int64, words ...string) {
	s.Helper()
	s.tx(func(tx *storage.Tx) error { return tx.IndexText(s.ctx, article, words) })
}

// indexed is a new article that is found by words.
func (s *suite) indexed(source int64, title, words string) sources.Article {
	s.Helper()
	a := s.article(source, title, 0, noon)
	s.index(a.ID, strings.Fields(words)...)
	return a
}
