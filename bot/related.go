package bot

import (
	"context"

	"newshound/sources"
	"newshound/storage"
)

// coverage is what was read of the event that a page tells of, and what came
// before on its subject: article IDs, the most alike first.
func (b *Bot) coverage(ctx context.Context, a sources.Article) (same, related []int64, err error) {
	b.taking.Lock()
	defer b.taking.Unlock()
	now := b.now()
	if err := b.db.Tx(ctx, func(tx *storage.Tx) error { return b.stories.catchUp(ctx, tx, now) }); err != nil {
		return nil, nil, err
	}
	a.Seen = now
	v := b.stories.groups.Judge(asGrouped(a))
	return v.Also, v.Related, nil
}
