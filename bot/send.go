package bot

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"newshound/commands"
	"newshound/storage"
)

const (
	// A message sent again within this time of its first try is known by its
	// nonce; Discord promises "a few minutes". Later, the channel is looked at.
	nonceHolds = 2 * time.Minute
	mostWait   = 15 * time.Minute // between two tries
)

// errTold says that a post's story came to be one that its channel has been
// told of.
var errTold = errors.New("told already")

// send sends what a channel is owed, oldest first, until nothing is due. Only
// one process does so for a channel at a time.
func (b *Bot) send(ctx context.Context, channel string) error {
	for !enough(ctx) {
		p, err := b.db.NextOwed(ctx, channel, b.now())
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := b.deliver(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// deliver brings one post one step on, and keeps how that went.
func (b *Bot) deliver(ctx context.Context, p storage.Post) error {
	var r commands.Reply
	err := json.Unmarshal(p.Body, &r)
	if err != nil {
		return err
	}
	if r.Lang, err = b.spokenIn(ctx, p); err != nil {
		return err
	}
	if err := b.linkBack(ctx, p, &r); err != nil {
		return err
	}
	after := p
	err = b.say(ctx, &after, r)
	var closed Closed
	var often TooOften
	switch {
	case ctx.Err() != nil && err != nil:
		return nil // stopped on the way; the next start goes on from here
	case errors.Is(err, errTold):
		return nil
	case errors.As(err, &often):
		return b.putOff(ctx, after)
	}
	after, failed := b.outcome(ctx, p, after, err)
	if failed != nil {
		return failed
	}
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		var destination error
		switch {
		case errors.As(err, &closed):
			destination = b.pause(ctx, tx, after, closed)
		case after.State == storage.Aside:
			destination = b.tellAside(ctx, tx, after)
		case errors.Is(err, errNobody): // nothing was asked of the channel
		case after.State == storage.Sent || after.State == storage.Refused: // it takes what it can
			destination = tx.Resume(ctx, after.Channel)
		}
		return errors.Join(destination, tx.SavePost(ctx, after))
	})
}

// outcome is a post after a try to say it, which ended with an error or nil.
func (b *Bot) outcome(ctx context.Context, before, p storage.Post, err error) (storage.Post, error) {
	if err == nil {
		p.Tries, p.Error = 0, ""
		return p, nil
	}
	p.Error = err.Error()
	var notYet NotYet
	closed := errors.As(err, new(Closed))
	if closed || errors.As(err, &notYet) { // this try left nothing behind
		p.State, p.Started = before.State, before.Started
	}
	switch {
	case closed: // it waits for the channel
	case errors.Is(err, errNobody):
		p.State = storage.Dropped
	case errors.As(err, new(Refused)):
		p.State = storage.Refused
		if p.Message != "" { // an edit: what stands, stands
			p.State = storage.Sent
		}
		b.log.WarnContext(ctx, "post refused", "post", p.ID, "channel", p.Channel, "error", err)
	default:
		wait := max(notYet.Wait, min(time.Second<<min(p.Tries, 20), mostWait))
		p.Tries, p.Due = p.Tries+1, b.now().Add(wait)
		b.log.WarnContext(ctx, "post not sent yet", "post", p.ID, "channel", p.Channel, "try", p.Tries, "error", err)
		if notYet.Wait == 0 { // if Discord asked to wait, the post is not to blame
			return b.tired(ctx, before.State, p)
		}
	}
	return p, nil
}

// spokenIn is the language of whom a post goes to: the place's, or the
// person's where that is known.
func (b *Bot) spokenIn(ctx context.Context, p storage.Post) (string, error) {
	if person, direct := strings.CutPrefix(p.Channel, commands.Direct("")); direct {
		if lang, err := commands.LangOf(ctx, b.db.Reads, p.Channel, person, ""); lang != "" || err != nil {
			return lang, err
		}
	}
	return commands.LangOf(ctx, b.db.Reads, p.Place, "", "")
}

// say edits the message of a post that stands, unless it says the same
// already. It sends a post that does not stand, or leaves it to a digest if it
// is no news any more. Before it sends, it saves that the post may arrive; one
// that was under way for long it looks for first.
func (b *Bot) say(ctx context.Context, p *storage.Post, r commands.Reply) (err error) {
	if p.Message != "" {
		if seen := r.Seen(); seen != p.Stands {
			if err := b.chat.Edit(ctx, p.Channel, p.Message, r); err != nil {
				return err
			}
			b.opts.Step("edited")
			p.Edited, p.Stands = b.now(), seen
		}
		p.State = storage.Sent
		return nil
	}
	mayStand := p.State == storage.Sending || p.State == storage.Stuck && !p.Started.IsZero() // it may stand already
	if mayStand && b.now().Sub(p.Started) > nonceHolds {
		if p.Message, err = b.chat.Find(ctx, p.Channel, p.Started, r); err != nil {
			return err
		}
		b.opts.Step("looked")
	}
	if p.Message == "" {
		if late, err := b.tooLate(ctx, *p); err != nil {
			return err
		} else if late {
			p.State = storage.Late
			return nil
		}
		if !mayStand {
			if err := b.reaches(ctx, p, &r); err != nil {
				return err
			}
			p.State, p.Started = storage.Sending, b.now()
			err := b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.SavePost(ctx, *p) })
			if errors.Is(err, storage.ErrNotFound) {
				return errTold
			}
			if err != nil {
				return err
			}
		}
		seen := r.Seen()
		b.opts.Step("before send")
		if p.Message, err = b.chat.Send(ctx, p.Channel, p.Nonce(), r); err != nil {
			return err
		}
		b.opts.Step("sent")
		if !mayStand { // else what stands may be what an earlier try said
			p.Stands = seen
		}
	}
	p.State, p.Sent = storage.Sent, b.now()
	return nil
}
