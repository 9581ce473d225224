package discord

import (
	"context"
	"errors"
	"strings"

	"newshound/storage"
)

// Error codes that say that somebody is no member.
const (
	unknownMember = 10007
	unknownUser   = 10013
)

// Sees says whether a person of a server is still on it and can view a
// channel of it, for a thread the channel that it is in.
func (c *Chat) Sees(ctx context.Context, place, id, person string) (storage.Lost, error) {
	if strings.HasPrefix(place, "@") { // their own direct messages
		return "", nil
	}
	who, err := c.member(ctx, place, person)
	var f *failure
	if errors.As(err, &f) && (f.Code == unknownMember || f.Code == unknownUser) {
		return storage.LeftPlace, nil
	}
	if err != nil || strings.HasPrefix(id, "@") {
		return "", err
	}
	ch, err := c.lookUp(ctx, id)
	if err != nil {
		return "", err
	}
	if ch, err = c.governing(ctx, ch); err != nil {
		return "", err
	}
	has, err := c.permissions(ctx, place, who, ch)
	if err != nil || has&viewChannel != 0 {
		return "", err
	}
	var server struct {
		Owner string `json:"owner_id"`
	}
	if err := c.api.get(ctx, "/guilds/"+place, &server); err != nil || server.Owner == person {
		return "", err
	}
	return storage.LostChannel, nil
}
