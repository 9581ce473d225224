package bot

import (
	"context"
	"errors"
	"fmt"
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

// tellClosed tells of a closed channel of a place: in the channel that the
// place has for notices, else those who asked for its posts, in their direct
// messages, or where those are what is closed, in a channel of the server that
// they asked in.
func (b *Bot) tellClosed(ctx context.Context, tx *storage.Tx, d storage.Destination, place string) error {
	person, direct := strings.CutPrefix(d.Channel, "@")
	text := commands.Say("I cannot post in %v: %v Its posts wait, and go on by themselves once I can.", commands.Piece{Channel: d.Channel}, commands.Sentence(d.Reason))
	var to []string
	set, err := commands.SettingsOf(ctx, tx.Reads, place, "")
	if err != nil {
		return err
	}
	switch {
	case direct:
		text = commands.Say("%v, I cannot send you what you asked for: %v It waits, and goes on by itself once I can.",
			commands.Piece{Mention: "@" + person}, commands.Sentence(d.Reason))
		to, err = tx.ChannelsAbout(ctx, d.Channel)
	case set.Notices != "" && set.Notices != d.Channel:
		to = []string{set.Notices}
	default:
		to, err = tx.People(ctx, d.Channel)
		for i, person := range to {
			to[i] = commands.Direct(person)
		}
	}
	if err != nil {
		return err
	}
	for _, channel := range to {
		at := place
		if strings.HasPrefix(channel, commands.Direct("")) {
			at = channel
		}
		p := storage.Post{
			Key: fmt.Sprintf("closed %s since %d, to %s", d.Channel, d.Paused.UnixMilli(), channel), Channel: channel, Place: at,
			Body: body(commands.Reply{Text: text}), Due: b.now(), Created: b.now(),
		}
		if _, err := tx.Owe(ctx, &p); err != nil {
			return err
		}
	}
	return b.handOut(ctx, tx, to)
}
