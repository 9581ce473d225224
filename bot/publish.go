package bot

import (
	"context"
	"errors"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// Discord publishes ten messages of a channel an hour. Stories of one source
// alone use up half of them at most, so that there are some left for those
// that many tell of.
const (
	publishEvery  = 30 * time.Second
	mostPublished = 10 // an hour
	mostLone      = 5  // of these, of one source alone
	publishFor    = 3 * time.Hour
)

// publish publishes what stands in the channels that ask for it, the lead
// stories first.
func (b *Bot) publish(ctx context.Context) error {
	channels, err := b.db.ChannelsWith(ctx, string(commands.Publish))
	if err != nil {
		return err
	}
	for _, channel := range channels {
		if queueOf(channel) == Terminal {
			continue
		}
		if err := b.publishIn(ctx, channel); err != nil {
			return err
		}
	}
	return nil
}

func (b *Bot) publishIn(ctx context.Context, channel string) error {
	now := b.now()
	done, err := b.db.PublishedSince(ctx, channel, now.Add(-time.Hour))
	if err != nil {
		return err
	}
	waiting, err := b.db.Unpublished(ctx, channel, now.Add(-publishFor))
	if err != nil {
		return err
	}
	for _, p := range waiting {
		if done >= mostPublished || done >= mostLone && p.Sources < 2 && !p.Digest || enough(ctx) {
			return nil
		}
		err := b.chat.Publish(ctx, channel, p.Message)
		if errors.As(err, new(NotYet)) || ctx.Err() != nil {
			b.log.WarnContext(ctx, "not published yet", "channel", channel, "error", err)
			return nil
		}
		if err != nil {
			b.log.WarnContext(ctx, "cannot be published", "post", p.Post, "channel", channel, "error", err)
		}
		b.opts.Step("published")
		if err := b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.Published(ctx, p.Post, now) }); err != nil {
			return err
		}
		done++
	}
	return nil
}
