package storage

import (
	"context"
	"time"
)

// CountHashtag counts a hashtag of a language among the forms of its key, and
// returns them all, the commonest first, those as common by their letters.
func (tx *Tx) CountHashtag(ctx context.Context, lang, key, tag string, at time.Time) ([]string, error) {
	err := tx.exec(ctx, `INSERT INTO hashtags (lang, key, tag, articles, seen_at) VALUES ($1, $2, $3, 1, $4)
		ON CONFLICT (lang, key, tag) DO UPDATE SET articles = hashtags.articles + 1, seen_at = excluded.seen_at`,
		lang, key, tag, ms(at))
	if err != nil {
		return nil, err
	}
	return list(ctx, tx.Reads, scanString, "SELECT tag FROM hashtags WHERE lang = $1 AND key = $2 ORDER BY articles DESC, tag",
		lang, key)
}
