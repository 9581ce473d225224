package bot

import (
	"context"
	"time"

	"newshound/storage"
)

// Discord lets messages that are over an hour old be edited only so often,
// and says not how often. They are edited less often from the start; where it
// is too often still, the channel's edits of old messages wait, longer each
// time, and in the end what stands, stands.
const (
	oldAfter   = time.Hour
	oldGaps    = 10 // the gap between two edits of an old message, in those of a new one
	putOffFor  = 15 * time.Minute
	mostPutOff = 5 // times: for 15 minutes, …, 4 hours
)

// putOff puts off the edit of an old message, and with it all others of its
// channel, or gives it up.
func (b *Bot) putOff(ctx context.Context, p storage.Post) error {
	now := b.now()
	p.State, p.Error = storage.Owed, ""
	p.Due = now.Add(putOffFor << p.Tries)
	if p.Tries++; p.Tries > mostPutOff {
		p.State, p.Tries = storage.Sent, 0
	}
	b.log.DebugContext(ctx, "edit put off", "post", p.ID, "channel", p.Channel, "until", p.Due)
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		if err := tx.PutOffEdits(ctx, p.Channel, now.Add(-oldAfter), p.Due); err != nil {
			return err
		}
		return tx.SavePost(ctx, p)
	})
}
