package bot

import (
	"cmp"
	"context"
	"errors"

	"newshound/commands"
	"newshound/storage"
)

// linkBack makes an update name the article that it continues, with a link to
// the message that told of it. The link is made when the update is sent, not
// when it is owed: only then does the earlier message stand.
func (b *Bot) linkBack(ctx context.Context, p storage.Post, r *commands.Reply) error {
	if p.UpdateOf == 0 {
		return nil
	}
	earlier, err := b.db.Article(ctx, p.UpdateOf)
	if errors.Is(err, storage.ErrNotFound) {
		return nil // it went with its source
	}
	if err != nil || earlier.Story != p.Story { // it proved to be another event
		return err
	}
	told, err := b.db.PostWith(ctx, p.Channel, earlier.ID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	to := ""
	if told.Message != "" {
		to = b.chat.Link(ctx, p.Place, p.Channel, told.Message)
	}
	r.Cards[0].Update = commands.UpdateOn(cmp.Or(earlier.Title, "…"), cmp.Or(to, earlier.URL))
	return nil
}
