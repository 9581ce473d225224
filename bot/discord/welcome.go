package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// freshFor is how long after the bot joined a server it may say hello there:
// it may have been invited before it was started.
const freshFor = 24 * time.Hour

// mostAsked is how many channels are tried for one to say hello in.
const mostAsked = 5

// welcome owes a server that the bot has just joined one message, in the
// channel where Discord itself greets, or the first where the bot may.
func (c *Chat) welcome(ctx context.Context, data json.RawMessage, desk *commands.Desk) {
	var g guild
	if err := json.Unmarshal(data, &g); err != nil && !errors.As(err, new(*json.UnmarshalTypeError)) {
		return // logged already
	}
	if desk.Now().Sub(g.Joined) > freshFor || g.Joined.IsZero() {
		return
	}
	if err := c.oweWelcome(ctx, g, desk.Now()); err != nil && ctx.Err() == nil {
		c.log.ErrorContext(ctx, "cannot say hello to a server", "server", g.ID, "error", err)
	}
	desk.Wake(ctx)
}

func (c *Chat) oweWelcome(ctx context.Context, g guild, now time.Time) error {
	key := fmt.Sprintf("welcome to %s on %d", g.ID, g.Joined.Unix())
	if _, err := c.db.PostOf(ctx, key); !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	channel, err := c.greetIn(ctx, g)
	if err != nil || channel == "" {
		return err
	}
	body, err := json.Marshal(commands.Welcome())
	if err != nil {
		return err
	}
	p := storage.Post{Key: key, Place: g.ID, Channel: channel, Body: body, Due: now, Created: now}
	return c.db.Tx(ctx, func(tx *storage.Tx) error { _, err := tx.Owe(ctx, &p); return err })
}

// greetIn is the channel to say hello in, or "".
func (c *Chat) greetIn(ctx context.Context, g guild) (string, error) {
	texts := slices.DeleteFunc(g.Channels, func(ch channel) bool { return ch.Type != typeText })
	rank := func(ch channel) int {
		if ch.ID == g.System {
			return -1
		}
		return ch.Position
	}
	slices.SortStableFunc(texts, func(a, b channel) int { return cmp.Compare(rank(a), rank(b)) })
	for _, ch := range texts[:min(mostAsked, len(texts))] {
		err := c.lacks(ctx, g.ID, ch, needed)
		if err == nil {
			return ch.ID, nil
		}
		if !errors.As(err, new(commands.Mistake)) {
			return "", err
		}
	}
	return "", nil
}
