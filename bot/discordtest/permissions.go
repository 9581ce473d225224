package discordtest

import (
	"strconv"
)

// Permission is a set of Discord's permission bits
// (https://discord.com/developers/docs/topics/permissions).
type Permission uint64

// The permissions that this server looks at.
const (
	Administrator         Permission = 1 << 3
	ManageChannels        Permission = 1 << 4
	ManageGuild           Permission = 1 << 5
	AddReactions          Permission = 1 << 6
	ViewChannel           Permission = 1 << 10
	SendMessages          Permission = 1 << 11
	ManageMessages        Permission = 1 << 13
	EmbedLinks            Permission = 1 << 14
	AttachFiles           Permission = 1 << 15
	ReadMessageHistory    Permission = 1 << 16
	MentionEveryone       Permission = 1 << 17
	ManageWebhooks        Permission = 1 << 29
	UseCommands           Permission = 1 << 31
	ManageThreads         Permission = 1 << 34
	CreatePublicThreads   Permission = 1 << 35
	SendMessagesInThreads Permission = 1 << 38

	allPermissions     Permission = 1<<53 - 1
	defaultPermissions            = AddReactions | ViewChannel | SendMessages | EmbedLinks | AttachFiles |
		ReadMessageHistory | UseCommands | CreatePublicThreads | SendMessagesInThreads
)

// Has says whether p holds all of q.
func (p Permission) Has(q Permission) bool { return p&q == q }

// String is the decimal form, as Discord sends it.
func (p Permission) String() string { return strconv.FormatUint(uint64(p), 10) }

// overwrite changes what a role or a member may do in one channel.
type overwrite struct {
	id          string
	kind        int // 0 a role, 1 a member
	allow, deny Permission
}

// Subject is whom a channel's permission overwrite is about: a *Role or a *User.
type Subject interface{ subject() (id string, kind int) }

func (r *Role) subject() (string, int) { return r.ID, 0 }

func (u *User) subject() (string, int) { return u.ID, 1 }

// Allow grants permissions in this channel to a role or a person.
func (c *Channel) Allow(who Subject, p Permission) { c.overwrite(who, p, 0) }

// Deny takes permissions in this channel from a role or a person.
func (c *Channel) Deny(who Subject, p Permission) { c.overwrite(who, 0, p) }

func (c *Channel) overwrite(who Subject, allow, deny Permission) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	id, kind := who.subject()
	o := c.overwriteOf(id, kind)
	o.allow = o.allow&^deny | allow
	o.deny = o.deny&^allow | deny
	c.s.dispatch("CHANNEL_UPDATE", c.Guild.ID, c.object())
}

func (c *Channel) overwriteOf(id string, kind int) *overwrite {
	for _, o := range c.overwrites {
		if o.id == id {
			return o
		}
	}
	o := &overwrite{id: id, kind: kind}
	c.overwrites = append(c.overwrites, o)
	return o
}

// permissions computes what a member may do in the guild, by its roles alone.
func (g *Guild) permissions(u *User) Permission {
	m := g.members[u.ID]
	if m == nil {
		return 0
	}
	p := g.Everyone.permissions
	for _, r := range m.roles {
		p |= r.permissions
	}
	if p.Has(Administrator) || g.owner == u {
		return allPermissions
	}
	return p
}

// permissions computes what a user may do in the channel: roles, then the overwrites for everyone,
// for the member's roles, for the member. A thread has its parent's.
func (c *Channel) permissions(u *User) Permission {
	if c.Guild == nil {
		return defaultPermissions
	}
	base := c.Guild.permissions(u)
	if base == allPermissions || base == 0 {
		return base
	}
	at := c
	if c.Parent != nil {
		at = c.Parent
	}
	base = at.overwritten(base, func(o *overwrite) bool { return o.id == c.Guild.ID })
	base = at.overwritten(base, func(o *overwrite) bool { return o.kind == 0 && c.Guild.members[u.ID].has(o.id) })
	return at.overwritten(base, func(o *overwrite) bool { return o.kind == 1 && o.id == u.ID })
}

func (c *Channel) overwritten(p Permission, applies func(*overwrite) bool) Permission {
	var allow, deny Permission
	for _, o := range c.overwrites {
		if applies(o) {
			allow |= o.allow
			deny |= o.deny
		}
	}
	return p&^deny | allow
}

// may answers 50001 when the bot cannot see the channel, and 50013 when it lacks p there.
func (s *Server) may(c *Channel, p Permission) error {
	have := c.permissions(s.Bot)
	switch {
	case !have.Has(ViewChannel):
		return errMissingAccess
	case !have.Has(p):
		return errMissingPermissions
	}
	return nil
}

// sendPermission is what posting into the channel takes.
func (c *Channel) sendPermission() Permission {
	if c.isThread() {
		return SendMessagesInThreads
	}
	return SendMessages
}
