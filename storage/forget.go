package storage

import (
	"context"
	"time"

	"newshound/sources"
)

// What has been kept long enough leaves a little at a time: each of these
// drops what is from before a time, the oldest first, at most limit of it, and
// reports how much that was.

// Fade drops the texts of articles, and what was made of them. It returns the
// articles by their IDs, titles and languages: they are still found by the
// words that they had, until IndexText says otherwise.
func (tx *Tx) Fade(ctx context.Context, before time.Time, limit int) ([]sources.Article, error) {
	return list(ctx, tx.Reads, func(r row) (a sources.Article, err error) { return a, r.Scan(&a.ID, &a.Title, &a.Lang) },
		`UPDATE articles SET text = '', summary = '[]', keyphrases = '[]', memory = '' WHERE id IN (
		SELECT id FROM articles WHERE seen_at < $1 AND text <> '' ORDER BY seen_at LIMIT $2) RETURNING id, title, lang`, ms(before), limit)
}

// ForgetArticles drops articles whole.
func (tx *Tx) ForgetArticles(ctx context.Context, before time.Time, limit int) (int, error) {
	gone, err := list(ctx, tx.Reads, scanInt, `DELETE FROM articles WHERE id IN (
		SELECT id FROM articles WHERE seen_at < $1 ORDER BY seen_at LIMIT $2) RETURNING id`, ms(before), limit)
	for _, id := range gone {
		if err := tx.dialect.forget(ctx, tx, id); err != nil {
			return 0, err
		}
	}
	return len(gone), err
}

// ForgetStories drops stories that nothing was added to since, and of which
// there is no article.
func (tx *Tx) ForgetStories(ctx context.Context, before time.Time, limit int) (int, error) {
	return tx.forget(ctx, `DELETE FROM stories WHERE id IN (SELECT s.id FROM stories s WHERE s.updated_at < $1
		AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.story_id = s.id) ORDER BY s.updated_at LIMIT $2) RETURNING id`, before, limit)
}

// ForgetPosts drops posts that are done with. Those of a story that was added
// to since stay: a channel that was told of it is not to be told again.
func (tx *Tx) ForgetPosts(ctx context.Context, before time.Time, limit int) (int, error) {
	return tx.forget(ctx, `DELETE FROM posts WHERE id IN (SELECT p.id FROM posts p WHERE p.created_at < $1
		AND p.state IN ('sent', 'refused', 'aside', 'dropped', 'told')
		AND NOT EXISTS (SELECT 1 FROM stories s WHERE s.id = p.story_id AND s.updated_at >= $1) ORDER BY p.created_at LIMIT $2) RETURNING id`, before, limit)
}

// ForgetMoves drops moves of articles seen before.
func (tx *Tx) ForgetMoves(ctx context.Context, before time.Time, limit int) (int, error) {
	return tx.forget(ctx, `DELETE FROM moves WHERE id IN (SELECT m.id FROM moves m JOIN articles a ON a.id = m.article_id
		WHERE a.seen_at < $1 ORDER BY m.id LIMIT $2) RETURNING id`, before, limit)
}

// ForgetTold drops which stories digests have told of.
func (tx *Tx) ForgetTold(ctx context.Context, before time.Time, limit int) (int, error) {
	return tx.forget(ctx, `DELETE FROM digest_stories WHERE (digest_id, story_id) IN (
		SELECT digest_id, story_id FROM digest_stories WHERE told_at < $1 ORDER BY told_at LIMIT $2) RETURNING story_id`, before, limit)
}

// ForgetHashtags drops forms of hashtags that no article has had since.
func (tx *Tx) ForgetHashtags(ctx context.Context, before time.Time, limit int) (int, error) {
	return tx.forget(ctx, `DELETE FROM hashtags WHERE (lang, key, tag) IN (
		SELECT lang, key, tag FROM hashtags WHERE seen_at < $1 ORDER BY seen_at LIMIT $2) RETURNING articles`, before, limit)
}

// EndStoryFollows ends follows, made before, of stories that nothing was added
// to since.
func (tx *Tx) EndStoryFollows(ctx context.Context, before time.Time, limit int) (int, error) {
	return tx.forget(ctx, `DELETE FROM story_follows WHERE (place, person, story_id) IN (
		SELECT f.place, f.person, f.story_id FROM story_follows f LEFT JOIN stories s ON s.id = f.story_id
		WHERE f.created_at < $1 AND f.due_at = 0 AND COALESCE(s.updated_at, 0) < $1 LIMIT $2) RETURNING story_id`, before, limit)
}

// forget runs a DELETE that returns a number for each row.
func (tx *Tx) forget(ctx context.Context, query string, before time.Time, limit int) (int, error) {
	gone, err := list(ctx, tx.Reads, scanInt, query, ms(before), limit)
	return len(gone), err
}
