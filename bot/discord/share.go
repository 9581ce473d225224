package discord

import (
	"context"
	"crypto/rand"
	"time"

	"newshound/storage"
)

const (
	counted = time.Second      // between two counts of the processes that use the token
	absent  = 10 * time.Second // after which a process is no longer counted
)

// divide gives this process its part of the budget, as long as it runs: an
// equal one to each that works on the database. Until the others have heard
// of it, it makes do with little.
func (c *Chat) divide(ctx context.Context) error {
	if !c.db.Shared() {
		return nil
	}
	name := rand.Text()
	for first := true; ; first = false {
		n, err := c.countIn(ctx, name, time.Now())
		if err != nil && ctx.Err() == nil {
			c.log.WarnContext(ctx, "cannot count the processes that use the token", "error", err)
		}
		if first && n > 1 && sleep(ctx, 2*counted) != nil {
			return nil
		}
		if err == nil {
			c.api.limits.share(n)
		}
		if sleep(ctx, counted) != nil {
			return nil
		}
	}
}

// countIn counts the processes, this one among them.
func (c *Chat) countIn(ctx context.Context, name string, now time.Time) (n int, err error) {
	return n, c.db.Tx(ctx, func(tx *storage.Tx) (err error) {
		n, err = tx.Present(ctx, name, now, now.Add(-absent))
		return err
	})
}

// share makes the budget that of one of n.
func (l *limits) share(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.part = max(1, budget/n)
	l.serve()
}
