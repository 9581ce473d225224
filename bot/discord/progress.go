package discord

import (
	"context"
	"time"

	"newshound/commands"
)

// stepStands is how long it stands how far something has come, until that is
// shown anew.
const stepStands = 3 * time.Second

// latestOf keeps in a channel with room for one the latest of what it is told.
func latestOf(steps chan commands.Text) func(commands.Text) {
	return func(t commands.Text) {
		select {
		case <-steps:
		default:
		}
		select {
		case steps <- t:
		default:
		}
	}
}

// await shows in a deferred answer how far it is until it is there.
func (c *Chat) await(ctx context.Context, in interaction, replies <-chan commands.Reply, steps <-chan commands.Text) commands.Reply {
	var again <-chan time.Time
	for show := steps; ; {
		select {
		case reply := <-replies:
			return reply
		case text := <-show:
			show, again = nil, time.After(stepStands)
			req := in.request()
			lang, err := commands.LangOf(ctx, c.db.Reads, req.Place, req.Person, req.Lang)
			if err == nil {
				err = c.tellLater(ctx, in, commands.Reply{Text: text, Lang: lang}, false)
			}
			if err != nil {
				c.log.WarnContext(ctx, "cannot show how far it is", "error", err)
			}
		case <-again:
			show = steps
		}
	}
}
