package bot

import (
	"context"
	"maps"
	"slices"
	"time"

	"newshound/commands"
	"newshound/sources"
	"newshound/sources/text/story"
	"newshound/storage"
)

const (
	window      = 5 * 24 * time.Hour // how far back articles can be joined
	mostGrouped = 8_000              // of them, where all is to fit a small machine: 1.5 KB each at most
)

// stories is what this process knows of the stories under way. All of it can
// be had from the database again, so the zero value is a good start.
type stories struct {
	most   int // articles that are remembered; 0 for as many as there are
	groups *story.Groups
	last   int64 // the last article that the groups know of
	move   int64 // and the last move
	found  found
}

// found is what is related to the last article that was owed, by place.
type found struct {
	article int64
	of      map[string][]commands.Link
}

// catchUp learns of the articles that were kept since, by this process
// before or by another: of all that the window holds, in their order, so that
// it goes on as if it had decided each.
func (s *stories) catchUp(ctx context.Context, tx *storage.Tx) error {
	const page = 500
	var since time.Time
	if s.groups == nil {
		s.groups = story.New(story.Options{Window: window, Max: s.most})
		last, err := tx.LastAppeared(ctx, window)
		if err != nil {
			return err
		}
		since = last.Add(-window)
		if s.move, err = tx.LastMove(ctx); err != nil {
			return err
		}
	}
	for {
		articles, err := tx.ArticlesAfter(ctx, s.last, since, page)
		if err != nil {
			return err
		}
		for _, a := range articles {
			if s.last = a.ID; !tooLateToJoin(a) {
				s.groups.Restore(asGrouped(a), a.Story, a.DuplicateOf)
			}
		}
		if len(articles) < page {
			return s.learnMoves(ctx, tx)
		}
	}
}

// learnMoves learns what another process has moved since.
func (s *stories) learnMoves(ctx context.Context, tx *storage.Tx) error {
	moves, err := tx.MovesAfter(ctx, s.move)
	for _, m := range moves {
		s.groups.Move(story.Move{Article: m.Article, Story: m.Story})
		s.move = m.ID
	}
	return err
}

// group decides which story a new article belongs to, given what its source
// repeats. An article that is too late to be joined is a story by itself. A new
// article may show that earlier ones belong to other stories.
func (s *stories) group(a *sources.Article, repeated func(stem string) bool) (moved []story.Move) {
	s.last = a.ID
	if tooLateToJoin(*a) {
		a.Story = a.ID
		return nil
	}
	added := asGrouped(*a)
	added.Repeated = repeated
	v := s.groups.Add(added)
	a.Story, a.DuplicateOf, a.Memory = v.Story, v.DuplicateOf, v.Memory
	return v.Moved
}

// regroup stores what was moved. The posts about the stories that this changes
// say what is so now, and what no post names any more is owed again.
func (b *Bot) regroup(ctx context.Context, tx *storage.Tx, moved []story.Move) error {
	if len(moved) == 0 {
		return nil
	}
	var moves []storage.Move
	for _, m := range moved {
		moves = append(moves, storage.Move{Article: m.Article, Story: m.Story})
	}
	changed, err := tx.Move(ctx, moves)
	if err != nil {
		return err
	}
	if b.stories.move, err = tx.LastMove(ctx); err != nil {
		return err
	}
	if err := b.oweParted(ctx, tx, changed); err != nil {
		return err
	}
	for _, id := range changed {
		if err := b.grow(ctx, tx, id, nil, 0); err != nil {
			return err
		}
	}
	return nil
}

// oweParted tells channels of the articles that have left the story of the only
// post that told the channel of them.
func (b *Bot) oweParted(ctx context.Context, tx *storage.Tx, stories []int64) error {
	parted, err := tx.Parted(ctx, stories)
	if err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(parted)) {
		a, err := tx.Article(ctx, id)
		if err != nil {
			return err
		}
		places, err := tx.Places(ctx, a.Source)
		if err != nil {
			return err
		}
		h, err := b.queries.match(ctx, tx, a, places)
		if err != nil {
			return err
		}
		if h, err = h.in(ctx, tx, a, parted[id]); err != nil {
			return err
		}
		if err := b.owe(ctx, tx, a, h); err != nil {
			return err
		}
	}
	return nil
}

// tooLateToJoin reports whether the window had passed an article when it was
// seen. It is no part of what is known.
func tooLateToJoin(a sources.Article) bool { return a.Seen.Sub(a.Time()) > window }

func asGrouped(a sources.Article) story.Article {
	return story.Article{
		ID: a.ID, Source: a.Source, Canonical: a.Canonical,
		Title: a.Title, Text: a.Text, Lang: a.Lang, Time: a.Time(), Memory: a.Memory,
	}
}
