package discord

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"newshound/commands"
)

// A channel may have its posts stand under their sources' names: they go by a
// webhook of the bot's own. Its token is asked for anew by each process, and
// kept nowhere else. A webhook's message takes no nonce: before one is sent the
// channel is looked at.
const (
	unknownWebhook  = 10015
	hookName        = "Newshound"
	longestUsername = 80
	lookBack        = 5 * time.Minute // for what a try before may have left; Find looks for older ones
)

type hook struct {
	ID    string
	Token string
	App   string `json:"application_id"`
}

// hookOf is a channel's webhook, made where there is none; none where the bot
// may not.
func (c *Chat) hookOf(ctx context.Context, channel string) (hook, error) {
	c.mu.Lock()
	h, known := c.hooks[channel]
	c.mu.Unlock()
	if known {
		return h, nil
	}
	app, err := c.appID(ctx)
	if err != nil {
		return h, err
	}
	path := "/channels/" + channel + "/webhooks"
	var all []hook
	err = c.api.do(ctx, request{method: http.MethodGet, path: path, lane: alerts}, &all)
	for _, one := range all {
		if one.Token != "" && one.App == app {
			h = one
		}
	}
	if err == nil && h.ID == "" {
		err = c.api.do(ctx, request{method: http.MethodPost, path: path, body: map[string]string{"name": hookName}, lane: alerts}, &h)
	}
	var f *failure
	if errors.As(err, &f) && (f.Status == http.StatusForbidden || f.Status == http.StatusBadRequest) {
		c.log.WarnContext(ctx, "no webhook; posting without", "channel", channel, "error", err)
		h, err = hook{}, nil
	}
	if err == nil {
		c.keepHook(channel, h)
	}
	return h, err
}

func (c *Chat) keepHook(channel string, h hook) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hooks[channel] = h
}

func (c *Chat) dropHook(channel string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.hooks, channel)
}

// appID is the application's ID.
func (c *Chat) appID(ctx context.Context) (string, error) {
	c.mu.Lock()
	known := c.app
	c.mu.Unlock()
	if known != "" {
		return known, nil
	}
	var app struct{ ID string }
	err := c.api.get(ctx, "/applications/@me", &app)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.app = app.ID
	return app.ID, err
}

// sendByHook sends a post under its source's name, unless it stands already.
// done is false where there is no webhook to send it by.
func (c *Chat) sendByHook(ctx context.Context, channel string, r commands.Reply, urgent lane) (id string, done bool, err error) {
	h, err := c.hookOf(ctx, channel)
	if err != nil || h.ID == "" {
		return "", false, err
	}
	if id, err := c.look(ctx, channel, time.Now().Add(-lookBack), r); err != nil || id != "" {
		return id, true, err
	}
	var posted struct{ ID string }
	err = c.plainer(ctx, r, func(m message) error {
		m.Username, m.Avatar = username(r.Cards[0].Source), icon(r.Cards[0])
		return c.api.do(ctx, request{method: http.MethodPost, path: h.path() + "?wait=true", body: m, lane: urgent}, &posted)
	})
	if gone(err) { // it was removed; Discord is not to be asked for it again
		c.dropHook(channel)
		return c.sendByHook(ctx, channel, r, urgent)
	}
	return posted.ID, true, err
}

// editByHook edits a post that was sent by a webhook. done is false where
// there is none to edit it by.
func (c *Chat) editByHook(ctx context.Context, channel, standing string, r commands.Reply) (done bool, err error) {
	h, err := c.hookOf(ctx, channel)
	if err != nil || h.ID == "" {
		return false, err
	}
	err = c.plainer(ctx, r, func(m message) error {
		return c.api.do(ctx, request{method: http.MethodPatch, path: h.path() + "/messages/" + standing, body: m, lane: edits}, nil)
	})
	if gone(err) {
		c.dropHook(channel)
	}
	var f *failure
	if errors.As(err, &f) && f.Code == unknownMessage {
		return false, nil // the bot's own, from before there was a webhook
	}
	return true, err
}

func (h hook) path() string { return "/webhooks/" + h.ID + "/" + h.Token }

func gone(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.Code == unknownWebhook
}

// icon is the picture of a card's source: its feed's own, or that of its site
// where browsers look for it, too. Discord fetches it, and shows its own where
// there is none; it is told of public addresses alone.
func icon(c commands.Card) string {
	if u, err := url.Parse(shortAddress(c.Icon)); err == nil && public(u) {
		return u.String()
	}
	u, err := url.Parse(address(c.URL))
	if err != nil || !public(u) {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/apple-touch-icon.png"}).String()
}

// public reports whether a URL's host is a name of the public net, or an
// address of it.
func public(u *url.URL) bool {
	host := u.Hostname()
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsGlobalUnicast() && !ip.IsPrivate()
	}
	for _, own := range []string{".local", ".internal", ".lan", ".home.arpa", ".localhost"} {
		if strings.HasSuffix(host, own) {
			return false
		}
	}
	return strings.Contains(host, ".")
}

// username is a source's name as a webhook may have it: 1 to 80 characters
// without the names that Discord keeps for itself (docs/resources/webhook).
func username(source string) string {
	s := clip(oneLine(source), longestUsername)
	for _, kept := range []string{"discord", "clyde"} {
		if strings.Contains(strings.ToLower(s), kept) {
			return hookName
		}
	}
	if s == "" || strings.EqualFold(s, "everyone") || strings.EqualFold(s, "here") {
		return hookName
	}
	return s
}
