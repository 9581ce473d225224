package bot

import (
	"context"
	"slices"

	"newshound/commands"
	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
)

// queries are everybody's follows and alerts, as of a version.
type queries struct {
	version int64
	index   *match.Index
	alerts  map[int64]storage.Alert
	follows map[int64]storage.Follow
	plain   map[int64][]storage.Follow // follows of all of a source, by source
}

// catchUp reads the follows and alerts anew when one has changed.
func (q *queries) catchUp(ctx context.Context, tx *storage.Tx) error {
	version, err := tx.QueriesVersion(ctx)
	if err != nil || q.index != nil && version == q.version {
		return err
	}
	follows, err := tx.Follows(ctx, "")
	if err != nil {
		return err
	}
	alerts, err := tx.ActiveAlerts(ctx)
	if err != nil {
		return err
	}
	*q = queries{version, match.NewIndex(), map[int64]storage.Alert{}, map[int64]storage.Follow{}, map[int64][]storage.Follow{}}
	for _, f := range follows {
		if parsed, err := match.Parse(f.Query); err == nil {
			q.follows[f.ID] = f
			q.index.Add(-f.ID, parsed)
		} else if f.Query == "" {
			q.plain[f.Source] = append(q.plain[f.Source], f)
		}
	}
	for _, a := range alerts {
		if parsed, err := match.Parse(a.Query); err == nil {
			q.alerts[a.ID] = a
			q.index.Add(a.ID, parsed)
		}
	}
	return nil
}

// hits are the follows and alerts that one article answers.
type hits struct {
	follows []storage.Follow
	alerts  []storage.Alert
}

// match finds the follows of an article's source, and the alerts of the
// places that have it, which the article answers.
func (q *queries) match(ctx context.Context, tx *storage.Tx, a sources.Article, places []string) (hits, error) {
	h := hits{follows: q.plain[a.Source]}
	doc, err := commands.Doc(ctx, tx.Reads, a)
	if err != nil {
		return h, err
	}
	for _, id := range q.index.Match(doc) {
		if f, ok := q.follows[-id]; ok && f.Source == a.Source {
			h.follows = append(slices.Clip(h.follows), f)
		}
		if alert, ok := q.alerts[id]; ok && slices.Contains(places, alert.Place) {
			h.alerts = append(h.alerts, alert)
		}
	}
	return h, nil
}
