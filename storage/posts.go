package storage

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"newshound/sources"
)

// State says how far a post has come.
type State string

// A post is owed until it stands. One that stands and has to be edited is
// owed again. While it is under way nobody knows whether it arrived. If its
// tries fail for hours it is stuck: it is still tried, but the channel no
// longer waits for it. If the channel then takes others and still not this
// one, it is set aside. A refused post was one that Discord would never take as
// it is; a dropped one was for nobody any more. What has waited too long is
// late, until a digest has told it. What its alerts are not to say yet is held
// until it is due.
const (
	Owed    State = "owed"
	Held    State = "held"
	Sending State = "sending"
	Stuck   State = "stuck"
	Aside   State = "aside"
	Sent    State = "sent"
	Refused State = "refused"
	Dropped State = "dropped"
	Late    State = "late"
	Told    State = "told"
)

// GivenUp reports whether a post will never stand.
func (s State) GivenUp() bool { return s == Refused || s == Aside || s == Dropped }

// givenUp are the states of posts that will never stand.
const givenUp = "('refused', 'aside', 'dropped')"

// A Post is a message that the bot owes a channel, or has sent.
type Post struct {
	ID      int64
	Key     string // what it says and to whom: of one key there is one post
	Place   string
	Channel string
	Story   int64 // 0 for none
	Article int64 // 0 for none
	// UpdateOf is the earlier article of the story that the post is an update
	// on; 0 for the first post about a story.
	UpdateOf int64
	Body     []byte
	State    State
	Due      time.Time // not to be sent, or edited, before
	Tries    int
	Created  time.Time
	Started  time.Time // when the try under way began
	Sent     time.Time // when the message came to stand
	Edited   time.Time // when it was last edited
	Message  string    // the message's ID once it stands
	Stands   string    // a hash of what people see of the message; "" if nobody knows
	Error    string    // what the last try said
}

// Nonce tells this post from every other, in at most 25 characters, the same
// at each try.
func (p Post) Nonce() string {
	sum := sha256.Sum256([]byte(p.Channel + "\n" + p.Key))
	return base64.RawURLEncoding.EncodeToString(sum[:18]) // 144 bits in 24 characters
}

const postSelect = `SELECT id, key, place, channel, story_id, article_id, update_of, body, state, due_at, tries,
	created_at, started_at, sent_at, edited_at, message, stands, error FROM posts `

func scanPost(r row) (p Post, err error) {
	return p, r.Scan(&p.ID, &p.Key, &p.Place, &p.Channel, &p.Story, &p.Article, &p.UpdateOf, &p.Body, &p.State, milli{&p.Due}, &p.Tries,
		milli{&p.Created}, milli{&p.Started}, milli{&p.Sent}, milli{&p.Edited}, &p.Message, &p.Stands, &p.Error)
}

// Post is the post of an ID.
func (r Reads) Post(ctx context.Context, id int64) (Post, error) {
	return first(ctx, r, scanPost, postSelect+"WHERE id = $1", id)
}

// PostOf is the post of a key.
func (r Reads) PostOf(ctx context.Context, key string) (Post, error) {
	return first(ctx, r, scanPost, postSelect+"WHERE key = $1", key)
}

// PostsOnStory are the posts about a story's articles made since a time, oldest
// first.
func (r Reads) PostsOnStory(ctx context.Context, story int64, since time.Time) ([]Post, error) {
	return list(ctx, r, scanPost, postSelect+"WHERE story_id = $1 AND article_id > 0 AND created_at >= $2 ORDER BY id", story, ms(since))
}

// PostAbout is the post that tells a channel of a story, made since a time: a
// first post before an update, a held post last. A refused post tells nothing.
// ErrNotFound when there is none.
func (r Reads) PostAbout(ctx context.Context, channel string, story int64, since time.Time) (Post, error) {
	return first(ctx, r, scanPost, postSelect+`WHERE channel = $1 AND article_id > 0 AND story_id = $2 AND created_at >= $3 AND state NOT IN `+givenUp+`
		ORDER BY CASE state WHEN 'held' THEN 1 ELSE 0 END, CASE update_of WHEN 0 THEN 0 ELSE 1 END, id LIMIT 1`, channel, story, ms(since))
}

