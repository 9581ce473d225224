package storage

import (
	"context"
	"errors"
	"slices"
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

// StoryNow is the story that what was a story once belongs to by now: that of
// its first article.
func (r Reads) StoryNow(ctx context.Context, id int64) (int64, error) {
	return one[int64](ctx, r, "SELECT COALESCE((SELECT story_id FROM articles WHERE id = $1), $1)", id)
}

// Move puts articles into other stories and returns all stories that this
// changes. A post goes with its article. If a story's first article is among
// those that move to it, the story is new: whoever follows or has muted the
// story that it parted from does so for both. If not, two stories become one:
// the rest of the other story moves too, with everything about it, and nobody
// who was told of either is told again.
func (tx *Tx) Move(ctx context.Context, moves []Move) (changed []int64, err error) {
	for _, m := range moves {
		from, err := one[int64](ctx, tx.Reads, "SELECT story_id FROM articles WHERE id = $1", m.Article)
		if errors.Is(err, ErrNotFound) || from == m.Story {
			continue // it went with its source, or with others
		}
		if err != nil {
			return nil, err
		}
		isNew := slices.ContainsFunc(moves, func(o Move) bool { return o.Article == m.Story })
		if err := tx.move(ctx, from, m, isNew); err != nil {
			return nil, err
		}
		changed = append(changed, from, m.Story)
	}
	slices.Sort(changed)
	return slices.Compact(changed), nil
}

// Parted lets go of the articles of some stories that channels were told of
// only by a post which is about another story by now, and returns them, by
// article. Those channels have yet to be told.
func (tx *Tx) Parted(ctx context.Context, stories []int64) (map[int64][]string, error) {
	out := map[int64][]string{}
	for _, story := range stories {
		_, err := list(ctx, tx.Reads, func(r row) (none struct{}, err error) {
			var article int64
			var channel string
			err = r.Scan(&article, &channel)
			out[article] = append(out[article], channel)
			return none, err
		}, `DELETE FROM post_articles WHERE article_id IN (SELECT id FROM articles WHERE story_id = $1)
			AND post_id IN (SELECT id FROM posts WHERE article_id > 0 AND article_id <> post_articles.article_id AND story_id <> $1)
			RETURNING article_id, channel`, story)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// move has an article be of a story that is new, or all articles of the story
// that it has been of.
func (tx *Tx) move(ctx context.Context, from int64, m Move, isNew bool) error {
	moving, id, about := "story_id = $1", from, slices.Concat(aboutStory, aboutNoMore)
	if isNew {
		moving, id, about = "id = $1", m.Article, aboutStory
	}
	for _, query := range []string{
		"INSERT INTO moves (article_id, story_id) SELECT id, $2 FROM articles WHERE " + moving + " ORDER BY id",
		"UPDATE posts SET story_id = $2 WHERE article_id IN (SELECT id FROM articles WHERE " + moving + ")",
		"UPDATE articles SET story_id = $2 WHERE " + moving,
	} {
		if err := tx.exec(ctx, query, id, m.Story); err != nil {
			return err
		}
	}
	for _, query := range about {
		if err := tx.exec(ctx, query, from, m.Story); err != nil {
			return err
		}
	}
	return tx.muteAlso(ctx, from, m.Story, isNew)
}

// aboutStory has what there is about the story $1 be about $2, too.
var aboutStory = []string{
	`INSERT INTO stories (id, opened_at, updated_at) SELECT $2, opened_at, updated_at FROM stories WHERE id = $1
		ON CONFLICT DO NOTHING`,
	// Who follows both and has been told all of one is told what is due of the other.
	`INSERT INTO story_follows (place, person, story_id, channel, told, created_at, due_at)
		SELECT place, person, $2, channel, told, created_at, due_at FROM story_follows WHERE story_id = $1
		ON CONFLICT (place, person, story_id) DO UPDATE SET told = excluded.told, due_at = excluded.due_at
		WHERE story_follows.due_at = 0 AND (excluded.due_at > 0 OR excluded.told > story_follows.told)`,
	`INSERT INTO digest_stories (digest_id, story_id, told_at)
		SELECT digest_id, $2, told_at FROM digest_stories WHERE story_id = $1 ON CONFLICT DO NOTHING`,
}

// aboutNoMore ends that there is anything about the story $1, which is $2 now.
// Of the posts about that which do not stand yet, a channel gets none where one
// stands, and else the one that comes first.
var aboutNoMore = []string{
	"UPDATE posts SET story_id = $2 WHERE story_id = $1",
	"DELETE FROM story_follows WHERE story_id = $1 AND story_id <> $2",
	"DELETE FROM digest_stories WHERE story_id = $1 AND story_id <> $2",
	`UPDATE posts SET due_at = (SELECT min(o.due_at) FROM posts o WHERE o.channel = posts.channel AND o.story_id = $2 AND o.state = 'held')
		WHERE story_id = $2 AND state = 'held' AND story_id <> $1`,
	`UPDATE posts SET state = 'told' WHERE story_id = $2 AND article_id > 0 AND message = '' AND state IN ('owed', 'late', 'held') AND story_id <> $1
		AND EXISTS (SELECT 1 FROM posts o WHERE o.channel = posts.channel AND o.story_id = $2 AND o.article_id > 0 AND o.state NOT IN ` + givenUp + `
			AND (` + comes("o") + " < " + comes("posts") + " OR " + comes("o") + " = " + comes("posts") + ` AND o.id < posts.id))`,
}

// comes orders posts about one story by how soon a channel has them.
func comes(post string) string {
	return "CASE WHEN " + post + ".message <> '' THEN 0 WHEN " + post + ".state = 'held' THEN 3 WHEN " +
		post + ".state = 'late' THEN 2 WHEN " + post + ".state = 'owed' THEN 1 ELSE 0 END"
}

// muteAlso has a story be muted by whom another is.
func (tx *Tx) muteAlso(ctx context.Context, from, to int64, isNew bool) error {
	was, is := strconv.FormatInt(from, 10), strconv.FormatInt(to, 10)
	err := tx.exec(ctx, `INSERT INTO mutes (person, kind, value, name, created_at)
		SELECT person, kind, $3, name, created_at FROM mutes WHERE kind = $1 AND value = $2 ON CONFLICT DO NOTHING`, string(MutedStory), was, is)
	if err != nil || isNew {
		return err
	}
	return tx.exec(ctx, "DELETE FROM mutes WHERE kind = $1 AND value = $2", string(MutedStory), was)
}
