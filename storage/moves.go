package storage

import (
	"context"
	"strconv"
)

// A Move is an article that was found to be of another story than was said of
// it.
type Move struct {
	ID      int64
	Article int64
	Story   int64
}

// MovesAfter are the moves past an ID, in the order in which they came.
func (r Reads) MovesAfter(ctx context.Context, id int64) ([]Move, error) {
	return list(ctx, r, func(r row) (m Move, err error) { return m, r.Scan(&m.ID, &m.Article, &m.Story) },
		"SELECT id, article_id, story_id FROM moves WHERE id > $1 ORDER BY id", id)
}

// LastMove is the ID of the last move, 0 without any.
func (r Reads) LastMove(ctx context.Context) (int64, error) {
	return one[int64](ctx, r, "SELECT COALESCE(max(id), 0) FROM moves")
}

// Move has an article be of another story, and sets the move's ID. The two
// stories are kin from then on. A post about the article goes with it; and
// where it was the last of its story, all that there is about that.
func (tx *Tx) Move(ctx context.Context, m *Move) (err error) {
	from, err := one[int64](ctx, tx.Reads, "SELECT story_id FROM articles WHERE id = $1", m.Article)
	if err != nil || from == m.Story {
		return err
	}
	m.ID, err = one[int64](ctx, tx.Reads, "INSERT INTO moves (article_id, story_id) VALUES ($1, $2) RETURNING id", m.Article, m.Story)
	if err != nil {
		return err
	}
	for _, s := range []struct {
		query string
		args  []any
	}{
		{"UPDATE articles SET story_id = $2 WHERE id = $1", []any{m.Article, m.Story}},
		{`INSERT INTO stories (id, kin, opened_at, updated_at) SELECT $2, kin, opened_at, updated_at FROM stories WHERE id = $1
			ON CONFLICT DO NOTHING`, []any{from, m.Story}},
		{"UPDATE stories SET kin = (SELECT kin FROM stories WHERE id = $2) WHERE kin = (SELECT kin FROM stories WHERE id = $1)", []any{from, m.Story}},
		{"UPDATE posts SET story_id = $2 WHERE article_id = $1", []any{m.Article, m.Story}},
	} {
		if err := tx.exec(ctx, s.query, s.args...); err != nil {
			return err
		}
	}
	if left, err := one[int64](ctx, tx.Reads, "SELECT count(*) FROM articles WHERE story_id = $1", from); err != nil || left > 0 {
		return err
	}
	return tx.renameStory(ctx, from, m.Story)
}

// renameStory has all that is about a story be about another.
func (tx *Tx) renameStory(ctx context.Context, from, to int64) error {
	for _, query := range []string{
		"UPDATE posts SET story_id = $2 WHERE story_id = $1",
		`INSERT INTO story_follows (place, person, story_id, channel, told, created_at, due_at)
			SELECT place, person, $2, channel, told, created_at, due_at FROM story_follows WHERE story_id = $1 ON CONFLICT DO NOTHING`,
		`INSERT INTO digest_stories (digest_id, story_id, told_at)
			SELECT digest_id, $2, told_at FROM digest_stories WHERE story_id = $1 ON CONFLICT DO NOTHING`,
	} {
		if err := tx.exec(ctx, query, from, to); err != nil {
			return err
		}
	}
	err := tx.exec(ctx, `INSERT INTO mutes (person, kind, value, name, created_at)
		SELECT person, kind, $3, name, created_at FROM mutes WHERE kind = $1 AND value = $2 ON CONFLICT DO NOTHING`,
		string(MutedStory), strconv.FormatInt(from, 10), strconv.FormatInt(to, 10))
	if err != nil {
		return err
	}
	for _, table := range []string{"story_follows", "digest_stories"} {
		if err := tx.exec(ctx, "DELETE FROM "+table+" WHERE story_id = $1", from); err != nil {
			return err
		}
	}
	return nil
}
