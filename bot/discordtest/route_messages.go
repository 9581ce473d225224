package discordtest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// stamped is a message that a nonce stands for.
type stamped struct {
	message *message
	at      time.Time
}

func (c *call) createMessage() (any, error) {
	ch, err := c.writable(c.id("channel_id"))
	if err != nil {
		return nil, err
	}
	return c.create(ch, c.form())
}

// create posts a message of the bot's own, or finds the one that has its nonce.
func (c *call) create(ch *Channel, body object) (any, error) {
	if err := c.checkNew(ch, body, asBot); err != nil {
		return nil, err
	}
	nonce := nonceOf(body)
	before, ok := c.nonces[nonce]
	if ok && truth(body, "enforce_nonce") && c.now().Sub(before.at) < c.nonceWindow {
		return withNonce(before.message, body), nil
	}
	m := c.newMessage(ch, c.Bot)
	m.view.Nonce = nonce
	if ref := child(body, "message_reference"); ref != nil {
		m.raw["message_reference"] = object{"type": 0, "channel_id": ch.ID, "message_id": ref["message_id"]}
	}
	c.compose(m, body, c.files, everyMention)
	if nonce != "" {
		c.nonces[nonce] = stamped{m, c.now()}
	}
	c.publish(m)
	return withNonce(m, body), nil
}

func nonceOf(body object) string {
	switch n := body["nonce"].(type) {
	case string:
		return n
	case float64:
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}

// withNonce is the answer to the sender: nobody else is told the nonce.
func withNonce(m *message, body object) object {
	if body["nonce"] == nil {
		return m.raw
	}
	out := maps.Clone(m.raw)
	out["nonce"] = body["nonce"]
	return out
}

// checkNew checks a message that is about to be created.
func (c *call) checkNew(ch *Channel, body object, from sender) error {
	var f form
	f.message(body, from, false, len(c.files))
	if err := f.err(); err != nil {
		return err
	}
	if empty(body, len(c.files)) {
		return errEmptyMessage
	}
	if ch.Guild == nil || from != asBot {
		return nil
	}
	if len(list(body, "embeds")) > 0 {
		return c.may(ch, EmbedLinks)
	}
	if len(c.files) > 0 {
		return c.may(ch, AttachFiles)
	}
	return nil
}

func empty(body object, files int) bool {
	return strings.TrimSpace(text(body, "content")) == "" && files == 0 && body["poll"] == nil &&
		len(list(body, "embeds")) == 0 && len(list(body, "components")) == 0 && len(list(body, "sticker_ids")) == 0
}

// writable finds a channel that the bot may post to.
func (c *call) writable(id string) (*Channel, error) {
	ch, err := c.channel(id)
	if err != nil {
		return nil, err
	}
	switch {
	case ch.person != nil && ch.person.closed:
		return nil, errClosedDM
	case ch.person != nil && !c.meets(ch.person):
		return nil, errNoMutualGuild
	case ch.Type == ForumChannel:
		return nil, errNotText
	}
	if err := c.may(ch, ch.sendPermission()); err != nil {
		return nil, err
	}
	if ch.thread.archived && ch.thread.locked {
		return nil, errArchived
	}
	ch.thread.archived = false
	if wait := ch.congested.Sub(c.now()); wait > 0 {
		return nil, &refusal{scope: "shared", wait: wait, code: 20028}
	}
	return ch, nil
}

// meets says whether the bot and the person have a guild in common, or the person has used the app by itself.
func (s *Server) meets(u *User) bool {
	return u.installed || slices.ContainsFunc(s.guilds, func(g *Guild) bool { return g.installed && g.members[u.ID] != nil })
}

// readable finds a channel that the bot may see.
func (c *call) readable(id string) (*Channel, error) {
	ch, err := c.channel(id)
	if err != nil {
		return nil, err
	}
	return ch, c.may(ch, ViewChannel)
}

// message finds a message that the path names.
func (c *call) message() (*message, error) {
	ch, err := c.readable(c.id("channel_id"))
	if err != nil {
		return nil, err
	}
	m := ch.message(c.id("message_id"))
	if m == nil || m.view.Ephemeral() {
		return nil, errUnknownMessage
	}
	return m, nil
}

func (c *call) getMessage() (any, error) {
	m, err := c.message()
	if err != nil {
		return nil, err
	}
	return m.raw, c.may(m.channel, ReadMessageHistory)
}

func (c *call) created(body any) (any, error) {
	c.status = http.StatusCreated
	return body, nil
}
