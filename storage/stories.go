package storage

import (
	"context"
	"time"

	"newshound/sources"
)

// GroupArticle stores which story an article belongs to, what it repeats, what
// grouping remembers of its words, and why it is withheld.
// The story is updated at the article's time, and opened there if it is its
// first.
func (tx *Tx) GroupArticle(ctx context.Context, a sources.Article) error {
	err := tx.change(ctx, "UPDATE articles SET story_id = $2, duplicate_of = $3, memory = $4, withheld = $5 WHERE id = $1",
		a.ID, a.Story, a.DuplicateOf, append([]byte{}, a.Memory...), string(a.Withheld))
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

// A StoryHead is what a place knows of a story without reading it.
type StoryHead struct {
	ID       int64
	Latest   time.Time // when its newest article appeared
	Sources  int       // that tell it
	New      int       // of them, that had not before an article
	Alerts   int       // of the place, that fired on it
	Followed bool      // by a channel of the place, through a source or by itself
	Told     bool      // by a digest
}

func scanStoryHead(r row) (h StoryHead, err error) {
	var followed, told int64
	err = r.Scan(&h.ID, milli{&h.Latest}, &h.Sources, &h.New, &h.Alerts, &followed, &told)
	h.Followed, h.Told = followed > 0, told > 0
	return h, err
}

// appeared is when an article did: when its source says so, and not after it
// was seen.
const appeared = "CASE WHEN published_at = 0 OR published_at > seen_at THEN seen_at ELSE published_at END"

// StoryHeads are the stories that have an article of a place's sources which
// appeared since a time and came after another article, the latest first; Told
// says whether a digest, 0 for none, has told of them.
func (r Reads) StoryHeads(ctx context.Context, place string, since time.Time, after, digest int64) ([]StoryHead, error) {
	return list(ctx, r, scanStoryHead, `WITH here AS (
			SELECT a.id, a.story_id, a.source_id, `+appeared+` AS appeared FROM articles a
			JOIN place_sources p ON p.source_id = a.source_id AND p.place = $1
			WHERE a.story_id IN (
				SELECT n.story_id FROM articles n JOIN place_sources q ON q.source_id = n.source_id AND q.place = $1
				WHERE n.seen_at >= $2 AND `+appeared+` >= $2 AND n.id > $3)),
		told AS (SELECT story_id, source_id, max(appeared) AS latest, CASE WHEN min(id) > $3 THEN 1 ELSE 0 END AS new FROM here GROUP BY story_id, source_id),
		fired AS (SELECT h.story_id, count(DISTINCT m.alert_id) AS n FROM here h JOIN matches m ON m.article_id = h.id AND m.why NOT LIKE 'muted%'
			JOIN alerts l ON l.id = m.alert_id AND l.place = $1 GROUP BY h.story_id),
		followed AS (SELECT t.story_id FROM told t JOIN follows f ON f.source_id = t.source_id AND f.place = $1
			UNION SELECT story_id FROM story_follows WHERE place = $1)
		SELECT t.story_id, max(t.latest), count(*), sum(t.new), COALESCE(max(f.n), 0), COUNT(w.story_id), COUNT(d.story_id) FROM told t
		LEFT JOIN fired f ON f.story_id = t.story_id LEFT JOIN followed w ON w.story_id = t.story_id
		LEFT JOIN digest_stories d ON d.story_id = t.story_id AND d.digest_id = $4
		GROUP BY t.story_id ORDER BY 2 DESC, 1 DESC`, place, ms(since), after, digest)
}
