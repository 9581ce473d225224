package discordtest

import (
	"slices"
	"strings"
)

// webhook is a channel's incoming webhook.
type webhook struct {
	id, token, name string
	channel         *Channel
}

// maxWebhooks is how many webhooks a channel may have.
const maxWebhooks = 15

func (c *call) createWebhook() (any, error) {
	ch, err := c.hookChannel()
	if err != nil {
		return nil, err
	}
	if len(ch.hooks) >= maxWebhooks {
		return nil, errTooManyWebhooks
	}
	name := text(c.form(), "name")
	for _, word := range []string{"clyde", "discord"} {
		if strings.Contains(strings.ToLower(name), word) {
			return nil, (&form{[]problem{{"name", "Username cannot contain \"" + word + "\""}}}).err()
		}
	}
	h := &webhook{id: c.nextID(), name: name, channel: ch}
	h.token = "token-of-" + h.id
	ch.hooks = append(ch.hooks, h)
	c.hooks[h.id] = h
	return h.object(c.Server), nil
}

func (c *call) hookChannel() (*Channel, error) {
	ch, err := c.readable(c.id("channel_id"))
	switch {
	case err != nil:
		return nil, err
	case ch.Guild == nil || ch.isThread():
		return nil, errWrongChannelType
	}
	return ch, c.may(ch, ManageWebhooks)
}

func (c *call) listWebhooks() (any, error) {
	ch, err := c.hookChannel()
	if err != nil {
		return nil, err
	}
	found := []any{}
	for _, h := range ch.hooks {
		found = append(found, h.object(c.Server))
	}
	return found, nil
}

func (h *webhook) object(s *Server) object {
	return object{"id": h.id, "type": 1, "name": h.name, "avatar": nil, "application_id": s.App, "token": h.token,
		"channel_id": h.channel.ID, "guild_id": h.channel.Guild.ID, "url": s.URL() + "/api/webhooks/" + h.id + "/" + h.token}
}

// hook finds the webhook that the path names.
func (c *call) hook() (*webhook, error) {
	h := c.hooks[c.id("webhook_id")]
	switch token := c.id("webhook_token"); {
	case h == nil || c.channels[h.channel.ID] == nil:
		if c.deadHooks[c.r.URL.Path] {
			c.violate("%s %s: called again after it was answered with 404", c.r.Method, c.r.URL.Path)
		}
		c.deadHooks[c.r.URL.Path] = true
		return nil, errUnknownWebhook
	case token != "" && token != h.token:
		return nil, errWebhookToken
	}
	return h, nil
}

func (c *call) getWebhook() (any, error) {
	h, err := c.hook()
	if err != nil {
		return nil, err
	}
	return h.object(c.Server), nil
}

func (c *call) deleteWebhook() (any, error) {
	h, err := c.hook()
	if err != nil {
		return nil, err
	}
	delete(c.hooks, h.id)
	h.channel.hooks = slices.DeleteFunc(h.channel.hooks, func(o *webhook) bool { return o == h })
	return nil, nil
}

func (c *call) executeHook() (any, error) {
	h, err := c.hook()
	if err != nil {
		return nil, err
	}
	body, target := c.form(), h.channel
	if id := c.r.URL.Query().Get("thread_id"); id != "" {
		if target = c.channels[id]; target == nil || target.Parent != h.channel {
			return nil, errUnknownChannel
		}
	}
	if err := c.checkNew(target, body, asWebhook); err != nil {
		return nil, err
	}
	if target.Type == ForumChannel {
		if text(body, "thread_name") == "" {
			return nil, errForumWebhook
		}
		target = target.openThread(c.nextID(), text(body, "thread_name"), c.Bot.ID)
	}
	m := c.newMessage(target, &User{ID: h.id, Name: h.name, bot: true})
	if name := text(body, "username"); name != "" {
		child(m.raw, "author")["username"] = name
	}
	m.hook, m.raw["webhook_id"] = h, h.id
	c.compose(m, body, c.files, everyMention)
	c.publish(m)
	if c.r.URL.Query().Get("wait") != "true" {
		return nil, nil
	}
	return m.raw, nil
}

func (c *call) ofHook(id string) (*message, error) {
	h, err := c.hook()
	if err != nil {
		return nil, err
	}
	target := h.channel
	if thread := c.channels[c.r.URL.Query().Get("thread_id")]; thread != nil {
		target = thread
	}
	if m := target.message(id); m != nil && m.hook == h {
		return m, nil
	}
	return nil, errUnknownMessage
}
