package storage

import (
	"context"
	"time"

	"newshound/sources"
)

// GroupArticle keeps which story an article belongs to, and what it repeats.
// The story is updated at the article's time, and opened there if it is its
// first.
func (tx *Tx) GroupArticle(ctx context.Context, a sources.Article) error {
	err := tx.change(ctx, "UPDATE articles SET story_id = $2, duplicate_of = $3 WHERE id = $1", a.ID, a.Story, a.DuplicateOf)
	if err != nil {
		return err
	}
	return tx.exec(ctx, `INSERT INTO stories (id, opened_at, updated_at) VALUES ($1, $2, $2)
		ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at`, a.Story, ms(a.Seen))
}

// Story is what a place sees of a story: its articles there, oldest first.
func (r Reads) Story(ctx context.Context, place string, id int64) ([]sources.Article, error) {
	return list(ctx, r, scanArticle, articleSelect+`JOIN place_sources p ON p.source_id = a.source_id AND p.place = $1
		WHERE a.story_id = $2 ORDER BY a.id`, place, id)
}

// Stories are the articles that a place has of the stories which one of its
// sources added to since a time and after an article, newest story first and
// each story's oldest article first. Limit is of articles.
func (r Reads) Stories(ctx context.Context, place string, since time.Time, after int64, limit int) ([]sources.Article, error) {
	return list(ctx, r, scanArticle, articleSelect+`JOIN place_sources p ON p.source_id = a.source_id AND p.place = $1
		WHERE a.story_id IN (
			SELECT n.story_id FROM articles n JOIN place_sources q ON q.source_id = n.source_id AND q.place = $1
			WHERE n.seen_at >= $2 AND n.id > $3)
		ORDER BY a.story_id DESC, a.id LIMIT $4`, place, ms(since), after, limit)
}
