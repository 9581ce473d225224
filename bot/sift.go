package bot

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"time"

	"newshound/sources"
	"newshound/storage"
)

// A reading is an arrival on its way to being kept.
type reading struct {
	arrival storage.Arrival
	src     sources.Source
	fresh   []sources.Article // new articles, oldest first
	edited  []sources.Article // kept ones that have changed, as they are now
}

// sift parts an arrival into articles that are new and those that were seen
// and have changed since, with all that their pages and words say.
func (b *Bot) sift(ctx context.Context, arrival storage.Arrival) (reading, error) {
	r := reading{arrival: arrival}
	var err error
	if r.src, err = b.db.Source(ctx, arrival.Source); err != nil {
		return r, err
	}
	olds, err := b.known(ctx, r)
	if err != nil {
		return r, err
	}
	for i, a := range slices.Backward(arrival.Articles) { // feeds have the newest first
		old, seen := olds[i]
		switch {
		case !seen:
			a.Source, a.Seen = r.src.ID, arrival.Seen
			r.fresh = append(r.fresh, a)
		case old.Mark != a.Mark:
			if a, reread := amend(old, a); changed(old, a) {
				r.edited = append(r.edited, b.reread(ctx, old, a, reread, r.src.Lang))
			}
		}
	}
	slices.SortStableFunc(r.fresh, func(a, b sources.Article) int { return a.Time().Compare(b.Time()) })
	most := mostPages
	if arrival.Quiet {
		most = mostQuietPages
	}
	b.readAll(ctx, r.src, r.fresh, most)
	b.opts.Step("read")
	return r, nil
}

// known finds what is kept already of the articles of an arrival, by their
// place in it: by key, or where a guid has changed by where they lead.
func (b *Bot) known(ctx context.Context, r reading) (map[int]sources.Article, error) {
	found := r.arrival.Articles
	var keys []string
	for _, a := range found {
		keys = append(keys, a.Key)
	}
	byKey, err := b.db.ArticlesByKey(ctx, r.src.ID, keys)
	if err != nil {
		return nil, err
	}
	olds, unknown := map[int]sources.Article{}, []string{}
	for i, a := range found {
		if old, ok := byKey[a.Key]; ok {
			olds[i] = old
		} else if tells(a.Canonical) {
			unknown = append(unknown, a.Canonical)
		}
	}
	byURL, err := b.db.ArticlesByCanonical(ctx, r.src.ID, unknown)
	if err != nil {
		return nil, err
	}
	inFeed := readHeld(r.src.Held)
	for i, a := range found {
		old, ok := byURL[a.Canonical]
		if _, has := olds[i]; ok && !has && !inFeed.holds(old.Key) && sameItem(old, a) {
			olds[i] = old
		}
	}
	return olds, nil
}

// tells reports whether a canonical URL tells an article from others: a home
// page does not.
func tells(canonical string) bool {
	u, err := url.Parse(canonical)
	return err == nil && (u.Path != "" || u.RawQuery != "" || u.Fragment != "")
}

// sameItem reports whether two items at one address with different guids are
// one article: not where another day's brings another title, as on a page
// that is written anew each day.
func sameItem(old, a sources.Article) bool {
	const day = 24 * time.Hour
	return old.Title == a.Title || a.Published.IsZero() || old.Published.IsZero() || a.Published.Sub(old.Published).Abs() < day
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
	if reread || !teaser(a.Text) || teaser(old.Text) {
		out.Text = cmp.Or(a.Text, old.Text)
	}
	return out, reread
}

// changed reports whether an edit shows.
func changed(old, a sources.Article) bool {
	return old.Title != a.Title || old.Text != a.Text || old.URL != a.URL || old.Image != a.Image || !slices.Equal(old.Tags, a.Tags)
}

// reread reads an edited article. Where its page cannot be had, what was read
// of it before stands.
func (b *Bot) reread(ctx context.Context, old, a sources.Article, page bool, lang string) sources.Article {
	if page {
		b.readFull(ctx, &a, lang)
	}
	if teaser(a.Text) && !teaser(old.Text) {
		a.Text = old.Text
	}
	b.think(func() { understand(&a, lang) })
	return a
}
