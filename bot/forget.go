package bot

import (
	"context"
	"time"

	"newshound/storage"
)

// leftFor is how long what a place has set is kept after the bot was removed
// from it.
const leftFor = 30 * 24 * time.Hour

// forget drops what has been kept long enough, a little at a time.
func (b *Bot) forget(ctx context.Context) error {
	places, err := b.db.Departed(ctx, b.now().Add(-leftFor))
	if err != nil {
		return err
	}
	for _, place := range places {
		if err := b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.DropPlace(ctx, place) }); err != nil {
			return err
		}
	}
	const little, identity = 200, 365 * 24 * time.Hour
	for !enough(ctx) {
		var n int
		err := b.db.Tx(ctx, func(tx *storage.Tx) (err error) {
			n, err = tx.ForgetText(ctx, b.now().Add(-b.opts.Keep), b.now().Add(-max(identity, b.opts.Keep)), little)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
	}
	return nil
}

// forgetPeople deletes what is kept of those who asked for it.
func (b *Bot) forgetPeople(ctx context.Context) error {
	people, err := b.db.PeopleToForget(ctx, b.now())
	for _, person := range people {
		if err := b.db.Tx(ctx, func(tx *storage.Tx) error { return tx.ForgetPerson(ctx, person) }); err != nil {
			return err
		}
	}
	return err
}
