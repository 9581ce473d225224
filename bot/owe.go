package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"newshound/commands"
	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
)

const (
	growFor  = window             // how long a post names what joins its story; later news gets a post of its own
	amendFor = 7 * 24 * time.Hour // how long it follows its article's edits
)

// A reason is why a channel is owed an article, and when.
type reason struct {
	place    string
	due      time.Time
	followed bool            // the channel follows the source, not only an alert matched
	queries  []string        // of the follow and the alerts that it answers
	last     []commands.Text // what is said of alerts that say no more today
}

// owe tells every channel that wants the article of it: by a post, at once or
// when the channel's alerts may speak, or by a post about the story that grows.
func (b *Bot) owe(ctx context.Context, tx *storage.Tx, a sources.Article, h hits) error {
	channels, err := b.reasons(ctx, tx, a, h)
	if err != nil {
		return err
	}
	var owed []string
	for _, channel := range slices.Sorted(maps.Keys(channels)) {
		isDue, err := b.oweOne(ctx, tx, a, channel, channels[channel])
		if err != nil {
			return err
		}
		if isDue {
			owed = append(owed, channel)
		}
	}
	return b.handOut(ctx, tx, owed)
}

// reasons are why the article is for whom, by channel.
func (b *Bot) reasons(ctx context.Context, tx *storage.Tx, a sources.Article, h hits) (map[string]*reason, error) {
	channels := map[string]*reason{}
	at := func(channel, place, query string, due time.Time) {
		r := channels[channel]
		if r == nil {
			r = &reason{place: place, due: due}
			channels[channel] = r
		}
		if due.Before(r.due) {
			r.due = due
		}
		if query != "" && !slices.Contains(r.queries, query) {
			r.queries = append(r.queries, query)
		}
	}
	for _, f := range h.follows {
		at(f.Channel, f.Place, f.Query, b.now())
		channels[f.Channel].followed = true
	}
	if len(h.alerts) == 0 {
		return channels, nil
	}
	judge, err := b.judge(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	for _, alert := range h.alerts {
		ruling, err := judge.rule(ctx, alert)
		if err != nil {
			return nil, err
		}
		if err := tx.AddMatch(ctx, storage.Match{Alert: alert.ID, Article: a.ID, At: b.now(), Why: ruling.why, Query: alert.Query}); err != nil {
			return nil, err
		}
		if !ruling.why.Muted() {
			at(alert.Channel, alert.Place, alert.Query, ruling.due)
		}
		if ruling.why == "" && !ruling.next.IsZero() {
			r := channels[alert.Channel]
			r.last = append(r.last, commands.LastToday(alert, ruling.next))
		}
	}
	return channels, nil
}

// oweOne tells one channel of the article, and reports whether that takes a
// post that is due now.
func (b *Bot) oweOne(ctx context.Context, tx *storage.Tx, a sources.Article, channel string, r *reason) (bool, error) {
	if _, err := tx.PostWith(ctx, channel, a.ID); !errors.Is(err, storage.ErrNotFound) {
		return false, err // it was told before
	}
	p, updateOf, err := b.tellerOf(ctx, tx, a, channel, r.followed)
	if err != nil {
		return false, err
	}
	if p.ID == 0 {
		return b.owePost(ctx, tx, a, channel, updateOf, r)
	}
	if err := tx.Tell(ctx, p, a.ID); err != nil || p.Article == 0 {
		return false, err
	}
	return b.hasten(ctx, tx, p, a, r)
}

// tellerOf is the post of a channel that can tell of an article by growing.
// Without one the article needs a post of its own, and updateOf is the article
// that this continues, if any.
func (b *Bot) tellerOf(ctx context.Context, tx *storage.Tx, a sources.Article, channel string, followed bool) (p storage.Post, updateOf int64, err error) {
	if a.DuplicateOf != 0 {
		p, err := tx.PostWith(ctx, channel, a.DuplicateOf)
		if err == nil && !p.State.GivenUp() {
			return p, 0, nil
		}
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return p, 0, err
		}
	}
	if followed { // each article of the source once; a duplicate is the same article
		updateOf, err := tx.LastTold(ctx, channel, a.Story, a.Source)
		if !errors.Is(err, storage.ErrNotFound) {
			return storage.Post{}, updateOf, err
		}
	}
	p, err = tx.PostAbout(ctx, channel, a.Story, b.now().Add(-growFor))
	grows := p.State != storage.Told || !followed // what was told among other stories stands as it is
	if err == nil && grows || err != nil && !errors.Is(err, storage.ErrNotFound) {
		return p, 0, err
	}
	updateOf, err = tx.LastTold(ctx, channel, a.Story, 0)
	if errors.Is(err, storage.ErrNotFound) {
		err = nil
	}
	return storage.Post{}, updateOf, err
}

