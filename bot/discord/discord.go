// Package discord is the chat on Discord. It speaks to Discord's REST API and
// gateway itself (discord.com/developers/docs, version 10): api.go asks,
// limits.go and bucket.go say when it may, gateway.go listens for a shard,
// shards.go says which, guilds.go keeps where the bot is, register.go says
// which commands there are, interaction.go answers people, post.go sends what
// the bot owes, and render.go makes messages of replies.
package discord

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"newshound/bot"
	"newshound/commands"
	"newshound/storage"
)

// Options say which bot this is and where Discord is.
type Options struct {
	Token  string
	API    string // base URL of Discord or of a proxy before it; "" for Discord's own
	Log    *slog.Logger
	DB     *storage.DB // keeps what a button's 100 characters cannot
	Shards Shards
}

// A Chat is Discord as one bot sees it.
type Chat struct {
	api *api
	log *slog.Logger
	db  *storage.DB

	shards Shards

	mu     sync.Mutex
	self   string            // the bot's user ID
	app    string            // the application's ID
	direct map[string]string // channels of direct messages, by person
	kinds  map[string]kind   // of channels, as far as is known
	named  map[string]string // channels' names, as they were first looked up
	hooks  map[string]hook   // webhooks by channel, the zero one where there can be none
}

// New makes a chat. Nothing is asked of Discord before Run, or before a post.
func New(o Options) (*Chat, error) {
	if strings.ContainsAny(o.Token, " \t\r\n") {
		return nil, errors.New("the bot's token holds blanks; copy it again, without \"Bot\" before it")
	}
	a, err := newAPI(o.API, o.Token)
	if err != nil {
		return nil, err
	}
	if o.DB != nil && o.DB.Shared() {
		a.limits.share(budget) // until Run knows how many take part
	}
	return &Chat{api: a, log: o.Log, db: o.DB, shards: o.Shards, direct: map[string]string{}, kinds: map[string]kind{}, hooks: map[string]hook{}, named: map[string]string{}}, nil
}

// Run answers people until the context ends. Its error is for the operator:
// what Discord will not let this bot do.
func (c *Chat) Run(ctx context.Context, desk *commands.Desk) error {
	var answering sync.WaitGroup
	defer answering.Wait()
	all, err := c.ownShards(ctx)
	if err != nil || ctx.Err() != nil {
		return err
	}
	d := &door{c.api, c.db, func(wait time.Duration) {
		c.log.WarnContext(ctx, "Discord allows no further session for now", "wait", wait)
	}}
	var runs []func(context.Context) error
	for i, at := range all {
		runs = append(runs, c.listener(ctx, at, i == 0, d, desk, &answering).run)
	}
	return bot.Together(ctx, append(runs, c.divide)...)
}

// listener is the gateway of a shard. It waits for nothing that an event asks
// for, and what one asks for outlives its connection. tells says whether it is
// this shard that tells Discord of the commands.
func (c *Chat) listener(ctx context.Context, at shard, tells bool, d *door, desk *commands.Desk, answering *sync.WaitGroup) *gateway {
	var later backlog
	g := &gateway{api: c.api, log: c.log, shard: at, door: d}
	g.ready = func(r ready) {
		c.mu.Lock()
		c.self, c.app = r.User.ID, r.Application.ID
		c.mu.Unlock()
		c.log.InfoContext(ctx, "connected to Discord", "guilds", len(r.Guilds), "shard", at.index, "shards", at.total)
		later.add(answering.Go, func() { c.insist(ctx, func() error { return c.present(ctx, r, at, desk.Now()) }) })
		if tells {
			answering.Go(func() { c.insist(ctx, func() error { return c.register(ctx, r.Application.ID) }) })
		}
	}
	g.event = func(kind string, data json.RawMessage) {
		if kind == "INTERACTION_CREATE" {
			// What was asked is answered although the bot is being stopped.
			answering.Go(func() { c.answer(context.WithoutCancel(ctx), desk, data) })
			return
		}
		later.add(answering.Go, func() {
			c.guildEvent(ctx, kind, data, desk.Now())
			if kind == "GUILD_CREATE" {
				answering.Go(func() { c.welcome(ctx, data, desk) })
			}
		})
	}
	return g
}

// insist tries something until it is done.
func (c *Chat) insist(ctx context.Context, do func() error) {
	for wait := time.Second; ; wait = min(2*wait, slowest) {
		err := do()
		if err == nil || ctx.Err() != nil {
			return
		}
		c.log.ErrorContext(ctx, "cannot begin with Discord; trying again", "error", err, "wait", wait)
		if sleep(ctx, wait) != nil {
			return
		}
	}
}

// ownShards are the shards that this process runs.
func (c *Chat) ownShards(ctx context.Context) ([]shard, error) {
	if c.shards.total > 0 {
		return c.shards.list(0), nil
	}
	for wait := time.Second; ; wait = min(2*wait, slowest) {
		s, err := c.api.start(ctx)
		if err == nil || ctx.Err() != nil {
			return c.shards.list(s.Shards), nil
		}
		if err := final(err); err != nil {
			return nil, err
		}
		c.log.WarnContext(ctx, "cannot reach Discord; trying again", "error", err, "wait", wait)
		if sleep(ctx, wait) != nil {
			return nil, nil
		}
	}
}

// me is the bot's user ID.
func (c *Chat) me(ctx context.Context) (string, error) {
	c.mu.Lock()
	self := c.self
	c.mu.Unlock()
	if self != "" {
		return self, nil
	}
	var user struct{ ID string }
	if err := c.api.get(ctx, "/users/@me", &user); err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.self = user.ID
	return user.ID, nil
}
