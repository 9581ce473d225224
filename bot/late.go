package bot

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// newsFor is how long an article that waits to be posted is news. Later it
// goes into a digest, if there is one that may show it.
const newsFor = 6 * time.Hour

// tooLate reports whether a post that does not stand yet is to be told in a
// digest instead.
func (b *Bot) tooLate(ctx context.Context, p storage.Post) (bool, error) {
	if p.Story == 0 || b.now().Sub(p.Created) <= newsFor {
		return false, nil
	}
	return b.db.DigestFor(ctx, p.Place, p.Channel)
}

// withLate adds to a digest, and to the stories that it tells of, what waited
// too long to be posted.
func withLate(reply commands.Reply, told []int64, posts []storage.Post) (commands.Reply, []int64, error) {
	var late []commands.Late
	for _, p := range posts {
		var r commands.Reply
		if err := json.Unmarshal(p.Body, &r); err != nil {
			return reply, nil, err
		}
		for _, c := range r.Cards {
			late = append(late, commands.Late{Story: p.Story, Card: c})
		}
	}
	reply, told = commands.WithLate(reply, told, late)
	return reply, told, nil
}

// toldBy records that a digest tells of late posts.
func toldBy(ctx context.Context, tx *storage.Tx, digest storage.Post, late []storage.Post) error {
	for _, p := range late {
		p.State = storage.Told
		if err := errors.Join(tx.SavePost(ctx, p), tx.Tell(ctx, digest, p.Article)); err != nil {
			return err
		}
	}
	return nil
}
