// Package bottest checks the promise that nothing ends unposted over all that a
// database holds.
package bottest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"newshound/commands"
	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
)

// Unposted are the articles that a channel followed the source of, or had an
// alert fire on, and that no post tells the channel of: a sentence each. An
// article that is stored with a reason, or that its alerts' people have muted,
// is not missed.
func Unposted(ctx context.Context, db *storage.DB) (lost []string, err error) {
	articles, err := db.ArticlesAfter(ctx, 0, sources.Article{}.Seen, 1<<30)
	if err != nil {
		return nil, err
	}
	for _, a := range articles {
		if a.Withheld != "" {
			continue
		}
		if a, err = db.Article(ctx, a.ID); err != nil { // with its text
			return nil, err
		}
		channels, err := wanting(ctx, db, a)
		if err != nil {
			return nil, err
		}
		for _, channel := range channels {
			why, err := missed(ctx, db, a, channel)
			if err != nil {
				return nil, err
			}
			if why != "" {
				lost = append(lost, fmt.Sprintf("article %d, %q, in %s: %s", a.ID, a.Title, channel, why))
			}
		}
	}
	return lost, nil
}

// wanting are the channels that an article was for when it came.
func wanting(ctx context.Context, db *storage.DB, a sources.Article) ([]string, error) {
	channels := map[string]bool{}
	doc, err := commands.Doc(ctx, db.Reads, a)
	if err != nil {
		return nil, err
	}
	follows, err := db.Follows(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, f := range follows {
		q, err := match.Parse(f.Query)
		if f.Source == a.Source && !f.Created.After(a.Seen) && (f.Query == "" || err == nil && q.Match(doc)) {
			channels[f.Channel] = true
		}
	}
	fired, err := db.Matches(ctx, a.ID)
	if err != nil {
		return nil, err
	}
	places, err := db.AllPlaces(ctx)
	if err != nil {
		return nil, err
	}
	for _, place := range places {
		alerts, err := db.AlertsOn(ctx, place, a.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range alerts {
			if !fired[l.ID].Why.Muted() {
				channels[l.Channel] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(channels)), nil
}

// missed says why no post tells a channel of an article, "" when one does.
func missed(ctx context.Context, db *storage.DB, a sources.Article, channel string) (string, error) {
	p, err := db.PostWith(ctx, channel, a.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return "no post tells of it", nil
	}
	if err != nil {
		return "", err
	}
	switch {
	case p.Article == 0: // a message about many
		return "", nil
	case p.Article == a.ID && p.State != storage.Told:
		return "", nil // it stands, waits, or was refused
	case p.Article != a.ID:
		if names(p, a) {
			return "", nil
		}
		return fmt.Sprintf("the post %q does not name it", p.Key), nil
	}
	others, err := db.PostsOf(ctx, channel) // two stories became one
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(others, func(o storage.Post) bool { return o.Article != a.ID && names(o, a) }) {
		return "", nil
	}
	return fmt.Sprintf("the post %q was not sent, and no other names it", p.Key), nil
}

// names reports whether a post about an article's story names or counts it.
func names(p storage.Post, a sources.Article) bool {
	var r commands.Reply
	if p.Story != a.Story || json.Unmarshal(p.Body, &r) != nil || len(r.Cards) == 0 {
		return false
	}
	c := r.Cards[0]
	isIt := func(l commands.Link) bool { return l.URL == a.URL }
	return len(c.AlsoMore) > 0 || slices.ContainsFunc(c.Also, isIt) || a.DuplicateOf != 0
}
