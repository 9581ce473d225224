package discordtest

// answering finds the interaction whose token stands in the path; nil when the path is a webhook's.
func (c *call) answering() (*interaction, error) {
	if c.id("webhook_id") != c.App {
		return nil, nil
	}
	i := c.interactions[c.id("webhook_token")]
	switch {
	case i == nil || i.callback == 0:
		return nil, errUnknownWebhook
	case c.now().Sub(i.created) > tokenLife:
		return nil, errWebhookToken
	}
	return i, nil
}

// execute posts a follow-up to an interaction, or a webhook's message.
func (c *call) execute() (any, error) {
	i, err := c.answering()
	if err != nil {
		return nil, err
	}
	if i == nil {
		return c.executeHook()
	}
	if i.deferred {
		return c.resolve(i, asAnswer)
	}
	if err := c.checkNew(i.channel, c.form(), asAnswer); err != nil {
		return nil, err
	}
	if i.personal && len(i.followups) >= maxFollowups {
		return nil, errFollowups
	}
	m := c.answerMessage(i, c.form())
	i.followups = append(i.followups, m)
	i.touched = true
	c.notify()
	return m.raw, nil
}

// resolve turns the deferred answer into the message.
func (c *call) resolve(i *interaction, from sender) (any, error) {
	out, err := c.edit(i.original, from, userMentions)
	if err == nil {
		i.deferred, i.touched = false, true
		c.notify()
	}
	return out, err
}

// ofToken finds a message that the path's token may touch: "" is the interaction's first answer.
func (c *call) ofToken(id string) (*interaction, *message, error) {
	i, err := c.answering()
	if err != nil {
		return nil, nil, err
	}
	if i == nil {
		m, err := c.ofHook(id)
		return nil, m, err
	}
	all := i.followups
	if i.original != nil {
		all = append(all[:len(all):len(all)], i.original)
	}
	for _, m := range all {
		if !m.view.Deleted && (m.view.ID == id || id == "" && m == i.original) {
			return i, m, nil
		}
	}
	return nil, nil, errUnknownMessage
}

func (c *call) getOriginal() (any, error) { return c.getByToken("") }

func (c *call) editOriginal() (any, error) { return c.editByToken("") }

func (c *call) deleteOriginal() (any, error) { return c.deleteByToken("") }

func (c *call) getHookMessage() (any, error) { return c.getByToken(c.id("message_id")) }

func (c *call) editHookMessage() (any, error) { return c.editByToken(c.id("message_id")) }

func (c *call) deleteHookMessage() (any, error) { return c.deleteByToken(c.id("message_id")) }

func (c *call) getByToken(id string) (any, error) {
	_, m, err := c.ofToken(id)
	if err != nil {
		return nil, err
	}
	return m.raw, nil
}

func (c *call) editByToken(id string) (any, error) {
	i, m, err := c.ofToken(id)
	switch {
	case err != nil:
		return nil, err
	case i == nil:
		return c.edit(m, asEdit, everyMention)
	case m == i.original:
		return c.resolve(i, asEdit)
	}
	return c.edit(m, asEdit, userMentions)
}

func (c *call) deleteByToken(id string) (any, error) {
	_, m, err := c.ofToken(id)
	if err != nil {
		return nil, err
	}
	c.erase(m)
	return nil, nil
}
