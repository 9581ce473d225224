package storage

import (
	"context"
	"slices"
	"time"

	"newshound/sources"
)

const (
	articleSelect = "SELECT " + articleColumns + "a.text FROM articles a "
	// Of what is remembered no text is needed.
	groupedSelect  = "SELECT " + articleColumns + "CASE length(a.memory) WHEN 0 THEN a.text ELSE '' END FROM articles a "
	articleColumns = `a.id, a.source_id, a.key, a.mark, a.url, a.canonical, a.title, a.author, a.published_at, a.seen_at,
	a.lang, a.tags, a.image, a.comments, a.summary, a.hashtags, a.keyphrases, a.story_id, a.duplicate_of, a.memory, a.withheld, `
)

func scanArticle(r row) (a sources.Article, err error) {
	return a, r.Scan(&a.ID, &a.Source, &a.Key, &a.Mark, &a.URL, &a.Canonical, &a.Title, &a.Author,
		milli{&a.Published}, milli{&a.Seen}, &a.Lang, words{&a.Tags}, &a.Image, &a.Comments,
		words{&a.Summary}, words{&a.Hashtags}, words{&a.Keyphrases}, &a.Story, &a.DuplicateOf, &a.Memory, &a.Withheld, &a.Text)
}

// Article is the article of an ID.
func (r Reads) Article(ctx context.Context, id int64) (sources.Article, error) {
	return first(ctx, r, scanArticle, articleSelect+"WHERE a.id = $1", id)
}

// Articles are those of the IDs that a place may see, newest first.
func (r Reads) Articles(ctx context.Context, place string, ids []int64) ([]sources.Article, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{place}
	for _, id := range ids {
		args = append(args, id)
	}
	return list(ctx, r, scanArticle, articleSelect+`JOIN place_sources p ON p.source_id = a.source_id AND p.place = $1
		WHERE a.id IN (`+placeholders(2, len(ids))+`) ORDER BY a.id DESC`, args...)
}

// ArticlesByKey are the articles of a source that go by one of the keys, by
// the keys as they were asked for.
func (r Reads) ArticlesByKey(ctx context.Context, source int64, keys []string) (map[string]sources.Article, error) {
	return r.articlesBy(ctx, "key", func(a sources.Article) string { return a.Key }, source, keys)
}

// ArticlesByCanonical are the newest articles of a source at each of the
// canonical URLs, by those as they were asked for.
func (r Reads) ArticlesByCanonical(ctx context.Context, source int64, urls []string) (map[string]sources.Article, error) {
	return r.articlesBy(ctx, "canonical", func(a sources.Article) string { return a.Canonical }, source, urls)
}

// ArticlesByTitle are the latest articles of a source with each of the titles,
// newest first, by the titles as they were asked for.
func (r Reads) ArticlesByTitle(ctx context.Context, source int64, titles []string) (map[string][]sources.Article, error) {
	const batch, most = 500, 50 // titles in one statement, articles of one title
	by := map[string][]sources.Article{}
	for some := range slices.Chunk(titles, batch) {
		args := []any{source, most}
		for _, title := range some {
			args = append(args, title)
		}
		found, err := list(ctx, r, scanArticle, articleSelect+`JOIN (
				SELECT id, row_number() OVER (PARTITION BY title ORDER BY id DESC) AS place
				FROM articles WHERE source_id = $1 AND title IN (`+placeholders(3, len(some))+`)
			) latest ON latest.id = a.id WHERE latest.place <= $2 ORDER BY a.id DESC`, args...)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			by[a.Title] = append(by[a.Title], a)
		}
	}
	out := map[string][]sources.Article{}
	for _, title := range titles {
		if found := by[cleanText(title)]; len(found) > 0 {
			out[title] = found
		}
	}
	return out, nil
}

func (r Reads) articlesBy(ctx context.Context, column string, of func(sources.Article) string, source int64, values []string) (map[string]sources.Article, error) {
	out := map[string]sources.Article{}
	const batch = 500 // values in one statement
	for some := range slices.Chunk(values, batch) {
		args := []any{source}
		for _, v := range some {
			args = append(args, v)
		}
		found, err := list(ctx, r, scanArticle, articleSelect+"WHERE a.source_id = $1 AND a."+column+" IN ("+placeholders(2, len(some))+") ORDER BY a.id", args...)
		if err != nil {
			return nil, err
		}
		by := map[string]sources.Article{}
		for _, a := range found {
			by[of(a)] = a
		}
		for _, v := range some {
			if a, ok := by[cleanText(v)]; ok {
				out[v] = a
			}
		}
	}
	return out, nil
}

