package discordtest

import (
	"fmt"
	"time"
)

// The world as Discord's JSON.

func (u *User) object() object {
	return object{"id": u.ID, "username": u.Name, "avatar": nil, "discriminator": "0", "public_flags": 0, "flags": 0,
		"bot": u.bot, "global_name": nil, "primary_guild": nil}
}

func (r *Role) object() object {
	return object{"id": r.ID, "name": r.Name, "permissions": r.permissions.String(), "position": 0, "color": 0,
		"colors": object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil},
		"hoist":  false, "managed": false, "mentionable": r.Mentionable, "icon": nil, "unicode_emoji": nil, "flags": 0}
}

func (m *member) object() object {
	roles := []any{}
	for _, r := range m.roles {
		roles = append(roles, r.ID)
	}
	return object{"user": m.user.object(), "avatar": nil, "banner": nil, "communication_disabled_until": nil, "flags": 0,
		"joined_at": stamp(m.joined), "nick": nil, "pending": false, "premium_since": nil, "roles": roles, "mute": false, "deaf": false}
}

func (c *Channel) guildID() string {
	if c.Guild == nil {
		return ""
	}
	return c.Guild.ID
}

func (c *Channel) object() object {
	out := object{"id": c.ID, "type": c.Type, "flags": 0, "last_message_id": nil}
	if n := len(c.messages); n > 0 {
		out["last_message_id"] = c.messages[n-1].view.ID
	}
	switch {
	case c.Guild == nil:
		out["recipients"] = []any{c.person.object()}
		return out
	case c.isThread():
		c.threadObject(out)
	default:
		c.guildObject(out)
	}
	out["guild_id"], out["name"] = c.Guild.ID, c.Name
	return out
}

func (c *Channel) guildObject(out object) {
	overwrites := []any{}
	for _, o := range c.overwrites {
		overwrites = append(overwrites, object{"id": o.id, "type": o.kind, "allow": o.allow.String(), "deny": o.deny.String()})
	}
	out["position"], out["nsfw"], out["parent_id"], out["topic"] = 0, false, nil, nil
	out["permission_overwrites"] = overwrites
	if c.Type != ForumChannel {
		return
	}
	tags := []any{}
	for _, t := range c.tags {
		tags = append(tags, object{"id": t.id, "name": t.name, "moderated": false, "emoji_id": nil, "emoji_name": nil})
	}
	out["available_tags"] = tags
	if c.requireTag {
		out["flags"] = 1 << 4
	}
}

func (c *Channel) threadObject(out object) {
	out["parent_id"], out["owner_id"], out["rate_limit_per_user"] = c.Parent.ID, c.thread.owner, 0
	out["message_count"], out["total_message_sent"], out["member_count"] = len(c.messages), len(c.messages), 1
	out["thread_metadata"] = object{"archived": c.thread.archived, "locked": c.thread.locked,
		"archive_timestamp": stamp(c.s.now()), "auto_archive_duration": c.thread.minutes}
	if len(c.thread.tags) > 0 {
		out["applied_tags"] = c.thread.tags
	}
}

func (g *Guild) object() object {
	return object{"id": g.ID, "name": g.Name, "icon": nil, "description": nil, "home_header": nil, "splash": nil,
		"discovery_splash": nil, "features": []any{}, "banner": nil, "owner_id": g.owner.ID, "application_id": nil,
		"region": "us-west", "afk_channel_id": nil, "afk_timeout": 300, "system_channel_id": nil, "system_channel_flags": 0,
		"widget_enabled": false, "widget_channel_id": nil, "verification_level": 0, "roles": g.roleObjects(),
		"default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0, "max_presences": nil,
		"max_members": 500000, "max_stage_video_channel_users": 50, "max_video_channel_users": 25, "vanity_url_code": nil,
		"premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": g.locale, "rules_channel_id": nil,
		"safety_alerts_channel_id": nil, "public_updates_channel_id": nil, "premium_progress_bar_enabled": false,
		"nsfw": false, "nsfw_level": 0, "emojis": []any{}, "stickers": []any{}, "incidents_data": nil}
}

func (g *Guild) roleObjects() []any {
	roles := []any{}
	for _, r := range g.roles {
		roles = append(roles, r.object())
	}
	return roles
}

func (g *Guild) channelObjects(threads bool) []any {
	channels := []any{}
	for _, c := range g.channels {
		if c.isThread() == threads {
			channels = append(channels, c.object())
		}
	}
	return channels
}

// announcement is the guild as GUILD_CREATE tells it, to a bot without the privileged intents:
// of the members only the bot.
func (g *Guild) announcement() object {
	out := g.object()
	out["joined_at"], out["large"], out["unavailable"], out["member_count"] = stamp(g.members[g.s.Bot.ID].joined), false, false, len(g.members)
	out["channels"], out["threads"] = g.channelObjects(false), g.channelObjects(true)
	out["members"] = []any{g.members[g.s.Bot.ID].object()}
	out["voice_states"], out["presences"], out["stage_instances"] = []any{}, []any{}, []any{}
	return out
}

func (s *Server) application() object {
	owner := object{"id": "1", "username": "owner", "avatar": nil, "discriminator": "0", "public_flags": 0, "flags": 0, "global_name": nil, "primary_guild": nil}
	return object{"id": s.App, "name": s.Bot.Name, "icon": nil, "description": "", "type": nil, "bot": s.Bot.object(),
		"bot_public": true, "bot_require_code_grant": false, "verify_key": fmt.Sprintf("%064x", 1), "flags": 0, "flags_new": "0",
		"redirect_uris": []any{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil, "owner": owner,
		"approximate_guild_count": len(s.guilds), "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "team": nil, "eligible_oauth2_scopes": []any{}}
}

// myself is the bot's own user as it is told to itself.
func (s *Server) myself() object {
	me := s.Bot.object()
	me["mfa_enabled"], me["locale"], me["verified"], me["email"] = false, "en-US", true, nil
	return me
}

func (s *Server) sessionLimit(now time.Time) object {
	left, reset := s.identifies.left(now, &s.settings)
	return object{"total": s.identifyTotal, "remaining": left, "reset_after": reset.Milliseconds(), "max_concurrency": s.concurrency}
}
