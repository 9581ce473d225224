package discordtest

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