// owePost owes a channel a post about the article, and reports whether that is
// due now.
func (b *Bot) owePost(ctx context.Context, tx *storage.Tx, a sources.Article, channel string, updateOf int64, r *reason) (bool, error) {
	card, err := commands.CardOf(ctx, tx.Reads, r.place, a, anyOf(r.queries))
	if err != nil {
		return false, err
	}
	if updateOf != 0 {
		card.Also, card.AlsoMore = nil, nil // the first post names them
	}
	if card.Related, err = b.relatedLinks(ctx, tx, r.place, a); err != nil {
		return false, err
	}
	if channel != Terminal {
		card.Buttons = append(card.Buttons, commands.PostButtons(channel, a.ID)...)
	}
	p := storage.Post{
		Key: postKey(a.ID, channel), Place: r.place, Channel: channel, Story: a.Story, Article: a.ID, UpdateOf: updateOf, State: storage.Owed,
		Due: r.due, Created: b.now(),
	}
	alerts, err := behind(ctx, tx, p)
	if err != nil {
		return false, err
	}
	attribute(&card, a, alerts)
	card.Last = r.ends()
	reply := commands.Reply{Cards: []commands.Card{card}}
	if err := commands.Dress(ctx, tx.Reads, r.place, channel, &reply); err != nil {
		return false, err
	}
	p.Body = body(reply)
	if r.due.After(b.now()) {
		p.State = storage.Held
	}
	isNew, err := tx.Owe(ctx, &p)
	return isNew && p.State == storage.Owed, err
}

// ends is what a post says at its end of alerts that say no more today.
func (r *reason) ends() commands.Text {
	var out commands.Text
	for i, text := range r.last {
		if i > 0 {
			out = append(out, commands.Piece{Words: " "})
		}
		out = append(out, text...)
	}
	return out
}

// postKey is the key of the one post about an article in a channel.
func postKey(article int64, channel string) string {
	return fmt.Sprintf("article %d in %s", article, channel)
}

// anyOf is the query that one of several answers.
func anyOf(queries []string) match.Query {
	if len(queries) == 0 {
		return match.Query{}
	}
	q, _ := match.Parse("(" + strings.Join(queries, ") OR (") + ")") // each was read before
	return q
}

// grow makes the posts about a story, in some places or with nil in all, name
// what has joined it: not those about the article that has just joined, and no
// updates where the channel has a first post.
func (b *Bot) grow(ctx context.Context, tx *storage.Tx, story int64, places []string, joined int64) error {
	posts, err := tx.PostsOnStory(ctx, story, b.now().Add(-growFor))
	if err != nil {
		return err
	}
	isFirst := func(p storage.Post) bool { return p.UpdateOf == 0 }
	for _, p := range posts {
		inChannel := func(o storage.Post) bool { return o.Channel == p.Channel && isFirst(o) }
		if p.Article == joined || places != nil && !slices.Contains(places, p.Place) || !isFirst(p) && slices.ContainsFunc(posts, inChannel) {
			continue
		}
		lead, err := tx.Article(ctx, p.Article)
		if errors.Is(err, storage.ErrNotFound) {
			continue // it went with its source: what stands, stands
		}
		if err != nil {
			return err
		}
		err = b.rewrite(ctx, tx, p, func(c *commands.Card) error {
			return c.AlsoCovered(ctx, tx.Reads, p.Place, p.Channel, lead, commands.NewestFirst)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// amendPosts makes the posts about an article say what it says now. Why they
// were made, who else covers it and what came before stay as they were.
func (b *Bot) amendPosts(ctx context.Context, tx *storage.Tx, a sources.Article) error {
	posts, err := tx.PostsOnStory(ctx, a.Story, b.now().Add(-amendFor))
	if err != nil {
		return err
	}
	for _, p := range posts {
		if p.Article != a.ID {
			continue
		}
		queries, err := b.askedFor(ctx, tx, p, a)
		if err != nil {
			return err
		}
		now, err := commands.CardOf(ctx, tx.Reads, p.Place, a, anyOf(queries))
		if err != nil {
			return err
		}
		err = b.rewrite(ctx, tx, p, func(c *commands.Card) error {
			now.Note, now.Last, now.Also, now.AlsoMore, now.Related, now.Mentions, now.Buttons = c.Note, c.Last, c.Also, c.AlsoMore, c.Related, c.Mentions, c.Buttons
			*c = now
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// askedFor are the queries that a post about an article answers.
func (b *Bot) askedFor(ctx context.Context, tx *storage.Tx, p storage.Post, a sources.Article) (queries []string, err error) {
	follows, err := tx.Follows(ctx, p.Place)
	if err != nil {
		return nil, err
	}
	alerts, err := tx.AlertsOn(ctx, p.Place, a.ID)
	if err != nil {
		return nil, err
	}
	fired, err := tx.Matches(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	for _, f := range follows {
		if f.Channel == p.Channel && f.Source == a.Source && f.Query != "" {
			queries = append(queries, f.Query)
		}
	}
	for _, alert := range alerts {
		if alert.Channel == p.Channel {
			queries = append(queries, cmp.Or(fired[alert.ID].Query, alert.Query))
		}
	}
	return queries, nil
}

// rewrite changes the card of a post. One that stands is edited: at once the
// first time, then not more often than the gap allows, which is longer for
// what is old; and one that was edited too often, when that is over.
func (b *Bot) rewrite(ctx context.Context, tx *storage.Tx, p storage.Post, change func(*commands.Card) error) error {
	var r commands.Reply
	if err := json.Unmarshal(p.Body, &r); err != nil {
		return err
	}
	if err := change(&r.Cards[0]); err != nil {
		return err
	}
	due, gap := b.now(), b.opts.EditGap
	if due.Sub(p.Sent) > oldAfter {
		gap *= oldGaps
	}
	if next := p.Edited.Add(gap); next.After(due) {
		due = next
	}
	if p.Tries > 0 && p.Due.After(due) {
		due = p.Due
	}
	return tx.Rewrite(ctx, p.ID, body(r), due)
}

func body(r commands.Reply) []byte {
	b, _ := json.Marshal(r) // plain values always encode
	return b
}
