// Package discord is the chat on Discord. It speaks to Discord's REST API and
// gateway itself (discord.com/developers/docs, version 10): api.go asks,
// gateway.go listens, register.go says which commands there are,
// interaction.go answers people, post.go sends what the bot owes, and
// render.go makes messages of replies.
package discord

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"

	"newshound/commands"
	"newshound/storage"
)

// Options say which bot this is and where Discord is.
type Options struct {
	Token string
	API   string // base URL of Discord or of a proxy before it; "" for Discord's own
	Log   *slog.Logger
	DB    *storage.DB // keeps what a button's 100 characters cannot
}

// A Chat is Discord as one bot sees it.
type Chat struct {
	api *api
	log *slog.Logger
	db  *storage.DB

	mu     sync.Mutex
	self   string            // the bot's user ID
	app    string            // the application's ID
	direct map[string]string // channels of direct messages, by person
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
	return &Chat{api: a, log: o.Log, db: o.DB, direct: map[string]string{}}, nil
}

// Run answers people until the context ends. Its error is for the operator:
// what Discord will not let this bot do.
func (c *Chat) Run(ctx context.Context, desk *commands.Desk) error {
	var answering sync.WaitGroup
	defer answering.Wait()
	g := gateway{api: c.api, log: c.log}
	g.ready = func(ctx context.Context, r ready) error {
		c.mu.Lock()
		c.self, c.app = r.User.ID, r.Application.ID
		c.mu.Unlock()
		c.log.InfoContext(ctx, "connected to Discord", "guilds", len(r.Guilds))
		return c.register(ctx, r.Application.ID)
	}
	g.event = func(ctx context.Context, kind string, data json.RawMessage) {
		if kind == "INTERACTION_CREATE" {
			// What was asked is answered although the bot is being stopped.
			answering.Go(func() { c.answer(context.WithoutCancel(ctx), desk, data) })
		}
	}
	return g.run(ctx)
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
