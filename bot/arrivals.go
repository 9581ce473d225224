package bot

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"

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
	arrivalsAtOnce = 32 // looked at together
	readsAtOnce    = 8  // sources of which pages are read side by side
)

// handOutReading has arrivals read, once the transaction is kept.
func (b *Bot) handOutReading(ctx context.Context, tx *storage.Tx) error {
	_, err := b.jobs.client.InsertTx(ctx, tx.SQL(), readJob{}, once(queueReading))
	return err
}

// readNew reads arrivals until there is none. The job ends in the transaction
// that sees so, as sendAll does. One that cannot be read here and now stays
// for the next job.
func (b *Bot) readNew(ctx context.Context, job *river.Job[readJob]) error {
	last := int64(0)
	for !enough(ctx) {
		arrivals, err := b.db.Arrivals(ctx, last, arrivalsAtOnce)
		if err != nil {
			return err
		}
		if len(arrivals) > 0 {
			last = arrivals[len(arrivals)-1].ID
			if _, _, err := b.readArrivals(ctx, arrivals); err != nil {
				b.log.ErrorContext(ctx, "reading failed here", "error", err)
			}
			continue
		}
		err = b.db.Tx(ctx, func(tx *storage.Tx) error {
			if _, err := river.JobCompleteTx[riverdriver.Driver[*sql.Tx]](ctx, tx.SQL(), job); err != nil {
				return err
			}
			more, err := tx.AnyArrival(ctx, last)
			if more {
				err = errMore
			}
			return err
		})
		if !errors.Is(err, errMore) {
			return err
		}
	}
	return nil // the sweep hands the rest out
}

// readArrivals reads arrivals, each source's in their order, and counts the
// articles that were new and those that have changed.
func (b *Bot) readArrivals(ctx context.Context, arrivals []storage.Arrival) (fresh, edited int, err error) {
	var news, edits atomic.Int64
	bySource := map[int64][]storage.Arrival{}
	var order []int64
	for _, a := range arrivals {
		if bySource[a.Source] == nil {
			order = append(order, a.Source)
		}
		bySource[a.Source] = append(bySource[a.Source], a)
	}
	var reads errgroup.Group
	reads.SetLimit(readsAtOnce)
	for _, source := range order {
		reads.Go(func() error {
			for _, a := range bySource[source] {
				r, err := b.sift(ctx, a)
				if err == nil {
					err = b.take(ctx, r)
				}
				if errors.Is(err, errTaken) || errors.Is(err, storage.ErrNotFound) {
					continue // nor is there anything to read of a source that was removed
				}
				if err != nil {
					return err
				}
				news.Add(int64(len(r.fresh)))
				edits.Add(int64(len(r.edited)))
			}
			return nil
		})
	}
	err = reads.Wait()
	return int(news.Load()), int(edits.Load()), err
}
