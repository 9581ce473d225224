package bot

import (
	"context"
	"slices"

	"newshound/commands"
	"newshound/sources"
	"newshound/sources/text/story"
	"newshound/storage"
)

// What came before on an article's subject is looked for in all that was kept,
// however old: full-text search finds what shares two of the words that tell
// most of it, the newest first, and the grouping says how alike they are.
const (
	subjectWords = 8  // that are searched for
	mostEarlier  = 60 // articles that are compared
)

// related is what a place has read before on the subject of an article, of
// other events: the best first, one a story.
func (b *Bot) related(ctx context.Context, place string, a sources.Article) (related []sources.Article, err error) {
	err = b.knowing(ctx, func(tx *storage.Tx) error {
		related, err = b.stories.related(ctx, tx.Reads, place, a)
		return err
	})
	return related, err
}

// coverage is what was read of the event that a page tells of: article IDs,
// the most alike first.
func (b *Bot) coverage(ctx context.Context, a sources.Article) (same []int64, err error) {
	err = b.knowing(ctx, func(*storage.Tx) error {
		a.Seen = b.now()
		same = b.stories.groups.Judge(asGrouped(a)).Also
		return nil
	})
	return same, err
}

// knowing does something that needs to know of all that has been kept.
func (b *Bot) knowing(ctx context.Context, do func(*storage.Tx) error) error {
	b.taking.Lock()
	defer b.taking.Unlock()
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		if err := b.catchUp(ctx, tx); err != nil {
			return err
		}
		return do(tx)
	})
}

func (s *stories) related(ctx context.Context, r storage.Reads, place string, a sources.Article) ([]sources.Article, error) {
	words := s.groups.Subject(asGrouped(a), subjectWords)
	if len(words) == 0 {
		return nil, nil
	}
	earlier, err := r.Search(ctx, storage.Search{Place: place, Clauses: twoOf(words), But: a.Story, Before: a.ID, Limit: mostEarlier})
	if err != nil {
		return nil, err
	}
	var candidates []story.Candidate
	for _, e := range earlier {
		candidates = append(candidates, story.Candidate{Article: asGrouped(e), Story: e.Story})
	}
	var out []sources.Article
	for _, id := range s.groups.Rank(asGrouped(a), a.Story, candidates) {
		i := slices.IndexFunc(earlier, func(e sources.Article) bool { return e.ID == id })
		out = append(out, earlier[i])
	}
	return out, nil
}

// twoOf asks for two of the words at least: for one beside each of them.
func twoOf(words []string) storage.Clauses {
	var all []storage.Term
	for _, w := range words {
		all = append(all, storage.Term{Word: w})
	}
	if len(all) <= 1 {
		return storage.Clauses{all}
	}
	var out storage.Clauses
	for i := range all {
		out = append(out, slices.Concat(all[:i], all[i+1:]))
	}
	return out
}

// relatedLinks are links to what is related, in the transaction that keeps the
// article. They are found once a place.
func (b *Bot) relatedLinks(ctx context.Context, tx *storage.Tx, place string, a sources.Article) ([]commands.Link, error) {
	if m := &b.stories.found; m.article != a.ID {
		m.article, m.of = a.ID, map[string][]commands.Link{}
	}
	of := b.stories.found.of
	if links, known := of[place]; known {
		return links, nil
	}
	articles, err := b.stories.related(ctx, tx.Reads, place, a)
	if err != nil {
		return nil, err
	}
	of[place], err = commands.Links(ctx, tx.Reads, articles)
	return of[place], err
}
