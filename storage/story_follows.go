package storage

import (
	"context"
	"time"
)

// A StoryFollow is a person who wants to know when something new is said of a
// story.
type StoryFollow struct {
	Place   string // whose sources are meant
	Person  string
	Story   int64
	Channel string // where they are told
	Told    int64  // the newest article that they know of
	Created time.Time
	Due     time.Time // when what is new is to be looked for; zero when there is nothing
}

const storyFollowSelect = "SELECT place, person, story_id, channel, told, created_at, due_at FROM story_follows "

func scanStoryFollow(r row) (f StoryFollow, err error) {
	return f, r.Scan(&f.Place, &f.Person, &f.Story, &f.Channel, &f.Told, milli{&f.Created}, milli{&f.Due})
}

// StoryFollow is a person's follow of a story.
func (r Reads) StoryFollow(ctx context.Context, place, person string, story int64) (StoryFollow, error) {
	return first(ctx, r, scanStoryFollow, storyFollowSelect+"WHERE place = $1 AND person = $2 AND story_id = $3", place, person, story)
}

// StoryFollows are the stories that a person follows in a place, the latest
// first.
func (r Reads) StoryFollows(ctx context.Context, place, person string) ([]StoryFollow, error) {
	return list(ctx, r, scanStoryFollow, storyFollowSelect+"WHERE place = $1 AND person = $2 ORDER BY created_at DESC, story_id DESC", place, person)
}

// DueStoryFollows are up to limit follows of which something is to be told,
// the longest due first.
func (r Reads) DueStoryFollows(ctx context.Context, now time.Time, limit int) ([]StoryFollow, error) {
	return list(ctx, r, scanStoryFollow, storyFollowSelect+`WHERE due_at > 0 AND due_at <= $1
		ORDER BY due_at, story_id, place, person LIMIT $2`, ms(now), limit)
}

// FollowStory keeps a follow of a story of which the person knows all that
// there is. One that there was goes on, in the channel that is wanted now.
func (tx *Tx) FollowStory(ctx context.Context, f StoryFollow) error {
	return tx.exec(ctx, `INSERT INTO story_follows (place, person, story_id, channel, told, created_at)
		VALUES ($1, $2, $3, $4, (SELECT COALESCE(max(id), 0) FROM articles), $5)
		ON CONFLICT (place, person, story_id) DO UPDATE SET channel = excluded.channel`,
		f.Place, f.Person, f.Story, f.Channel, ms(f.Created))
}

// UnfollowStory ends a person's follow of a story.
func (tx *Tx) UnfollowStory(ctx context.Context, place, person string, story int64) error {
	return tx.change(ctx, "DELETE FROM story_follows WHERE place = $1 AND person = $2 AND story_id = $3", place, person, story)
}

// StoryGrew makes the follows of a story due where a source is read that has
// added to it.
func (tx *Tx) StoryGrew(ctx context.Context, story, source int64, now time.Time) error {
	return tx.exec(ctx, `UPDATE story_follows SET due_at = $3
		WHERE story_id = $1 AND due_at = 0 AND place IN (SELECT place FROM place_sources WHERE source_id = $2)`,
		story, source, ms(now))
}

// StoryTold keeps up to which article somebody who follows a story has been
// told, and when to look again.
func (tx *Tx) StoryTold(ctx context.Context, f StoryFollow) error {
	return tx.change(ctx, "UPDATE story_follows SET told = $4, due_at = $5 WHERE place = $1 AND person = $2 AND story_id = $3",
		f.Place, f.Person, f.Story, f.Told, ms(f.Due))
}

// ToldOf is a place in which a person was told of a story by direct message,
// or follows it.
func (r Reads) ToldOf(ctx context.Context, person string, story int64) (place string, err error) {
	return first(ctx, r, scanString, `SELECT place FROM posts WHERE story_id = $2 AND channel = '@' || $1
		UNION SELECT place FROM story_follows WHERE story_id = $2 AND person = $1 ORDER BY place LIMIT 1`, person, story)
}
