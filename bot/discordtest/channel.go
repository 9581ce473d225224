package discordtest

import (
	"slices"
	"time"
)

// The channel types that this server knows.
const (
	TextChannel         = 0
	DMChannel           = 1
	AnnouncementChannel = 5
	AnnouncementThread  = 10
	PublicThread        = 11
	ForumChannel        = 15
)

// Channel is where messages are: a text or announcement channel, a forum, a thread, or a person's DM.
type Channel struct {
	ID, Name string
	Type     int
	Guild    *Guild   // nil in a DM
	Parent   *Channel // of a thread

	s          *Server
	person     *User // of a DM
	overwrites []*overwrite
	messages   []*message
	tags       []tag
	requireTag bool
	thread     threadState
	hooks      []*webhook
	congested  time.Time // until when others use up what may be written
}

type tag struct{ id, name string }

type threadState struct {
	owner    string
	archived bool
	locked   bool
	minutes  int
	tags     []string
}

func (c *Channel) isThread() bool { return c.Type == AnnouncementThread || c.Type == PublicThread }

// Text makes a text channel.
func (g *Guild) Text(name string) *Channel { return g.add(name, TextChannel) }

// Announcements makes an announcement channel.
func (g *Guild) Announcements(name string) *Channel { return g.add(name, AnnouncementChannel) }

// Forum makes a forum channel with these tags; with requireTag every post must carry one.
func (g *Guild) Forum(name string, requireTag bool, tags ...string) *Channel {
	c := g.add(name, ForumChannel)
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	c.requireTag = requireTag
	for _, name := range tags {
		c.tags = append(c.tags, tag{g.s.nextID(), name})
	}
	return c
}

// Tag is the id of a forum's tag; "" when it has no such tag.
func (c *Channel) Tag(name string) string {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, t := range c.tags {
		if t.name == name {
			return t.id
		}
	}
	return ""
}

// Tags are the ids of the tags that a forum's post has.
func (c *Channel) Tags() []string {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return slices.Clone(c.thread.tags)
}

// RemoveWebhooks takes the channel's webhooks away, as people may.
func (c *Channel) RemoveWebhooks() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, h := range c.hooks {
		delete(c.s.hooks, h.id)
	}
	c.hooks = nil
}

// Thread makes a public thread, as a person would.
func (c *Channel) Thread(name string) *Channel {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.openThread(c.s.nextID(), name, c.Guild.owner.ID)
}

// Archive archives the thread, and locks it if asked to.
func (c *Channel) Archive(lock bool) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.thread.archived, c.thread.locked = true, lock
}

// Congest lets others use up the channel's write limit for a while: the bot's messages are answered with a 429 of
// scope shared and code 20028, which does not count as an invalid request.
func (c *Channel) Congest(d time.Duration) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.congested = c.s.now().Add(d)
}

// Delete removes the channel.
func (c *Channel) Delete() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.remove()
}

func (c *Channel) remove() {
	event, data := "CHANNEL_DELETE", c.object()
	if c.isThread() {
		event = "THREAD_DELETE"
	}
	delete(c.s.channels, c.ID)
	c.Guild.channels = slices.DeleteFunc(c.Guild.channels, func(o *Channel) bool { return o == c })
	c.s.dispatch(event, c.Guild.ID, data)
}

func (g *Guild) add(name string, kind int) *Channel {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	c := &Channel{ID: g.s.nextID(), Name: name, Type: kind, Guild: g, s: g.s}
	g.s.channels[c.ID] = c
	g.channels = append(g.channels, c)
	g.s.dispatch("CHANNEL_CREATE", g.ID, c.object())
	return c
}

func (c *Channel) openThread(id, name, owner string) *Channel {
	kind := PublicThread
	if c.Type == AnnouncementChannel {
		kind = AnnouncementThread
	}
	t := &Channel{ID: id, Name: name, Type: kind, Guild: c.Guild, Parent: c, s: c.s,
		thread: threadState{owner: owner, minutes: 4320}}
	c.s.channels[id] = t
	c.Guild.channels = append(c.Guild.channels, t)
	c.s.dispatch("THREAD_CREATE", c.Guild.ID, t.object())
	return t
}

// DM is the direct message channel between the user and the bot; it is opened when there is none.
func (s *Server) DM(u *User) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dm(u)
}

func (s *Server) dm(u *User) *Channel {
	if u.dm == nil {
		u.dm = &Channel{ID: s.nextID(), Type: DMChannel, s: s, person: u}
		s.channels[u.dm.ID] = u.dm
	}
	return u.dm
}

// Channel finds a channel or thread by its id; nil when there is none.
func (s *Server) Channel(id string) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.channels[id]
}

// Threads lists the threads of the channel, oldest first.
func (c *Channel) Threads() []*Channel {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	var threads []*Channel
	for _, t := range c.Guild.channels {
		if t.Parent == c {
			threads = append(threads, t)
		}
	}
	return threads
}

// channel finds a channel that the bot knows of.
func (s *Server) channel(id string) (*Channel, error) {
	c := s.channels[id]
	switch {
	case c == nil:
		return nil, errUnknownChannel
	case c.Guild != nil && !c.Guild.installed:
		return nil, errMissingAccess
	}
	return c, nil
}
