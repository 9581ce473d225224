package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// Closed says that a channel takes nothing for now, and why, as a sentence
// for people: a permission is missing, it is gone, direct messages are off.
type Closed struct{ Reason commands.Sentence }

func (c Closed) Error() string { return "closed: " + string(c.Reason) }

const (
	firstProbe = time.Minute // after a channel was found closed; then twice as long each time
	lastProbe  = 6 * time.Hour
)

// pause keeps a channel's posts, all but one at a time that probes it, and
// has people told once.
func (b *Bot) pause(ctx context.Context, tx *storage.Tx, p storage.Post, why Closed) error {
	now := b.now()
	d, err := tx.Paused(ctx, p.Channel)
	isNew := errors.Is(err, storage.ErrNotFound)
	if err != nil && !isNew {
		return err
	}
	if isNew {
		d = storage.Destination{Channel: p.Channel, Paused: now}
	}
	d.Reason, d.Probe = string(why.Reason), now.Add(min(firstProbe<<min(d.Probes, 20), lastProbe))
	d.Probes++
	if err := tx.Pause(ctx, d); err != nil || !isNew {
		return err
	}
	b.log.WarnContext(ctx, "channel paused", "channel", p.Channel, "reason", why.Reason)
	return b.tellClosed(ctx, tx, d, p.Place)
}

// tellClosed tells people that a channel of a place is closed, where they can
// hear it: not in that channel, and if it is somebody's direct messages, in a
// channel of the server that they asked in.
func (b *Bot) tellClosed(ctx context.Context, tx *storage.Tx, d storage.Destination, place string) error {
	text := commands.Say("I cannot post in %v: %v Its posts wait, and go on by themselves once I can.", commands.Piece{Channel: d.Channel}, commands.Sentence(d.Reason))
	to, err := b.concerned(ctx, tx, place, d.Channel)
	if err != nil {
		return err
	}
	switch person, direct := strings.CutPrefix(d.Channel, commands.Direct("")); {
	case direct:
		text = commands.Say("%v, I cannot send you what you asked for: %v It waits, and goes on by itself once I can.",
			commands.Piece{Mention: "@" + person}, commands.Sentence(d.Reason))
		to, err = tx.ChannelsAbout(ctx, d.Channel)
	case slices.Contains(to, d.Channel):
		to, err = b.askers(ctx, tx, d.Channel)
	}
	if err != nil {
		return err
	}
	key := fmt.Sprintf("closed %s since %d", d.Channel, d.Paused.UnixMilli())
	return b.oweNotices(ctx, tx, key, place, to, commands.Reply{Text: text})
}
