package discord

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// present keeps which servers the bot has been removed from, and which it has
// come back to, since it was last connected: those of one shard.
func (c *Chat) present(ctx context.Context, r ready, at shard, now time.Time) error {
	in := map[string]bool{}
	for _, g := range r.Guilds {
		in[g.ID] = true
	}
	known, err := c.db.AllPlaces(ctx)
	if err != nil {
		return err
	}
	for _, place := range known {
		id, err := strconv.ParseUint(place, 10, 64)
		if err != nil || !at.covers(id) {
			continue // a person, a terminal, another shard's
		}
		if in[place] {
			err = c.joined(ctx, place)
		} else {
			err = c.left(ctx, place, now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// left keeps that the bot was removed from a server.
func (c *Chat) left(ctx context.Context, place string, now time.Time) error {
	c.log.InfoContext(ctx, "removed from a server", "server", place)
	return c.db.Tx(ctx, func(tx *storage.Tx) error { return tx.Leave(ctx, place, now) })
}

// joined goes on with what a server has set before the bot was removed.
func (c *Chat) joined(ctx context.Context, place string) error {
	gone, err := c.db.Departed(ctx, time.UnixMilli(1<<52))
	if err != nil || !slices.Contains(gone, place) {
		return err
	}
	c.log.InfoContext(ctx, "back on a server", "server", place)
	return c.db.Tx(ctx, func(tx *storage.Tx) error { return tx.Return(ctx, place) })
}

// speaks keeps the locale that a server, or a person, prefers.
func (c *Chat) speaks(ctx context.Context, place, locale string) error {
	was, err := c.db.Setting(ctx, place, "", commands.SpokenIn)
	if err != nil || was == locale || locale == "" {
		return err
	}
	return c.db.Tx(ctx, func(tx *storage.Tx) error { return tx.Set(ctx, place, "", commands.SpokenIn, locale) })
}

// guildEvent takes GUILD_CREATE, GUILD_UPDATE and GUILD_DELETE. A server that is
// unavailable has an outage; the bot is still on it.
func (c *Chat) guildEvent(ctx context.Context, kind string, data json.RawMessage, now time.Time) {
	var g guild
	err := json.Unmarshal(data, &g)
	if errors.As(err, new(*json.UnmarshalTypeError)) {
		err = nil
	}
	switch {
	case err != nil:
	case kind == "GUILD_CREATE":
		err = errors.Join(c.joined(ctx, g.ID), c.speaks(ctx, g.ID, g.Locale))
	case kind == "GUILD_UPDATE":
		err = c.speaks(ctx, g.ID, g.Locale)
	case kind == "GUILD_DELETE" && !g.Unavailable:
		err = c.left(ctx, g.ID, now)
	}
	if err != nil && ctx.Err() == nil {
		c.log.ErrorContext(ctx, "cannot keep that a server came or went", "event", kind, "error", err)
	}
}