// PostWith is the post that tells a channel of an article, its own or another;
// ErrNotFound when there is none.
func (r Reads) PostWith(ctx context.Context, channel string, article int64) (Post, error) {
	return first(ctx, r, scanPost, postSelect+"WHERE id = (SELECT post_id FROM post_articles WHERE channel = $1 AND article_id = $2)", channel, article)
}

// LastTold is the newest article of a story that a channel was told of, by one
// source or, with 0, by any; one that repeats another only for want of a better.
// ErrNotFound when there is none.
func (r Reads) LastTold(ctx context.Context, channel string, story, source int64) (int64, error) {
	return one[int64](ctx, r, `SELECT a.id FROM articles a JOIN post_articles t ON t.article_id = a.id AND t.channel = $1
		JOIN posts p ON p.id = t.post_id AND p.state NOT IN `+givenUp+`
		WHERE a.story_id = $2 AND ($3 = 0 OR a.source_id = $3) ORDER BY CASE a.duplicate_of WHEN 0 THEN 0 ELSE 1 END, a.id DESC LIMIT 1`, channel, story, source)
}

// PostedApart are the articles of a story that a channel has as updates, and
// those of a source that it has as posts of their own.
func (r Reads) PostedApart(ctx context.Context, channel string, story, source int64) ([]int64, error) {
	return list(ctx, r, scanInt, `SELECT a.id FROM posts p JOIN articles a ON a.id = p.article_id
		WHERE p.channel = $1 AND p.story_id = $2 AND (p.update_of > 0 OR a.source_id = $3) AND p.state NOT IN `+givenUp,
		channel, story, source)
}

// OwedOn are the posts about an article that are owed and not under way.
func (r Reads) OwedOn(ctx context.Context, article int64) ([]Post, error) {
	return list(ctx, r, scanPost, postSelect+"WHERE article_id = $1 AND state = 'owed' AND message = '' ORDER BY id", article)
}

// ArticlesIn are the articles that a post tells its channel of, as far as its
// place may see them, oldest first.
func (r Reads) ArticlesIn(ctx context.Context, p Post) ([]sources.Article, error) {
	return list(ctx, r, scanArticle, articleSelect+`JOIN post_articles t ON t.article_id = a.id AND t.post_id = $1
		JOIN place_sources p ON p.source_id = a.source_id AND p.place = $2 ORDER BY a.id`, p.ID, p.Place)
}

// TellInstead makes a post tell of all that other posts were to tell of, which
// go.
func (tx *Tx) TellInstead(ctx context.Context, p Post, of []Post) error {
	for _, o := range of {
		if err := tx.exec(ctx, "UPDATE post_articles SET post_id = $2 WHERE post_id = $1", o.ID, p.ID); err != nil {
			return err
		}
		if err := tx.exec(ctx, "DELETE FROM posts WHERE id = $1", o.ID); err != nil {
			return err
		}
	}
	return nil
}

// Tell records that a post tells its channel of an article.
func (tx *Tx) Tell(ctx context.Context, p Post, article int64) error {
	return tx.exec(ctx, `INSERT INTO post_articles (article_id, channel, post_id) VALUES ($1, $2, $3)
		ON CONFLICT (article_id, channel) DO UPDATE SET post_id = excluded.post_id`, article, p.Channel, p.ID)
}

// PostsOf are all posts to a channel, oldest first.
func (r Reads) PostsOf(ctx context.Context, channel string) ([]Post, error) {
	return list(ctx, r, scanPost, postSelect+"WHERE channel = $1 ORDER BY id", channel)
}

// owed selects what is due of a channel's posts: its edits, what is stuck, and
// only the oldest of its other messages, because they keep their order. Nothing
// is due while the channel is paused or after the bot has left the place.
const owed = `state IN ('owed', 'sending', 'stuck') AND due_at <= $1 AND (message <> '' OR state = 'stuck' OR id = (
	SELECT min(o.id) FROM posts o WHERE o.channel = posts.channel AND o.state IN ('owed', 'sending') AND o.message = ''))
	AND NOT EXISTS (SELECT 1 FROM destinations d WHERE d.channel = posts.channel AND d.probe_at > $1)
	AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.place = posts.place) `

// OwedChannels are the channels with a post that is due.
func (r Reads) OwedChannels(ctx context.Context, now time.Time) ([]string, error) {
	return list(ctx, r, scanString, "SELECT channel FROM posts WHERE "+owed+"GROUP BY channel ORDER BY min(id)", ms(now))
}

