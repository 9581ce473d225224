package bot

import (
	"context"
	"fmt"

	"newshound/commands"
	"newshound/storage"
)

// digest writes a digest that is due, and when it is due next, in one
// transaction: once a date, whatever happens. With nothing to say it says
// nothing. Of several dates missed it makes up for the last one.
func (b *Bot) digest(ctx context.Context, id int64) error {
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		if err := tx.Serialize(ctx); err != nil { // against articles half kept
			return err
		}
		d, err := tx.Digest(ctx, id)
		now := b.now()
		if err != nil || d.Next.After(now) {
			return err
		}
		reply, told, err := commands.Compose(ctx, tx.Reads, d, now)
		if err != nil {
			return err
		}
		late, err := tx.LatePosts(ctx, d.Place, d.Channel)
		if err != nil {
			return err
		}
		if reply, told, err = withLate(reply, told, late); err != nil {
			return err
		}
		if err := commands.Dress(ctx, tx.Reads, d.Place, d.Channel, &reply); err != nil {
			return err
		}
		next, err := d.NextAfter(now)
		if err != nil {
			return err
		}
		if err := tx.DigestDone(ctx, id, now, next, told); err != nil || len(reply.Cards) == 0 {
			return err
		}
		p := storage.Post{
			Key: fmt.Sprintf("digest %d due %d", id, d.Next.Unix()), Place: d.Place, Channel: d.Channel,
			Body: body(reply), Due: now, Created: now,
		}
		if _, err := tx.Owe(ctx, &p); err != nil {
			return err
		}
		if err := toldBy(ctx, tx, p, late); err != nil {
			return err
		}
		b.opts.Step("digest")
		return b.handOut(ctx, tx, []string{d.Channel})
	})
}
