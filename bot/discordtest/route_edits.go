package discordtest

import (
	"maps"
	"time"
)

// oldEdits is how often messages of over an hour may be edited in a channel. That there is a cap is documented
// (error 30046), how high it is not: this is a guess on the low side.
var oldEdits = limit{30, time.Hour}

func (c *call) editMessage() (any, error) {
	m, err := c.message()
	if err != nil {
		return nil, err
	}
	if m.view.Author.ID != c.Bot.ID || m.hook != nil {
		return nil, errNotAuthor
	}
	if m.channel.thread.archived {
		return nil, errArchived
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
