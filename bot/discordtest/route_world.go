package discordtest

import "slices"

func (c *call) getMe() (any, error) { return c.myself(), nil }

func (c *call) getUser() (any, error) {
	if u := c.users[c.id("user_id")]; u != nil {
		return u.object(), nil
	}
	return nil, errUnknownUser
}

func (c *call) getApplication() (any, error) { return c.application(), nil }

func (c *call) listGuilds() (any, error) {
	found := []any{}
	for _, g := range c.guilds {
		if g.installed {
			found = append(found, object{"id": g.ID, "name": g.Name, "icon": nil, "banner": nil, "owner": false,
				"permissions": g.permissions(c.Bot).String(), "features": []any{}})
		}
	}
	return found, nil
}

func (c *call) leaveGuild() (any, error) {
	g, err := c.guild(c.id("guild_id"))
	if err != nil {
		return nil, err
	}
	g.kick()
	return nil, nil
}

func (c *call) getGuild() (any, error) {
	g, err := c.guild(c.id("guild_id"))
	if err != nil {
		return nil, err
	}
	return g.object(), nil
}

func (c *call) listChannels() (any, error) {
	g, err := c.guild(c.id("guild_id"))
	if err != nil {
		return nil, err
	}
	return g.channelObjects(false), nil
}

func (c *call) listThreads() (any, error) {
	g, err := c.guild(c.id("guild_id"))
	if err != nil {
		return nil, err
	}
	return object{"threads": g.channelObjects(true), "members": []any{}, "has_more": false}, nil
}

func (c *call) listRoles() (any, error) {
	g, err := c.guild(c.id("guild_id"))
	if err != nil {
		return nil, err
	}
	return g.roleObjects(), nil
}

func (c *call) getMember() (any, error) {
	g, err := c.guild(c.id("guild_id"))
	if err != nil {
		return nil, err
	}
	if m := g.members[c.id("user_id")]; m != nil {
		return m.object(), nil
	}
	return nil, errUnknownMember
}

func (c *call) openDM() (any, error) {
	id := text(c.form(), "recipient_id")
	u := c.users[id]
	if u == nil || u == c.Bot {
		return nil, errInvalidRecipients
	}
	return c.dm(u).object(), nil
}

func (c *call) getChannel() (any, error) {
	ch, err := c.readable(c.id("channel_id"))
	if err != nil {
		return nil, err
	}
	return ch.object(), nil
}

// managed finds a channel that the bot may change.
func (c *call) managed() (*Channel, error) {
	ch, err := c.readable(c.id("channel_id"))
	switch {
	case err != nil:
		return nil, err
	case ch.Guild == nil:
		return nil, errWrongChannelType
	case ch.isThread() && ch.thread.owner == c.Bot.ID:
		return ch, nil
	case ch.isThread():
		return ch, c.may(ch, ManageThreads)
	}
	return ch, c.may(ch, ManageChannels)
}

func (c *call) editChannel() (any, error) {
	ch, err := c.managed()
	if err != nil {
		return nil, err
	}
	body := c.form()
	if name := text(body, "name"); name != "" {
		ch.Name = name
	}
	event := "CHANNEL_UPDATE"
	if ch.isThread() {
		event = "THREAD_UPDATE"
		ch.editThread(body)
	}
	c.dispatch(event, ch.Guild.ID, ch.object())
	return ch.object(), nil
}

func (c *Channel) editThread(body object) {
	for key, flag := range map[string]*bool{"archived": &c.thread.archived, "locked": &c.thread.locked} {
		if v, ok := body[key].(bool); ok {
			*flag = v
		}
	}
	if minutes := number(body, "auto_archive_duration"); minutes != 0 {
		c.thread.minutes = minutes
	}
	if body["applied_tags"] != nil {
		c.thread.tags = texts(body, "applied_tags")
	}
}

func (c *call) deleteChannel() (any, error) {
	ch, err := c.managed()
	if err != nil {
		return nil, err
	}
	out := ch.object()
	ch.remove()
	return out, nil
}

func (c *call) typing() (any, error) {
	_, err := c.writable(c.id("channel_id"))
	return nil, err
}

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
