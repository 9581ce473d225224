package discord

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"newshound/commands"
)

// Permissions that a post needs (docs/topics/permissions).
const (
	viewChannel    = 1 << 10
	sendMessages   = 1 << 11
	readHistory    = 1 << 16 // to see what stands before anything is sent again
	manageMessages = 1 << 13
	manageHooks    = 1 << 29
	createThreads  = 1 << 35
	sendInThreads  = 1 << 38
)

// A permission by the name that Discord's settings have for it, in each
// language.
type permission struct {
	bit  uint64
	name commands.Sentence
}

var needed = []permission{{viewChannel, "View Channel"}, {sendMessages, "Send Messages"}, {readHistory, "Read Message History"}}

var neededInForums = []permission{{viewChannel, "View Channel"}, {sendMessages, "Create Posts"}, {readHistory, "Read Message History"}}

var neededInThreads = []permission{{viewChannel, "View Channel"}, {sendInThreads, "Send Messages in Threads"}, {readHistory, "Read Message History"}}

const publicThreads commands.Sentence = "Create Public Threads"

// Types of channels (docs/resources/channel#channel-object-channel-types).
const (
	typeText    = 0
	typeNews    = 5
	firstThread = 10
)

type channel struct {
	ID         string
	Name       string
	Type       int
	Guild      string      `json:"guild_id"`
	Parent     string      `json:"parent_id"`
	Overwrites []overwrite `json:"permission_overwrites"`
	Flags      int
	Position   int
	Tags       []tag `json:"available_tags"`
}

// An overwrite allows and denies permissions in a channel, to a role
// (type 0) or a member (type 1).
type overwrite struct {
	ID          string
	Type        int
	Allow, Deny string
}

// Posts tells whether the bot may post to a channel of a server.
func (c *Chat) Posts(ctx context.Context, place, id string) error {
	if place == id { // one's own direct messages
		return nil
	}
	ch, err := c.channelIn(ctx, place, id)
	if err != nil {
		return err
	}
	switch {
	case !slices.Contains(postable, ch.Type):
		return commands.NewMistake("I cannot post in %v; pick a text channel.", commands.Piece{Channel: id})
	case ch.Type == typeForum:
		if err := c.learn(ctx, id, isForum); err != nil {
			return err
		}
		return c.lacks(ctx, place, ch, neededInForums)
	case ch.Type >= firstThread:
		if err := c.learn(ctx, id, isThread); err != nil {
			return err
		}
		return c.lacks(ctx, place, ch, neededInThreads)
	}
	return c.lacks(ctx, place, ch, needed)
}

// channelIn is a channel of a server.
func (c *Chat) channelIn(ctx context.Context, place, id string) (channel, error) {
	unknown := commands.NewMistake("There is no channel here by that name that I can see. Pick one from the list, and let me view it.")
	if _, err := strconv.ParseUint(id, 10, 64); err != nil {
		return channel{}, unknown
	}
	ch, err := c.lookUp(ctx, id)
	var f *failure
	if errors.As(err, &f) && f.Status != http.StatusTooManyRequests && f.Status < 500 || err == nil && ch.Guild != place {
		return channel{}, unknown
	}
	return ch, err
}

// Channel is a channel's name, "" where nobody knows.
func (c *Chat) Channel(ctx context.Context, id string) string {
	c.mu.Lock()
	name, known := c.named[id]
	c.mu.Unlock()
	if known {
		return name
	}
	ch, err := c.lookUp(ctx, id)
	if err != nil {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.named[id] = ch.Name
	return ch.Name
}

// lacks says which of the permissions that are needed in a channel is missing.
func (c *Chat) lacks(ctx context.Context, place string, ch channel, need []permission) error {
	at, err := c.governing(ctx, ch)
	if err != nil {
		return err
	}
	has, err := c.ownPermissions(ctx, place, at)
	if err != nil {
		return err
	}
	for _, n := range need {
		if has&n.bit == 0 {
			return commands.NewMistake("I lack the permission %v in %v. Give it to me in the channel's settings, then try again.",
				n.name, commands.Piece{Channel: ch.ID})
		}
	}
	return nil
}

// Can tells whether a channel's posts can do more than be there.
func (c *Chat) Can(ctx context.Context, place, id string, way commands.Way) error {
	ch, err := c.channelIn(ctx, place, id)
	if err != nil {
		return err
	}
	if text := ch.Type == typeText || ch.Type == typeNews; way == commands.Publish && ch.Type != typeNews {
		return commands.NewMistake("Only what stands in an announcement channel can be published; %v is none.", commands.Piece{Channel: id})
	} else if !text {
		return commands.NewMistake("That goes for text and announcement channels; %v is neither.", commands.Piece{Channel: id})
	}
	hooks := append(needed[:3:3], permission{manageHooks, "Manage Webhooks"})
	if ch.Type == typeNews { // what a webhook says is another's message, and may have to be published
		hooks = append(hooks, permission{manageMessages, "Manage Messages"})
	}
	return c.lacks(ctx, place, ch, map[commands.Way][]permission{
		commands.Publish: needed,
		commands.Threads: append(needed[:3:3], permission{createThreads, publicThreads}),
		commands.Byline:  hooks,
	}[way])
}

// governing is the channel whose permissions hold in a channel: itself, or
// for a thread its parent.
func (c *Chat) governing(ctx context.Context, ch channel) (channel, error) {
	if ch.Type < firstThread || ch.Type == typeForum {
		return ch, nil
	}
	return c.lookUp(ctx, ch.Parent)
}

// ownPermissions are the bot's in a channel.
func (c *Chat) ownPermissions(ctx context.Context, guild string, ch channel) (uint64, error) {
	self, err := c.me(ctx)
	if err != nil {
		return 0, err
	}
	m, err := c.member(ctx, guild, self)
	if err != nil {
		return 0, err
	}
	return c.permissions(ctx, guild, m, ch)
}

// A member is somebody on a server.
type member struct {
	person string
	Roles  []string
}

func (c *Chat) member(ctx context.Context, guild, person string) (member, error) {
	m := member{person: person}
	err := c.api.get(ctx, "/guilds/"+guild+"/members/"+person, &m)
	return m, err
}

// permissions are a member's in a channel, computed as Discord documents
// (docs/topics/permissions#permission-overwrites), but for those of the
// server's owner.
func (c *Chat) permissions(ctx context.Context, guild string, m member, ch channel) (uint64, error) {
	var roles []struct{ ID, Permissions string }
	if err := c.api.get(ctx, "/guilds/"+guild+"/roles", &roles); err != nil {
		return 0, err
	}
	var has uint64
	for _, r := range roles {
		if r.ID == guild || slices.Contains(m.Roles, r.ID) {
			has |= bits(r.Permissions)
		}
	}
	if has&administrator != 0 {
		return ^uint64(0), nil
	}
	var allow, deny uint64
	for _, o := range ch.Overwrites {
		if o.ID == guild {
			has = has&^bits(o.Deny) | bits(o.Allow)
		} else if slices.Contains(m.Roles, o.ID) {
			allow, deny = allow|bits(o.Allow), deny|bits(o.Deny)
		}
	}
	has = has&^deny | allow
	for _, o := range ch.Overwrites {
		if o.ID == m.person {
			has = has&^bits(o.Deny) | bits(o.Allow)
		}
	}
	return has, nil
}

func bits(s string) uint64 {
	n, _ := strconv.ParseUint(s, 10, 64)
	return n
}
