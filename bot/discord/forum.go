package discord

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"newshound/bot"
	"newshound/commands"
	"newshound/sources/text"
	"newshound/storage"
)

// In a forum each post is a thread (docs/resources/channel#start-thread-in-forum-or-media-channel).
// Such a post takes no nonce: before one is made the forum is looked at. Which
// channels are forums, or threads, is learnt from Discord, and kept.
const (
	typeForum   = 15
	notText     = 50008 // the error code of a message to a forum
	tagRequired = 40067
	archived    = 50083
	requireTag  = 1 << 4 // a forum's flag
	mostTags    = 5
	kindSetting = "kind"
	sameTitle   = time.Hour // two posts without buttons and with one title are two after this
)

// A kind of channel, as far as posts differ.
type kind string

const (
	isText   kind = ""
	isForum  kind = "forum"
	isThread kind = "thread"
)

// kindOf is what is known of a channel: that it is a forum, or a thread.
func (c *Chat) kindOf(ctx context.Context, channel string) (kind, error) {
	c.mu.Lock()
	is, known := c.kinds[channel]
	c.mu.Unlock()
	if known || c.db == nil {
		return is, nil
	}
	kept, err := c.db.Setting(ctx, "", "#"+channel, kindSetting)
	if err == nil {
		c.keepKind(channel, kind(kept))
	}
	return kind(kept), err
}

func (c *Chat) keepKind(channel string, is kind) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kinds[channel] = is
}

// learn keeps what a channel is.
func (c *Chat) learn(ctx context.Context, channel string, is kind) error {
	if known, err := c.kindOf(ctx, channel); err != nil || known == is {
		return err
	}
	c.keepKind(channel, is)
	return c.db.Tx(ctx, func(tx *storage.Tx) error { return tx.Set(ctx, "", "#"+channel, kindSetting, string(is)) })
}

// fitting is a reply as a kind of channel takes it: where each post is a
// thread, or all are in one, none can be opened.
func (k kind) fitting(r commands.Reply) commands.Reply {
	if k == isText {
		return r
	}
	r.Cards = slices.Clone(r.Cards)
	for i := range r.Cards {
		r.Cards[i].Buttons = slices.DeleteFunc(slices.Clone(r.Cards[i].Buttons), func(b commands.Button) bool { return strings.HasPrefix(b.Line, "/discuss ") })
	}
	return r
}

func (c *Chat) lookUp(ctx context.Context, id string) (ch channel, err error) {
	return ch, c.api.do(ctx, request{method: http.MethodGet, path: "/channels/" + id, lane: alerts}, &ch)
}

// A thread is one post of a forum.
type thread struct {
	ID     string
	Name   string
	Parent string `json:"parent_id"`
	Owner  string `json:"owner_id"`
}

// sendToForum makes a post of a forum, tagged by its hashtags, unless it
// stands already.
func (c *Chat) sendToForum(ctx context.Context, forum string, r commands.Reply, urgent lane) (string, error) {
	ch, err := c.lookUp(ctx, forum) // its tags may have changed
	if err != nil {
		return "", err
	}
	if id, err := c.findInForum(ctx, ch, time.Now().Add(-sameTitle), r); err != nil || id != "" {
		return id, err
	}
	var opened thread
	err = c.plainer(ctx, r, func(m message) error {
		body := map[string]any{"name": forumTitle(r), "message": m}
		if tags := ch.tagsFor(r.Cards); len(tags) > 0 {
			body["applied_tags"] = tags
		}
		return c.api.do(ctx, request{method: http.MethodPost, path: "/channels/" + forum + "/threads", body: body, lane: urgent}, &opened)
	})
	return opened.ID, err
}

// findInForum looks for a post among the forum's threads: one of the bot's
// whose message has the same buttons, or where there are none one of the same
// title made since a time.
func (c *Chat) findInForum(ctx context.Context, forum channel, since time.Time, r commands.Reply) (string, error) {
	self, err := c.me(ctx)
	if err != nil {
		return "", err
	}
	var active struct{ Threads []thread }
	if err := c.api.do(ctx, request{method: http.MethodGet, path: "/guilds/" + forum.Guild + "/threads/active", lane: alerts}, &active); err != nil {
		return "", err
	}
	for _, t := range active.Threads {
		if t.Parent != forum.ID || t.Owner != self || t.Name != forumTitle(r) {
			continue
		}
		if len(r.Cards) == 0 || len(r.Cards[0].Buttons) == 0 || len(r.Title) > 0 {
			if !made(t.ID).Before(since) {
				return t.ID, nil
			}
			continue
		}
		var first standing
		err := c.api.do(ctx, request{method: http.MethodGet, path: "/channels/" + t.ID + "/messages/" + t.ID, lane: alerts}, &first)
		var f *failure
		if errors.As(err, &f) && f.Code == unknownMessage {
			continue
		}
		if err != nil || first.leads(r) || len(first.Components) == 0 {
			return t.ID, err // sent plainer it has no buttons to know it by
		}
	}
	return "", nil
}

// made is when an ID was given out.
func made(id string) time.Time {
	n, _ := strconv.ParseInt(id, 10, 64)
	return time.UnixMilli(n>>22 + epoch)
}

func forumTitle(r commands.Reply) string {
	if len(r.Title) == 0 && len(r.Cards) > 0 {
		return threadName(r.Cards[0].Title)
	}
	return threadName(cmp.Or(r.Title.String(), r.Text.String()))
}

// tagsFor are the forum's tags that cards have as hashtags, or their stories in
// other languages, the first of them all where it asks for one and there is none.
func (ch channel) tagsFor(cards []commands.Card) []string {
	var out []string
	for _, card := range cards {
		for _, hashtag := range slices.Concat(card.Hashtags, card.Topics) {
			i := slices.IndexFunc(ch.Tags, func(t tag) bool { return plainTag(t.Name) == plainTag(hashtag) })
			if i >= 0 && len(out) < mostTags && !slices.Contains(out, ch.Tags[i].ID) {
				out = append(out, ch.Tags[i].ID)
			}
		}
	}
	if len(out) == 0 && ch.Flags&requireTag != 0 && len(ch.Tags) > 0 {
		out = append(out, ch.Tags[0].ID)
	}
	return out
}

type tag struct{ ID, Name string }

// plainTag is a tag without what two spellings of it differ in.
func plainTag(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return r
	}, text.Fold(s))
}

// editInForum edits a post of a forum, which has the ID of its thread. One that
// was archived stays as it is.
func (c *Chat) editInForum(ctx context.Context, id string, r commands.Reply) error {
	err := c.edit(ctx, id, id, r)
	var f *failure
	if errors.As(err, &f) && f.Code == archived {
		return bot.Refused{Reason: "the post's thread is archived"}
	}
	return err
}
