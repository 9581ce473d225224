package storage

import "context"

// Queries are follows and alerts that have changed.
type Queries struct {
	Version     int64 // as of which they are
	Follows     []Follow
	Alerts      []Alert
	GoneFollows []int64
	GoneAlerts  []int64
}

// QueriesVersion grows whenever a follow or an alert has changed, by any
// process.
func (r Reads) QueriesVersion(ctx context.Context) (int64, error) {
	return one[int64](ctx, r, "SELECT version FROM query_version")
}

// QueriesSince are the follows and alerts that have changed since a version:
// as they are now, or gone. Since version 0, they are all.
func (r Reads) QueriesSince(ctx context.Context, version int64) (q Queries, err error) {
	const changed = "SELECT id FROM query_changes WHERE version > $1 AND kind = "
	if q.Version, err = r.QueriesVersion(ctx); err != nil {
		return q, err
	}
	if q.Follows, err = list(ctx, r, scanFollow, followSelect+"WHERE id IN ("+changed+"'follows') ORDER BY id", version); err != nil {
		return q, err
	}
	if q.Alerts, err = list(ctx, r, scanAlert, alertSelect+"WHERE id IN ("+changed+"'alerts') ORDER BY id", version); err != nil {
		return q, err
	}
	if q.GoneFollows, err = list(ctx, r, scanInt, changed+"'follows' AND NOT EXISTS (SELECT 1 FROM follows WHERE follows.id = query_changes.id)", version); err != nil {
		return q, err
	}
	q.GoneAlerts, err = list(ctx, r, scanInt, changed+"'alerts' AND NOT EXISTS (SELECT 1 FROM alerts WHERE alerts.id = query_changes.id)", version)
	return q, err
}
