package bot

import (
	"context"
	"database/sql"
	"errors"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"golang.org/x/sync/errgroup"

	"newshound/storage"
)

// Polling finds, reading understands: a poll leaves what it has found as an
// arrival, in the transaction that says that the source was polled. So a
// thousand sources are polled without waiting for anybody's pages, and what
// was found is read even if the program dies.

const (
	sourcesAtOnce = 32 // whose arrivals are looked at together
	readsAtOnce   = 8  // of which pages are read side by side
)

// handOutReading has arrivals read, once the transaction is kept.
func (b *Bot) handOutReading(ctx context.Context, tx *storage.Tx) error {
	_, err := b.jobs.client.InsertTx(ctx, tx.SQL(), readJob{}, once(queueReading))
	return err
}

// readNew reads arrivals until there is none. The job ends in the transaction
// that sees so, as sendAll does. One that cannot be read here and now stays,
// and the sweep hands it out again.
func (b *Bot) readNew(ctx context.Context, job *river.Job[readJob]) error {
	for !enough(ctx) {
		arrived, err := b.db.Arrived(ctx, sourcesAtOnce)
		if err != nil {
			return err
		}
		if len(arrived) > 0 {
			if err := b.readOf(ctx, arrived); err != nil {
				return err
			}
			continue
		}
		err = b.db.Tx(ctx, func(tx *storage.Tx) error {
			if _, err := river.JobCompleteTx[riverdriver.Driver[*sql.Tx]](ctx, tx.SQL(), job); err != nil {
				return err
			}
			if arrived, err = tx.Arrived(ctx, 1); len(arrived) > 0 {
				err = errMore
			}
			return err
		})
		if !errors.Is(err, errMore) {
			return err
		}
	}
	return nil
}

// readOf reads what has arrived of sources.
func (b *Bot) readOf(ctx context.Context, ids []int64) error {
	var reads errgroup.Group
	reads.SetLimit(readsAtOnce)
	for _, id := range ids {
		reads.Go(func() error {
			_, _, err := b.readSource(ctx, id)
			return err
		})
	}
	return reads.Wait()
}

// readSource reads what has arrived of a source, in its order, and counts the
// articles that were new and those that have changed. Somebody else may be
// reading it, too, or the source may be gone; there is nothing to do then.
func (b *Bot) readSource(ctx context.Context, id int64) (fresh, edited int, err error) {
	arrivals, err := b.db.ArrivalsOf(ctx, id)
	if err != nil {
		return 0, 0, err
	}
	for _, a := range arrivals {
		r, err := b.sift(ctx, a)
		if err == nil {
			err = b.take(ctx, r)
		}
		switch {
		case errors.Is(err, errTaken), errors.Is(err, storage.ErrNotFound):
		case err != nil:
			return fresh, edited, err
		default:
			fresh, edited = fresh+len(r.fresh), edited+len(r.edited)
		}
	}
	return fresh, edited, nil
}
