package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"newshound/commands"
	"newshound/storage"
)

const (
	// A channel waits for a message through this many failed tries: with the
	// waits between them, about three hours.
	mostTries = 22
	// A message goes aside only if its channel took another one this long ago
	// or longer, so that the end of an outage is not held against it.
	provenAfter = 5 * time.Minute
)

// asidePrefix begins the keys of the notices about messages set aside.
const asidePrefix = "aside "

// tired decides what becomes of a post whose tries keep failing. Discord may be
// down, or may fail on this one message. To find out, the post is stuck: the
// channel goes on with the next one. If Discord takes that one and still fails
// on this one, this one is set aside; an edit is given up instead.
func (b *Bot) tired(ctx context.Context, before storage.State, p storage.Post) (storage.Post, error) {
	if p.Tries < mostTries {
		return p, nil
	}
	took, err := b.db.Took(ctx, p.Channel, b.now().Add(-2*mostWait), b.now().Add(-provenAfter))
	switch {
	case err != nil:
		return p, err
	case p.Message != "" && took:
		p.State, p.Tries = storage.Sent, 0
	case p.Message != "":
	case before == storage.Stuck && took:
		p.State = storage.Aside
		b.log.WarnContext(ctx, "post set aside", "post", p.ID, "channel", p.Channel, "error", p.Error)
	default:
		p.State = storage.Stuck
	}
	return p, nil
}

// tellAside tells people that a post was set aside. It does not tell of such a
// notice itself: what Discord fails on may be what the notice quotes.
func (b *Bot) tellAside(ctx context.Context, tx *storage.Tx, p storage.Post) error {
	if strings.HasPrefix(p.Key, asidePrefix) {
		return nil
	}
	var r commands.Reply
	if err := json.Unmarshal(p.Body, &r); err != nil {
		return err
	}
	to, err := b.concerned(ctx, tx, p.Place, p.Channel)
	if err != nil {
		return err
	}
	return b.oweNotices(ctx, tx, fmt.Sprintf("%s%d", asidePrefix, p.ID), p.Place, to, commands.AsideReply(p.Channel, r))
}

// concerned are the channels where people hear about a channel's posts: the
// place's channel for notices, else the direct messages of those who asked for
// the posts.
func (b *Bot) concerned(ctx context.Context, tx *storage.Tx, place, channel string) ([]string, error) {
	if strings.HasPrefix(channel, commands.Direct("")) {
		return []string{channel}, nil
	}
	set, err := commands.SettingsOf(ctx, tx.Reads, place, "")
	if err != nil {
		return nil, err
	}
	if set.Notices != "" {
		return []string{set.Notices}, nil
	}
	return b.askers(ctx, tx, channel)
}

// askers are the direct messages of those who asked for a channel's posts.
func (b *Bot) askers(ctx context.Context, tx *storage.Tx, channel string) ([]string, error) {
	to, err := tx.People(ctx, channel)
	for i, person := range to {
		to[i] = commands.Direct(person)
	}
	return to, err
}

// oweNotices owes a notice to channels, once a key.
func (b *Bot) oweNotices(ctx context.Context, tx *storage.Tx, key, place string, to []string, r commands.Reply) error {
	for _, channel := range to {
		at := place
		if strings.HasPrefix(channel, commands.Direct("")) {
			at = channel
		}
		p := storage.Post{Key: key + ", to " + channel, Channel: channel, Place: at, Body: body(r), Due: b.now(), Created: b.now()}
		if _, err := tx.Owe(ctx, &p); err != nil {
			return err
		}
	}
	return b.handOut(ctx, tx, to)
}
