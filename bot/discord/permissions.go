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
	viewChannel   = 1 << 10
	sendMessages  = 1 << 11
	sendInThreads = 1 << 38
)

var needed = []struct {
	bit  uint64
	name string
}{{viewChannel, "View Channel"}, {sendMessages, "Send Messages"}}

var neededInThreads = []struct {
	bit  uint64
	name string
}{{viewChannel, "View Channel"}, {sendInThreads, "Send Messages in Threads"}}

type channel struct {
	ID         string
	Type       int
	Guild      string      `json:"guild_id"`
	Parent     string      `json:"parent_id"`
	Overwrites []overwrite `json:"permission_overwrites"`
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
	unknown := commands.NewMistake("There is no channel here by that name that I can see. Pick one from the list, and let me view it.")
	if _, err := strconv.ParseUint(id, 10, 64); err != nil {
		return unknown
	}
	var ch channel
	err := c.api.get(ctx, "/channels/"+id, &ch)
	var f *failure
	if errors.As(err, &f) && f.Status != http.StatusTooManyRequests && f.Status < 500 || err == nil && ch.Guild != place {
		return unknown
	}
	if err != nil {
		return err
	}
	if !slices.Contains(postable, ch.Type) {
		return commands.NewMistake("I cannot post in %v; pick a text channel.", commands.Piece{Channel: id})
	}
	need, at := needed, ch
	if ch.Type >= 10 { // a thread has its parent's permissions
		need = neededInThreads
		if err := c.api.get(ctx, "/channels/"+ch.Parent, &at); err != nil {
			return err
		}
	}
	has, err := c.permissions(ctx, place, at)
	if err != nil {
		return err
	}
	for _, n := range need {
		if has&n.bit == 0 {
			return commands.NewMistake("I lack the permission %v in %v. Give it to me in the channel's settings, then try again.",
				n.name, commands.Piece{Channel: id})
		}
	}
	return nil
}

// permissions are the bot's in a channel, computed as Discord documents
// (docs/topics/permissions#permission-overwrites).
func (c *Chat) permissions(ctx context.Context, guild string, ch channel) (uint64, error) {
	self, err := c.me(ctx)
	if err != nil {
		return 0, err
	}
	var roles []struct{ ID, Permissions string }
	if err := c.api.get(ctx, "/guilds/"+guild+"/roles", &roles); err != nil {
		return 0, err
	}
	var member struct{ Roles []string }
	if err := c.api.get(ctx, "/guilds/"+guild+"/members/"+self, &member); err != nil {
		return 0, err
	}
	var has uint64
	for _, r := range roles {
		if r.ID == guild || slices.Contains(member.Roles, r.ID) {
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
		} else if slices.Contains(member.Roles, o.ID) {
			allow, deny = allow|bits(o.Allow), deny|bits(o.Deny)
		}
	}
	has = has&^deny | allow
	for _, o := range ch.Overwrites {
		if o.ID == self {
			has = has&^bits(o.Deny) | bits(o.Allow)
		}
	}
	return has, nil
}

func bits(s string) uint64 {
	n, _ := strconv.ParseUint(s, 10, 64)
	return n
}
