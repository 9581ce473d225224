package discordtest

import (
	"slices"
)

// threadFromMessage opens a thread on a message; it has the message's id.
func (c *call) threadFromMessage() (any, error) {
	m, err := c.message()
	if err != nil {
		return nil, err
	}
	switch {
	case m.channel.Type != TextChannel && m.channel.Type != AnnouncementChannel:
		return nil, errWrongChannelType
	case m.thread != nil:
		return nil, errHasThread
	}
	if err := c.may(m.channel, CreatePublicThreads); err != nil {
		return nil, err
	}
	m.thread = m.channel.openThread(m.view.ID, text(c.form(), "name"), c.Bot.ID)
	m.thread.editThread(c.form())
	m.raw["flags"] = m.view.Flags | flagHasThread
	m.refresh()
	c.dispatchMessage("MESSAGE_UPDATE", m)
	return c.created(m.thread.object())
}

// createThread opens a thread by itself, or a post in a forum with its first message.
func (c *call) createThread() (any, error) {
	ch, err := c.readable(c.id("channel_id"))
	if err != nil {
		return nil, err
	}
	if ch.Type == ForumChannel {
		return c.createPost(ch)
	}
	if ch.Type != TextChannel && ch.Type != AnnouncementChannel {
		return nil, errWrongChannelType
	}
	if err := c.may(ch, CreatePublicThreads); err != nil {
		return nil, err
	}
	t := ch.openThread(c.nextID(), text(c.form(), "name"), c.Bot.ID)
	t.editThread(c.form())
	return c.created(t.object())
}

func (c *call) createPost(forum *Channel) (any, error) {
	body := c.form()
	first := child(body, "message")
	if first == nil {
		return nil, (&form{[]problem{{"message", "This field is required"}}}).err()
	}
	if err := c.may(forum, SendMessages); err != nil {
		return nil, err
	}
	if err := forum.checkTags(texts(body, "applied_tags")); err != nil {
		return nil, err
	}
	if err := c.checkNew(forum, first, asBot); err != nil {
		return nil, err
	}
	t := forum.openThread(c.nextID(), text(body, "name"), c.Bot.ID)
	t.editThread(body)
	m := c.newMessage(t, c.Bot)
	m.raw["id"] = t.ID
	c.compose(m, first, c.files, everyMention)
	c.publish(m)
	out := t.object()
	out["message"] = m.raw
	return c.created(out)
}

func (c *Channel) checkTags(ids []string) error {
	if c.requireTag && len(ids) == 0 {
		return errTagRequired
	}
	for _, id := range ids {
		if !slices.ContainsFunc(c.tags, func(t tag) bool { return t.id == id }) {
			return (&form{[]problem{{"applied_tags", "Unknown tag " + id}}}).err()
		}
	}
	return nil
}