// ArticleAt is the newest article of a place at a canonical URL.
func (r Reads) ArticleAt(ctx context.Context, place, canonical string) (sources.Article, error) {
	return first(ctx, r, scanArticle, articleSelect+`JOIN place_sources p ON p.source_id = a.source_id AND p.place = $1
		WHERE a.canonical = $2 ORDER BY a.id DESC LIMIT 1`, place, canonical)
}

// ArticlesAfter are the articles past an ID seen since a time, in the order
// in which they came, without the texts of those of which grouping remembers
// the words.
func (r Reads) ArticlesAfter(ctx context.Context, id int64, since time.Time, limit int) ([]sources.Article, error) {
	return list(ctx, r, scanArticle, groupedSelect+"WHERE a.id > $1 AND a.seen_at >= $2 ORDER BY a.id LIMIT $3",
		id, ms(since), limit)
}

// LastAppeared is when the newest article appeared of those seen in the last
// while before the last; the zero time without any.
func (r Reads) LastAppeared(ctx context.Context, while time.Duration) (at time.Time, err error) {
	return first(ctx, r, func(r row) (t time.Time, err error) { return t, r.Scan(milli{&t}) },
		"SELECT COALESCE(max("+appeared+`), 0)
		FROM articles WHERE seen_at >= (SELECT max(seen_at) FROM articles) - $1`, while.Milliseconds())
}

// OldestShown is the date of the oldest article that a source had shown before
// another one, as news or at first; the zero time when it dates none.
func (r Reads) OldestShown(ctx context.Context, a sources.Article) (oldest time.Time, err error) {
	return first(ctx, r, func(r row) (t time.Time, err error) { return t, r.Scan(milli{&t}) }, `SELECT COALESCE(min(published_at), 0) FROM articles
		WHERE source_id = $1 AND published_at > 0 AND withheld IN ('', 'first poll') AND id <> $2`, a.Source, a.ID)
}

// Withheld counts the articles of a place's sources that were stored without a
// post since a time, by reason.
func (r Reads) Withheld(ctx context.Context, place string, since time.Time) (map[sources.Withheld]int, error) {
	counts := map[sources.Withheld]int{}
	_, err := list(ctx, r, func(r row) (none struct{}, err error) {
		var why sources.Withheld
		var n int
		err = r.Scan(&why, &n)
		counts[why] = n
		return none, err
	}, `SELECT a.withheld, count(*) FROM articles a JOIN place_sources p ON p.source_id = a.source_id AND p.place = $1
		WHERE a.seen_at >= $2 AND a.withheld <> '' GROUP BY a.withheld`, place, ms(since))
	return counts, err
}

// AddArticle keeps a new article and sets its ID; ErrNotFound when its source
// has one of its key. Its story is kept by GroupArticle, once the ID is known.
func (tx *Tx) AddArticle(ctx context.Context, a *sources.Article) (err error) {
	a.ID, err = one[int64](ctx, tx.Reads, `INSERT INTO articles (source_id, key, mark, url, canonical, title, author,
		published_at, seen_at, lang, text, tags, image, comments, summary, hashtags, keyphrases)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT (source_id, key) DO NOTHING RETURNING id`,
		a.Source, a.Key, int64(a.Mark), a.URL, a.Canonical, a.Title, a.Author, ms(a.Published), ms(a.Seen), a.Lang, a.Text,
		encode(a.Tags), a.Image, a.Comments, encode(a.Summary), encode(a.Hashtags), encode(a.Keyphrases))
	return err
}

// EditArticle keeps what a source has changed of an article that it had
// published before.
func (tx *Tx) EditArticle(ctx context.Context, a sources.Article) error {
	return tx.change(ctx, `UPDATE articles SET url = $2, canonical = $3, title = $4, author = $5, lang = $6, text = $7,
		tags = $8, image = $9, summary = $10, hashtags = $11, keyphrases = $12, mark = $13, comments = $14 WHERE id = $1`,
		a.ID, a.URL, a.Canonical, a.Title, a.Author, a.Lang, a.Text,
		encode(a.Tags), a.Image, encode(a.Summary), encode(a.Hashtags), encode(a.Keyphrases), int64(a.Mark), a.Comments)
}

// RenameArticle gives an article the key and the address that its source has
// for it now, unless another article has that key.
func (tx *Tx) RenameArticle(ctx context.Context, a sources.Article) error {
	return tx.exec(ctx, `UPDATE articles SET key = $2, url = $3, canonical = $4 WHERE id = $1
		AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.source_id = articles.source_id AND b.key = $2)`,
		a.ID, a.Key, a.URL, a.Canonical)
}
