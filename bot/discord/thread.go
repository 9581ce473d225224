package discord

import (
	"cmp"
	"context"
	"errors"
	"net/http"

	"newshound/commands"
)

// Error codes that say why there is no new thread, and the longest name of one
// (docs/topics/threads).
const (
	hasThread         = 160004
	wrongChannel      = 50024
	missingAccess     = 50001
	missingPermission = 50013
	longestThread     = 100
)

// Thread opens a thread on a message, or finds the one that it has: that goes
// by the message's own ID.
func (c *Chat) Thread(ctx context.Context, channel, message, name string) (string, error) {
	var opened struct{ ID string }
	err := c.api.do(ctx, request{
		method: http.MethodPost, path: "/channels/" + channel + "/messages/" + message + "/threads",
		body: map[string]any{"name": threadName(name)}, lane: alerts,
	}, &opened)
	var f *failure
	if !errors.As(err, &f) {
		return opened.ID, err
	}
	switch f.Code {
	case hasThread:
		return message, nil
	case wrongChannel:
		return "", commands.NewMistake("This is a thread already: discuss it here.")
	case missingAccess, missingPermission:
		return "", commands.NewMistake("I lack the permission %v in %v. Give it to me in the channel's settings, then try again.",
			publicThreads, commands.Piece{Channel: channel})
	case unknownMessage:
		return "", commands.NewMistake("That post is gone.")
	}
	return "", err
}

func threadName(s string) string { return cmp.Or(clip(oneLine(s), longestThread), "…") }
