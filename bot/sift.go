package bot

import (
	"cmp"
	"context"
	"slices"

	"newshound/sources"
	"newshound/sources/text/boilerplate"
	"newshound/storage"
)

// A reading is an arrival on its way to being stored.
type reading struct {
	arrival storage.Arrival
	src     sources.Source
	habits  *boilerplate.Habits
	fresh   []sources.Article // new articles, oldest first
	edited  []sources.Article // stored ones that have changed, as they are now
	renamed []sources.Article // stored ones with their new key and address
}

// sift splits an arrival into new articles and stored ones that have changed,
// and reads both.
func (b *Bot) sift(ctx context.Context, arrival storage.Arrival) (reading, error) {
	r := reading{arrival: arrival}
	var err error
	if r.src, err = b.db.Source(ctx, arrival.Source); err != nil {
		return r, err
	}
	if r.habits, err = b.db.Habits(ctx, arrival.Source); err != nil {
		return r, err
	}
	known, err := b.recognize(ctx, r)
	if err != nil {
		return r, err
	}
	for i, a := range slices.Backward(arrival.Articles) { // feeds have the newest first
		old, seen := known.olds[i]
		if !seen {
			a.Key, a.Source, a.Seen = known.newKey(a), r.src.ID, arrival.Seen
			r.fresh = append(r.fresh, a)
			continue
		}
		now, reread := amend(old, a)
		if old.Key != a.Key {
			now.Key = a.Key
			r.renamed = append(r.renamed, now)
		}
		if old.Mark != a.Mark && changed(old, now) {
			r.edited = append(r.edited, b.reread(ctx, r, old, now, reread))
		}
	}
	slices.SortStableFunc(r.fresh, func(a, b sources.Article) int { return a.Time().Compare(b.Time()) })
	most := mostPages
	if arrival.Quiet {
		most = mostQuietPages
	}
	b.readAll(ctx, &r, most)
	b.opts.Step("read")
	return r, nil
}

// amend is an article with what its source says of it now, and whether its
// page is to be read again: with another title it will say something else.
func amend(old, a sources.Article) (out sources.Article, reread bool) {
	out = old
	out.Mark = a.Mark
	out.Title, out.Author, out.Image = cmp.Or(a.Title, old.Title), cmp.Or(a.Author, old.Author), cmp.Or(a.Image, old.Image)
	out.URL, out.Canonical = cmp.Or(a.URL, old.URL), cmp.Or(a.Canonical, old.Canonical)
	out.Comments = cmp.Or(a.Comments, old.Comments)
	if len(a.Tags) > 0 {
		out.Tags = a.Tags
	}
	reread = out.Title != old.Title
	if reread || !teaser(a.Text) || teaser(old.Text) || !covers(old.Text, a, old.Lang) {
		out.Text = cmp.Or(a.Text, old.Text)
	}
	return out, reread
}

// changed reports whether an edit shows.
func changed(old, a sources.Article) bool {
	return old.Title != a.Title || old.Text != a.Text || old.URL != a.URL || old.Image != a.Image || !slices.Equal(old.Tags, a.Tags)
}

// reread reads an edited article. If its page cannot be had, the text that was
// read before stands, unless the teaser says something else now.
func (b *Bot) reread(ctx context.Context, r reading, old, a sources.Article, page bool) sources.Article {
	if page {
		b.readPage(ctx, &a)
	}
	if teaser(a.Text) && !teaser(old.Text) && covers(old.Text, a, old.Lang) {
		a.Text = old.Text
	}
	b.think(func() {
		prepare(&a, r.src.Lang)
		understand(&a, r.habits)
	})
	return a
}
