package discordtest

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