// NextOwed is the post that a channel gets next, new messages before edits.
// ErrNotFound when nothing is due.
func (r Reads) NextOwed(ctx context.Context, channel string, now time.Time) (Post, error) {
	return first(ctx, r, scanPost, postSelect+"WHERE "+owed+"AND channel = $2 ORDER BY message <> '', id LIMIT 1", ms(now), channel)
}

// Took reports whether a channel took a message between two times.
func (r Reads) Took(ctx context.Context, channel string, from, to time.Time) (bool, error) {
	n, err := one[int64](ctx, r, `SELECT count(*) FROM posts WHERE channel = $1 AND state IN ('sent', 'owed') AND sent_at BETWEEN $2 AND $3`,
		channel, ms(from), ms(to))
	return n > 0, err
}

// LatePosts are the posts that a digest to a channel of a place has to tell of
// because they waited too long, oldest first: those to the channel itself,
// and in a server those to its other channels, but not to people.
func (r Reads) LatePosts(ctx context.Context, place, channel string) ([]Post, error) {
	return list(ctx, r, scanPost, postSelect+`WHERE state = 'late' AND place = $1
		AND (channel = $2 OR substr(channel, 1, 1) <> '@' AND substr($2, 1, 1) <> '@') ORDER BY id`, place, channel)
}

// DigestFor reports whether there is a digest that LatePosts to a channel go
// into.
func (r Reads) DigestFor(ctx context.Context, place, channel string) (bool, error) {
	n, err := one[int64](ctx, r, `SELECT count(*) FROM digests WHERE place = $1
		AND (channel = $2 OR substr(channel, 1, 1) <> '@' AND substr($2, 1, 1) <> '@')`, place, channel)
	return n > 0, err
}

// Owe keeps a post, owed or held, which tells its channel of its article, and
// sets its ID. It reports whether the post is new; otherwise there already was
// one with its key, which stays as it is.
func (tx *Tx) Owe(ctx context.Context, p *Post) (bool, error) {
	ids, err := list(ctx, tx.Reads, scanInt, `INSERT INTO posts (key, place, channel, story_id, article_id, update_of, body, state, due_at, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (key) DO NOTHING RETURNING id`,
		p.Key, p.Place, p.Channel, p.Story, p.Article, p.UpdateOf, string(p.Body), string(cmp.Or(p.State, Owed)), ms(p.Due), ms(p.Created))
	if err != nil || len(ids) == 0 {
		return false, err
	}
	if p.ID = ids[0]; p.Article > 0 {
		err = tx.Tell(ctx, *p, p.Article)
	}
	return err == nil, err
}

// Rewrite changes what a post says. One that stands is owed again, as an
// edit, at a time.
func (tx *Tx) Rewrite(ctx context.Context, id int64, body []byte, due time.Time) error {
	return tx.exec(ctx, `UPDATE posts SET body = $2,
		due_at = CASE WHEN message = '' THEN due_at ELSE $3 END,
		state = CASE state WHEN 'sent' THEN 'owed' ELSE state END
		WHERE id = $1 AND body <> $2`, id, string(body), ms(due))
}

// PutOffEdits lets the edits that a channel is owed of messages from before a
// time wait until another.
func (tx *Tx) PutOffEdits(ctx context.Context, channel string, sent, due time.Time) error {
	return tx.exec(ctx, `UPDATE posts SET due_at = $3 WHERE channel = $1 AND state = 'owed' AND message <> ''
		AND sent_at < $2 AND due_at < $3`, channel, ms(sent), ms(due))
}

// SavePost keeps how far a post has come. Where it was rewritten meanwhile it
// stands as it was, and is owed again as an edit, when Rewrite said. What it
// says may have been told otherwise meanwhile: ErrNotFound.
func (tx *Tx) SavePost(ctx context.Context, p Post) error {
	return tx.change(ctx, `UPDATE posts SET state = CASE WHEN $3 = 'sent' AND body <> $2 THEN 'owed' ELSE $3 END,
		due_at = CASE WHEN $3 = 'sent' AND body <> $2 THEN due_at ELSE $4 END,
		tries = $5, started_at = $6, sent_at = $7, edited_at = $8, message = $9, stands = $10, error = $11 WHERE id = $1 AND state <> 'told'`,
		p.ID, string(p.Body), string(p.State), ms(p.Due), p.Tries, ms(p.Started), ms(p.Sent), ms(p.Edited), p.Message, p.Stands, p.Error)
}
