package bot

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"time"

	"newshound/sources"
)

// sift parts what a document held that it did not hold like this before:
// into articles that are new, and those that were seen and have changed
// since, both oldest first and with all that their pages and words say. From
// the new ones it learns the source's rhythm.
func (b *Bot) sift(ctx context.Context, v *visit) error {
	found := v.fresh
	v.fresh = nil
	olds, err := b.known(ctx, *v, found)
	if err != nil {
		return err
	}
	now := v.src.PolledAt
	var times []time.Time
	for i, a := range slices.Backward(found) { // feeds have the newest first
		old, seen := olds[i]
		switch {
		case a.Key == "":
		case !seen:
			a.Source, a.Seen = v.src.ID, now
			v.fresh = append(v.fresh, a)
			if !v.first || !a.Published.IsZero() {
				times = append(times, a.Time())
			}
		case old.Mark != a.Mark:
			if a, reread := amend(old, a); changed(old, a) {
				v.edited = append(v.edited, b.reread(ctx, old, a, reread, v.src.Lang))
			}
		}
	}
	if len(times) > 0 || v.first {
		v.src.Rhythm = v.src.Rhythm.Watch(now, times)
	}
	slices.SortStableFunc(v.fresh, func(a, b sources.Article) int { return a.Time().Compare(b.Time()) })
	b.readAll(ctx, v.src, v.fresh)
	b.opts.Step("read")
	return nil
}

// known finds what is kept already of the articles of a document, by their
// place in it: by key, or where a guid has changed by where they lead.
func (b *Bot) known(ctx context.Context, v visit, found []sources.Article) (map[int]sources.Article, error) {
	if v.first || len(found) == 0 {
		return nil, nil
	}
	var keys []string
	for _, a := range found {
		keys = append(keys, a.Key)
	}
	byKey, err := b.db.ArticlesByKey(ctx, v.src.ID, keys)
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
	byURL, err := b.db.ArticlesByCanonical(ctx, v.src.ID, unknown)
	if err != nil {
		return nil, err
	}
	inFeed := readHeld(v.src.Held)
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
	if len(a.Tags) > 0 {
		out.Tags = a.Tags
	}
	reread = out.Title != old.Title
	if reread || len(a.Text) >= teaser || len(old.Text) < teaser {
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
	if len(a.Text) < teaser && len(old.Text) >= teaser {
		a.Text = old.Text
	}
	understand(&a, lang)
	return a
}
