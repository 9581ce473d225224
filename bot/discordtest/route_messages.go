package discordtest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// oldEdits is how often messages of over an hour may be edited in a channel. That there is a cap is documented
// (error 30046), how high it is not: this is a guess on the low side.
var oldEdits = limit{30, time.Hour}

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

func (c *call) editMessage() (any, error) {
	m, err := c.message()
	if err != nil {
		return nil, err
	}
	if m.view.Author.ID != c.Bot.ID || m.hook != nil {
		return nil, errNotAuthor
	}
	if c.now().Sub(m.view.Created) > time.Hour {
		old := c.limiter.bucket(route{pattern: "old edits"}, m.channel.ID)
		if _, ok := old.take(c.now(), oldEdits); !ok {
			return nil, invalid(30046, "Maximum number of edits to messages older than 1 hour reached. Try again later.")
		}
	}
	return c.edit(m, asEdit, everyMention)
}

// edit checks and applies an edit; the V2 flag stays once it is set.
func (c *call) edit(m *message, from sender, byDefault []string) (any, error) {
	body := c.form()
	var f form
	f.message(body, from, m.view.V2(), len(c.files))
	if m.view.V2() && body["flags"] != nil && number(body, "flags")&flagV2 == 0 {
		f.wrong("flags", "MessageFlags.IS_COMPONENTS_V2 cannot be removed.")
	}
	if number(body, "flags")&flagV2 != 0 && !m.view.V2() {
		f.replaced(m, body)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	after := pick(m.raw, "content", "embeds", "components")
	maps.Copy(after, body)
	if empty(after, len(c.files)+len(m.view.Attachments)) {
		return nil, errEmptyMessage
	}
	c.revise(m)
	before := number(m.raw, "flags") &^ flagLoading
	m.raw["flags"] = before
	c.compose(m, body, c.files, byDefault)
	c.keepPrivacy(m, before)
	c.dispatchMessage("MESSAGE_UPDATE", m)
	return m.raw, nil
}

// keepPrivacy undoes what an edit made of the EPHEMERAL flag: who sees a message is settled when it is made.
func (c *call) keepPrivacy(m *message, before int) {
	m.raw["flags"] = number(m.raw, "flags")&^flagEphemeral | before&flagEphemeral
	m.refresh()
}

// replaced notes what of the old message would stand beside Components V2: an edit must take it away with null.
func (f *form) replaced(m *message, body object) {
	_, content := body["content"]
	_, embeds := body["embeds"]
	if m.view.Content != "" && !content || len(m.view.Embeds) > 0 && !embeds {
		f.wrong("flags", "Set content and embeds to null to turn the message into Components V2.")
	}
}

func (c *call) deleteMessage() (any, error) {
	m, err := c.message()
	if err != nil {
		return nil, err
	}
	if m.view.Author.ID != c.Bot.ID {
		if err := c.may(m.channel, ManageMessages); err != nil {
			return nil, err
		}
	}
	c.erase(m)
	return nil, nil
}

// listMessages answers newest first. Like Discord it tells no nonces.
func (c *call) listMessages() (any, error) {
	ch, err := c.readable(c.id("channel_id"))
	if err != nil {
		return nil, err
	}
	limit, q := 50, c.r.URL.Query()
	if q.Get("limit") != "" {
		if limit, err = strconv.Atoi(q.Get("limit")); err != nil || limit < 1 || limit > 100 {
			return nil, (&form{[]problem{{"limit", "int value should be between 1 and 100."}}}).err()
		}
	}
	found := []any{}
	if !ch.permissions(c.Bot).Has(ReadMessageHistory) {
		return found, nil
	}
	for _, m := range around(standing(ch), limit, q.Get("before"), q.Get("after"), q.Get("around")) {
		found = append(found, m.raw)
	}
	slices.Reverse(found)
	return found, nil
}

// standing are a channel's visible messages, oldest first.
func standing(ch *Channel) []*message {
	return slices.DeleteFunc(slices.Clone(ch.messages), (*message).hidden)
}

// around picks at most limit of the messages, oldest first: the last ones, or those next to an id.
func around(all []*message, limit int, before, after, middle string) []*message {
	at := func(id string) int {
		n, _ := slices.BinarySearchFunc(all, id, func(m *message, id string) int { return compareIDs(m.view.ID, id) })
		return n
	}
	from, to := max(0, len(all)-limit), len(all)
	switch {
	case middle != "":
		from = max(0, at(middle)-limit/2)
		to = min(len(all), from+limit)
	case after != "":
		from = at(after)
		if from < len(all) && all[from].view.ID == after {
			from++
		}
		to = min(len(all), from+limit)
	case before != "":
		to = at(before)
		from = max(0, to-limit)
	}
	return all[from:to]
}

func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// crosspost publishes a message of an announcement channel.
func (c *call) crosspost() (any, error) {
	m, err := c.message()
	switch {
	case err != nil:
		return nil, err
	case m.channel.Type != AnnouncementChannel:
		return nil, errWrongChannelType
	case m.view.Flags&flagCrossposted != 0:
		return nil, errCrossposted
	}
	if err := c.may(m.channel, m.channel.sendPermission()); err != nil {
		return nil, err
	}
	m.raw["flags"] = m.view.Flags | flagCrossposted
	m.refresh()
	c.dispatchMessage("MESSAGE_UPDATE", m)
	return m.raw, nil
}

func (c *call) created(body any) (any, error) {
	c.status = http.StatusCreated
	return body, nil
}
