package discordtest

import (
	"slices"
	"time"
)

// Guild is a Discord server. The role Everyone is what all its members have.
type Guild struct {
	ID, Name string
	Everyone *Role

	s         *Server
	owner     *User
	roles     []*Role
	members   map[string]*member
	channels  []*Channel
	installed bool
	locale    string
}

// Role is a set of permissions that members of a guild may have.
type Role struct {
	ID, Name    string
	Mentionable bool

	guild       *Guild
	permissions Permission
}

// User is a person, or a bot.
type User struct {
	ID, Name string

	s         *Server
	bot       bool
	closed    bool
	installed bool // the app, for themselves
	dm        *Channel
	locale    string
}

type member struct {
	user   *User
	roles  []*Role
	joined time.Time
}

func (m *member) has(role string) bool {
	return m != nil && slices.ContainsFunc(m.roles, func(r *Role) bool { return r.ID == role })
}

// Guild makes a guild that has had the bot as a member for a month; Kick and Invite make it a new one.
func (s *Server) Guild(name string) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &Guild{ID: s.nextID(), Name: name, s: s, locale: "en-US", members: map[string]*member{}, installed: true}
	g.Everyone = &Role{ID: g.ID, Name: "@everyone", guild: g, permissions: defaultPermissions}
	g.roles = []*Role{g.Everyone}
	g.owner = s.user("owner of " + name)
	g.join(g.owner)
	g.join(s.Bot)
	g.members[s.Bot.ID].joined = s.now().AddDate(0, -1, 0)
	s.guilds = append(s.guilds, g)
	s.dispatch("GUILD_CREATE", g.ID, g.announcement())
	return g
}

// User makes a person who is in no guild yet.
func (s *Server) User(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.user(name)
}

func (s *Server) user(name string) *User {
	u := &User{ID: s.nextID(), Name: name, s: s, locale: "en-US"}
	s.users[u.ID] = u
	return u
}

// Speaks sets the locale that the user's interactions carry, such as "de".
func (u *User) Speaks(locale string) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.locale = locale
}

// Speaks sets the locale that the guild's people prefer, such as "de".
func (g *Guild) Speaks(locale string) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.locale = locale
	g.s.dispatch("GUILD_UPDATE", g.ID, g.object())
}

// CloseDMs makes the user refuse direct messages (error 50007); OpenDMs takes that back.
func (u *User) CloseDMs() { u.setClosed(true) }

// OpenDMs makes the user accept direct messages again.
func (u *User) OpenDMs() { u.setClosed(false) }

// Install makes the user have the app for themselves, so that its commands for user installs work everywhere.
func (u *User) Install() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.installed = true
}

func (u *User) setClosed(closed bool) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.closed = closed
}

// Role makes a role with these permissions.
func (g *Guild) Role(name string, p Permission) *Role {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	r := &Role{ID: g.s.nextID(), Name: name, guild: g, permissions: p}
	g.roles = append(g.roles, r)
	g.s.dispatch("GUILD_ROLE_CREATE", g.ID, object{"guild_id": g.ID, "role": r.object()})
	return r
}

// Grant sets the permissions of the role.
func (r *Role) Grant(p Permission) {
	r.guild.s.mu.Lock()
	defer r.guild.s.mu.Unlock()
	r.permissions = p
	r.guild.s.dispatch("GUILD_ROLE_UPDATE", r.guild.ID, object{"guild_id": r.guild.ID, "role": r.object()})
}

// Member makes a person who is a member with these roles.
func (g *Guild) Member(name string, roles ...*Role) *User {
	u := g.s.User(name)
	g.Join(u, roles...)
	return u
}

// Join makes the user a member with these roles; a member who joins again gets the new roles.
func (g *Guild) Join(u *User, roles ...*Role) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.join(u, roles...)
}

func (g *Guild) join(u *User, roles ...*Role) {
	g.members[u.ID] = &member{user: u, roles: roles, joined: g.s.now()}
}

// Leave ends that the user is a member. The bot is not told: it may not know all members.
func (g *Guild) Leave(u *User) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	delete(g.members, u.ID)
}

// Kick removes the bot from the guild; Invite brings it back.
func (g *Guild) Kick() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.kick()
}

func (g *Guild) kick() {
	delete(g.members, g.s.Bot.ID)
	g.installed = false
	g.s.dispatch("GUILD_DELETE", g.ID, object{"id": g.ID})
}

// Invite makes the bot a member again.
func (g *Guild) Invite() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.join(g.s.Bot)
	g.installed = true
	g.s.dispatch("GUILD_CREATE", g.ID, g.announcement())
}

// guild finds a guild that the bot is in.
func (s *Server) guild(id string) (*Guild, error) {
	for _, g := range s.guilds {
		if g.ID == id && g.installed {
			return g, nil
		}
	}
	return nil, errUnknownGuild
}

func (g *Guild) role(id string) *Role {
	for _, r := range g.roles {
		if r.ID == id {
			return r
		}
	}
	return nil
}
