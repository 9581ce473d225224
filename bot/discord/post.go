package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
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
)

// closed are the error codes after which no message to the channel can
// arrive, until people do something about it.
var closed = map[int]commands.Sentence{
	10003:             "there is no such channel any more.",
	50001:             "I may not view it.",
	50013:             "I lack the permission to send messages there.",
	50083:             "the thread is archived and locked.",
	50278:             "we no longer have a server in common.",
	cannotMessageUser: "you take no direct messages from me; allow those from members of this server in its privacy settings.",
}

// epoch is the first millisecond that Discord's IDs count from.
const epoch = 1420070400000

// Send posts a message. The nonce makes Discord answer with the message that
// it has when it was sent that before.
func (c *Chat) Send(ctx context.Context, channel, nonce string, r commands.Reply) (id string, err error) {
	to, err := c.channel(ctx, channel)
	if err != nil {
		return "", verdict(err, false)
	}
	var posted struct{ ID string }
	urgent := alerts
	if r.Later {
		urgent = digests
	}
	err = c.plainer(ctx, r, func(m message) error {
		m.Nonce, m.EnforceNonce = nonce, true
		return c.api.do(ctx, request{method: http.MethodPost, path: "/channels/" + to + "/messages", body: m, lane: urgent}, &posted)
	})
	return posted.ID, verdict(err, true)
}

// Edit makes a message say something else. One that was taken away stays
// away.
func (c *Chat) Edit(ctx context.Context, channel, standing string, r commands.Reply) error {
	to, err := c.channel(ctx, channel)
	if err != nil {
		return verdict(err, false)
	}
	return verdict(c.plainer(ctx, r, func(m message) error {
		return c.api.do(ctx, request{method: http.MethodPatch, path: "/channels/" + to + "/messages/" + standing, body: m, lane: edits}, nil)
	}), false)
}

// Find looks for a message among the channel's last hundred since a time.
func (c *Chat) Find(ctx context.Context, channel string, since time.Time, r commands.Reply) (string, error) {
	self, err := c.me(ctx)
	if err != nil {
		return "", verdict(err, false)
	}
	to, err := c.channel(ctx, channel)
	if err != nil {
		return "", verdict(err, false)
	}
	const skew = time.Minute // between Discord's clock and ours
	after := max(0, (since.Add(-skew).UnixMilli()-epoch)<<22)
	var found []standing
	path := "/channels/" + to + "/messages?limit=100&after=" + strconv.FormatInt(after, 10)
	if err := c.api.do(ctx, request{method: http.MethodGet, path: path, lane: alerts}, &found); err != nil {
		return "", verdict(err, false)
	}
	for _, m := range found {
		if m.Author.ID == self && (m.saysInAny(r) || m.leads(r)) {
			return m.ID, nil
		}
	}
	return "", nil
}

// standing is a message as it stands in a channel.
type standing struct {
	ID         string
	Author     struct{ ID string }
	Content    string
	Embeds     []struct{ Title string }
	Components []part
}

// saysInAny reports whether the message's first line is a reply's, in any
// language: the channel may have changed its own since.
func (m standing) saysInAny(r commands.Reply) bool {
	return slices.ContainsFunc(commands.Languages(), func(lang string) bool {
		r.Lang = lang
		return m.says(firstLine(r.Translated()))
	})
}

// says reports whether the message's first line, in whatever form it was
// sent, is this.
func (m standing) says(line string) bool {
	has := func(s string) bool { return strings.Contains(s, line) }
	for _, e := range m.Embeds {
		if has(escape(e.Title)) || has(e.Title) {
			return true
		}
	}
	return has(m.Content) || anyText(m.Components, has)
}

// leads reports whether the message has the first button of a reply's first
// card, which stays the same when the words are edited.
func (m standing) leads(r commands.Reply) bool {
	if len(r.Cards) == 0 || len(r.Cards[0].Buttons) == 0 {
		return false
	}
	first, _ := customID("1", behind(r.Cards[0].Buttons[0]))
	var has func([]part) bool
	has = func(parts []part) bool {
		return slices.ContainsFunc(parts, func(p part) bool {
			return p.CustomID == first || p.Accessory != nil && p.Accessory.CustomID == first || has(p.Components)
		})
	}
	return has(m.Components)
}

func anyText(parts []part, has func(string) bool) bool {
	for _, p := range parts {
		if has(p.Content) || anyText(p.Components, has) {
			return true
		}
	}
	return false
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
		if !errors.As(err, &f) || f.Status != http.StatusBadRequest || f.Code == refusedByAutoMod || f.Code == harmfulLink ||
			f.Code == tooManyOldEdits || f.Code == cannotMessageUser {
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
	case errors.As(err, &f) && (f.Status == http.StatusTooManyRequests || f.Foreign && f.Status < 500):
		return bot.NotYet{Wait: f.Retry, Reason: err.Error()}
	case errors.As(err, &f) && f.Status == http.StatusUnauthorized:
		return bot.NotYet{Wait: time.Minute, Reason: err.Error()}
	case errors.As(err, &f) && closed[f.Code] != "":
		return bot.Closed{Reason: closed[f.Code]}
	case errors.As(err, &f) && f.Status < 500:
		return bot.Refused{Reason: err.Error()}
	case creating:
		return fmt.Errorf("it may have arrived: %w", err)
	}
	return bot.NotYet{Wait: time.Second, Reason: err.Error()}
}
