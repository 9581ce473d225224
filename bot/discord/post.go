package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"newshound/bot"
	"newshound/commands"
)

// Error codes that say more than their status (docs/topics/opcodes-and-status-codes).
const (
	unknownMessage    = 10008
	refusedByAutoMod  = 200000
	harmfulLink       = 240000
	tooManyOldEdits   = 30046
	cannotMessageUser = 50007
	published         = 40033
)

// closed are the error codes after which no message to the channel can
// arrive, until people do something about it.
var closed = map[int]commands.Sentence{
	10003:             "there is no such channel any more.",
	50001:             "I may not view it.",
	50013:             "I lack the permission to send messages there.",
	50083:             "the thread is archived and locked.",
	50278:             "we no longer have a server in common.",
	tagRequired:       "its posts need a tag, and it has none.",
	cannotMessageUser: "you take no direct messages from me; allow those from members of this server in its privacy settings.",
}

// epoch is the first millisecond that Discord's IDs count from.
const epoch = 1420070400000

// Send posts a message. The nonce makes Discord answer with the message that
// it has when it was sent that before; where there is none, the channel is
// looked at first.
func (c *Chat) Send(ctx context.Context, channel, nonce string, r commands.Reply) (id string, err error) {
	urgent := alerts
	if r.Later {
		urgent = digests
	}
	is, err := c.kindOf(ctx, channel)
	if err != nil {
		return "", err
	}
	if r = is.fitting(r); is == isForum {
		id, err = c.sendToForum(ctx, channel, r, urgent)
		return id, verdict(err, true)
	}
	if r.Byline && !strings.HasPrefix(channel, "@") {
		if id, done, err := c.sendByHook(ctx, channel, r, urgent); done || err != nil {
			return id, verdict(err, true)
		}
	}
	to, err := c.channel(ctx, channel)
	if err != nil {
		return "", verdict(err, false)
	}
	id, err = c.post(ctx, to, nonce, r, urgent)
	var f *failure
	if errors.As(err, &f) && f.Code == notText {
		if err := c.learn(ctx, channel, isForum); err != nil {
			return "", err
		}
		return c.Send(ctx, channel, nonce, r)
	}
	if err == nil && r.Opens {
		err = c.open(ctx, to, id, r)
	}
	return id, verdict(err, true)
}

func (c *Chat) post(ctx context.Context, to, nonce string, r commands.Reply, urgent lane) (string, error) {
	var posted struct{ ID string }
	err := c.plainer(ctx, r, func(m message) error {
		m.Nonce, m.EnforceNonce = nonce, true
		return c.api.do(ctx, request{method: http.MethodPost, path: "/channels/" + to + "/messages", body: m, lane: urgent}, &posted)
	})
	return posted.ID, err
}

// open opens a post's thread. The post stands without one where the bot may
// not.
func (c *Chat) open(ctx context.Context, channel, message string, r commands.Reply) error {
	_, err := c.Thread(ctx, channel, message, r.Translated().Title.String())
	if errors.As(err, new(commands.Mistake)) {
		c.log.WarnContext(ctx, "a post opens no thread", "channel", channel, "error", err)
		return nil
	}
	return err
}

// Edit makes a message say something else. One that was taken away stays
// away.
func (c *Chat) Edit(ctx context.Context, channel, standing string, r commands.Reply) error {
	is, err := c.kindOf(ctx, channel)
	if err != nil {
		return err
	}
	if r = is.fitting(r); is == isForum {
		return verdict(c.editInForum(ctx, standing, r), false)
	}
	if r.Byline && !strings.HasPrefix(channel, "@") {
		if done, err := c.editByHook(ctx, channel, standing, r); done || err != nil {
			return verdict(err, false)
		}
	}
	to, err := c.channel(ctx, channel)
	if err != nil {
		return verdict(err, false)
	}
	return verdict(c.edit(ctx, to, standing, r), false)
}

func (c *Chat) edit(ctx context.Context, to, standing string, r commands.Reply) error {
	return c.plainer(ctx, r, func(m message) error {
		return c.api.do(ctx, request{method: http.MethodPatch, path: "/channels/" + to + "/messages/" + standing, body: m, lane: edits}, nil)
	})
}

