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
	index   *match.Index // follows by their ID's opposite
	alerts  map[int64]storage.Alert
	follows map[int64]storage.Follow
	plain   map[int64][]storage.Follow // follows of all of a source, by source
}

// catchUp learns which follows and alerts have changed, in any process, and
// changes the index only there.
func (q *queries) catchUp(ctx context.Context, tx *storage.Tx) error {
	version, err := tx.QueriesVersion(ctx)
	if err != nil || q.index != nil && version == q.version {
		return err
	}
	if q.index == nil {
		*q = queries{0, match.NewIndex(), map[int64]storage.Alert{}, map[int64]storage.Follow{}, map[int64][]storage.Follow{}}
	}
	changed, err := tx.QueriesSince(ctx, q.version)
	if err != nil {
		return err
	}
	q.version = changed.Version
	for _, id := range changed.GoneFollows {
		q.putFollow(storage.Follow{ID: id}, false)
	}
	for _, f := range changed.Follows {
		q.putFollow(f, true)
	}
	for _, id := range changed.GoneAlerts {
		q.putAlert(storage.Alert{ID: id}, false)
	}
	for _, a := range changed.Alerts {
		q.putAlert(a, a.Paused.IsZero())
	}
	return nil
}

// putFollow has a follow in place of what it was.
func (q *queries) putFollow(f storage.Follow, active bool) {
	before, had := q.follows[f.ID]
	if had && before.Query == "" {
		q.plain[before.Source] = slices.DeleteFunc(slices.Clone(q.plain[before.Source]), func(p storage.Follow) bool { return p.ID == f.ID })
	}
	if q.put(-f.ID, before.Query, f.Query, had, active); !active {
		delete(q.follows, f.ID)
		return
	}
	if q.follows[f.ID] = f; f.Query == "" {
		q.plain[f.Source] = append(q.plain[f.Source], f)
	}
}

// putAlert has an alert in place of what it was.
func (q *queries) putAlert(a storage.Alert, active bool) {
	before, had := q.alerts[a.ID]
	if q.put(a.ID, before.Query, a.Query, had, active); active {
		q.alerts[a.ID] = a
	} else {
		delete(q.alerts, a.ID)
	}
}

// put changes the index where a query has changed.
func (q *queries) put(id int64, before, now string, had, active bool) {
	if had && active && before == now {
		return
	}
	var parsed match.Query // the zero query only takes out
	if active {
		parsed, _ = match.Parse(now) // those that cannot be read never match
	}
	q.index.Add(id, parsed)
}

// hits are the follows and alerts that one article answers.
type hits struct {
	follows []storage.Follow
	alerts  []storage.Alert
}

// in are the hits of some channels, as they were when the article came: no alert
// that has been made since.
func (h hits) in(ctx context.Context, tx *storage.Tx, a sources.Article, channels []string) (hits, error) {
	fired, err := tx.Matches(ctx, a.ID)
	h.follows = slices.DeleteFunc(slices.Clone(h.follows), func(f storage.Follow) bool {
		return !slices.Contains(channels, f.Channel) || f.Created.After(a.Seen)
	})
	h.alerts = slices.DeleteFunc(h.alerts, func(l storage.Alert) bool {
		_, did := fired[l.ID]
		return !slices.Contains(channels, l.Channel) || !did
	})
	return h, err
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
