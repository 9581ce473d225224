package bot

import (
	"context"
	"time"

	"newshound/commands"
	"newshound/sources"
	"newshound/sources/text/story"
	"newshound/storage"
)

// window is how far back articles can be joined.
const window = 5 * 24 * time.Hour

// stories is what this process knows of the stories under way. All of it can
// be had from the database again, so the zero value is a good start.
type stories struct {
	groups *story.Groups
	last   int64 // the last article that the groups know of
	found  found
}

// found is what is related to the last article that was owed, by place.
type found struct {
	article int64
	of      map[string][]commands.Link
}

// catchUp learns of the articles that were kept since, by this process
// before or by another.
func (s *stories) catchUp(ctx context.Context, tx *storage.Tx, now time.Time) error {
	const page = 500
	if s.groups == nil {
		s.groups = story.New(story.Options{Window: window})
	}
	for {
		articles, err := tx.ArticlesAfter(ctx, s.last, now.Add(-window), page)
		if err != nil {
			return err
		}
		for _, a := range articles {
			s.groups.Restore(asGrouped(a), a.Story, a.DuplicateOf)
			s.last = a.ID
		}
		if len(articles) < page {
			return nil
		}
	}
}

// group decides which story a new article belongs to. One from before the
// window has come too late to be joined, and is a story by itself.
func (s *stories) group(a *sources.Article, now time.Time) {
	s.last = a.ID
	if now.Sub(a.Time()) > window {
		a.Story = a.ID
		return
	}
	v := s.groups.Add(asGrouped(*a))
	a.Story, a.DuplicateOf = v.Story, v.DuplicateOf
}

func asGrouped(a sources.Article) story.Article {
	return story.Article{
		ID: a.ID, Source: a.Source, Canonical: a.Canonical,
		Title: a.Title, Text: a.Text, Lang: a.Lang, Time: a.Time(),
	}
}
