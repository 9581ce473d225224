package storage

import (
	"context"
	"time"
)

// A Destination is a channel that takes no posts for now. Its posts wait, but
// for one at a time that probes whether it takes them again.
type Destination struct {
	Channel string
	Paused  time.Time
	Reason  string // for people
	Probes  int    // so far
	Probe   time.Time
}

func scanDestination(r row) (d Destination, err error) {
	return d, r.Scan(&d.Channel, milli{&d.Paused}, &d.Reason, &d.Probes, milli{&d.Probe})
}

// Paused is what is known of a channel that takes no posts; ErrNotFound when
// it takes them.
func (r Reads) Paused(ctx context.Context, channel string) (Destination, error) {
	return first(ctx, r, scanDestination, "SELECT channel, paused_at, reason, probes, probe_at FROM destinations WHERE channel = $1", channel)
}

// Pause keeps a channel's posts until the next probe.
func (tx *Tx) Pause(ctx context.Context, d Destination) error {
	return tx.exec(ctx, `INSERT INTO destinations (channel, paused_at, reason, probes, probe_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (channel) DO UPDATE SET reason = excluded.reason, probes = excluded.probes, probe_at = excluded.probe_at`,
		d.Channel, ms(d.Paused), d.Reason, d.Probes, ms(d.Probe))
}

// Resume lets a channel's posts go again.
func (tx *Tx) Resume(ctx context.Context, channel string) error {
	return tx.exec(ctx, "DELETE FROM destinations WHERE channel = $1", channel)
}

// People are those who asked for posts to a channel, by follows, alerts or a
// digest.
func (r Reads) People(ctx context.Context, channel string) ([]string, error) {
	return list(ctx, r, scanString, `SELECT person FROM follows WHERE channel = $1 UNION SELECT person FROM alerts WHERE channel = $1
		UNION SELECT person FROM digests WHERE channel = $1 ORDER BY 1`, channel)
}

// ChannelsAbout are channels of the servers in which somebody has alerts to a
// channel, one each.
func (r Reads) ChannelsAbout(ctx context.Context, channel string) ([]string, error) {
	return list(ctx, r, scanString, `SELECT min(c.channel) FROM (SELECT place, channel FROM follows UNION SELECT place, channel FROM digests
		UNION SELECT place, channel FROM alerts WHERE substr(channel, 1, 1) <> '@') c
		WHERE c.channel <> $1 AND c.place IN (SELECT place FROM alerts WHERE channel = $1 AND paused_at = 0) GROUP BY c.place ORDER BY 1`, channel)
}