// Link is the address of a message, which Discord's apps jump to. A post of a
// forum is in the thread of its own ID.
func (c *Chat) Link(ctx context.Context, place, channel, message string) string {
	if strings.HasPrefix(channel, "@") {
		place = "@me"
	}
	is, err := c.kindOf(ctx, channel)
	if err != nil {
		return ""
	}
	if is == isForum {
		channel = message
	}
	to, err := c.channel(ctx, channel)
	if err != nil {
		return "" // the post itself will say what is wrong with the channel
	}
	return "https://discord.com/channels/" + place + "/" + to + "/" + message
}

// Publish publishes a message of an announcement channel.
func (c *Chat) Publish(ctx context.Context, channel, message string) error {
	err := c.api.do(ctx, request{method: http.MethodPost, path: "/channels/" + channel + "/messages/" + message + "/crosspost", lane: edits}, nil)
	var f *failure
	if errors.As(err, &f) && f.Code == published {
		return nil
	}
	return verdict(err, false)
}

// channel is where a channel's posts go: to that channel, or for a person to
// the channel of their direct messages.
func (c *Chat) channel(ctx context.Context, channel string) (string, error) {
	person, direct := strings.CutPrefix(channel, "@")
	if !direct {
		return channel, nil
	}
	c.mu.Lock()
	known := c.direct[person]
	c.mu.Unlock()
	if known != "" {
		return known, nil
	}
	var opened struct{ ID string }
	err := c.api.do(ctx, request{method: http.MethodPost, path: "/users/@me/channels", body: map[string]string{"recipient_id": person}, lane: alerts}, &opened)
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.direct[person] = opened.ID
	return opened.ID, nil
}

// notPlainer are the error codes of refusals that have nothing to do with a
// message's form.
var notPlainer = []int{refusedByAutoMod, harmfulLink, tooManyOldEdits, cannotMessageUser, notText, tagRequired, archived}

// plainer sends a reply in the richest form that Discord takes.
func (c *Chat) plainer(ctx context.Context, r commands.Reply, send func(message) error) error {
	var err error
	r = r.Translated()
	forms := []func(context.Context, commands.Reply) (message, error){c.rich, c.embedded, c.plain}
	if r.File.Name != "" {
		forms = forms[1:] // beside components a file would have to be one, too
	}
	for _, form := range forms {
		m, err2 := form(ctx, r)
		if err2 != nil {
			return err2
		}
		if r.File.Name != "" {
			m.Attachments = []file{{"0", r.File.Name}}
		}
		err = send(m)
		var f *failure
		if !errors.As(err, &f) || f.Status != http.StatusBadRequest || slices.Contains(notPlainer, f.Code) {
			return err
		}
		c.log.WarnContext(ctx, "Discord refused a message; sending it plainer", "error", err)
	}
	return err
}

// verdict says what an error means for a post. When creating, a lost answer
// leaves open whether the message stands.
func verdict(err error, creating bool) error {
	var f *failure
	switch {
	case err == nil:
		return nil
	case errors.As(err, new(bot.Refused)):
		return err
	case errors.As(err, &f) && (f.Status == http.StatusTooManyRequests || f.Foreign && f.Status < 500):
		return bot.NotYet{Wait: max(f.Retry, time.Second), Reason: err.Error()}
	case errors.As(err, &f) && f.Status == http.StatusUnauthorized:
		return bot.NotYet{Wait: time.Minute, Reason: err.Error()}
	case errors.As(err, &f) && f.Code == tooManyOldEdits:
		return bot.TooOften{Reason: err.Error()}
	case errors.As(err, &f) && closed[f.Code] != "":
		return bot.Closed{Reason: closed[f.Code]}
	case errors.As(err, &f) && f.Status < 500:
		return bot.Refused{Reason: err.Error()}
	case creating:
		return fmt.Errorf("it may have arrived: %w", err)
	}
	return bot.NotYet{Reason: err.Error()}
}
