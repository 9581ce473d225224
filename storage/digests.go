package storage

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Digest is a channel's post of the top stories at a local time, on every
// day or on some days of the week.
type Digest struct {
	ID      int64
	Place   string
	Channel string
	Person  string // who asked for it
	At      string // local time of day, "15:04"
	Zone    string // IANA name
	Days    string // days of the week as digits, Sunday 0; "" for all
	Top     int    // how many stories at most
	Query   string // which stories, "" for all
	Created time.Time
	Last    time.Time // when it last was written; zero before the first
	Told    int64     // the newest article that it could tell of then
	Next    time.Time // when it is due
}

// NextAfter is when the digest is due next after a time: once a date. Where
// the clock skips its time it comes as much later as the clock skips, or
// earlier where later is another date; where the clock repeats it, it comes
// the first time.
func (d Digest) NextAfter(t time.Time) (time.Time, error) {
	zone, err := time.LoadLocation(d.Zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("no time zone %q", d.Zone)
	}
	at, err := time.Parse("15:04", d.At)
	if err != nil {
		return time.Time{}, fmt.Errorf("no time of day %q", d.At)
	}
	local := t.In(zone)
	for day := range 15 { // a week, and one whose date is skipped whole
		next := firstAt(local.Year(), local.Month(), local.Day()+day, at.Hour(), at.Minute(), zone)
		if next.After(t) && (d.Days == "" || strings.Contains(d.Days, fmt.Sprint(int(next.Weekday())))) {
			return next, nil
		}
	}
	return time.Time{}, fmt.Errorf("no day of the week in %q", d.Days)
}

// firstAt is the first instant at which clocks in the zone show a time, or
// where they skip it, one off by as much as they skip, on the same date if
// that date is not skipped whole.
func firstAt(year int, month time.Month, day, hour, minute int, zone *time.Location) time.Time {
	wall := time.Date(year, month, day, hour, minute, 0, 0, time.UTC)
	_, before := wall.AddDate(0, 0, -1).In(zone).Zone()
	_, after := wall.AddDate(0, 0, 1).In(zone).Zone()
	with := func(offset int) time.Time { return wall.Add(-time.Duration(offset) * time.Second).In(zone) }
	early, late := with(max(before, after)), with(min(before, after))
	for _, t := range []time.Time{early, late} {
		if t.Day() == wall.Day() && t.Hour() == hour && t.Minute() == minute {
			return t
		}
	}
	if late.Day() == wall.Day() {
		return late
	}
	return early
}

// Period is how long before it is due next the digest was due, or would have
// been: what the first one tells of.
func (d Digest) Period() time.Duration {
	last := d.Next.AddDate(0, 0, -8) // a week, and a day that a clock skips
	period := d.Next.Sub(last)
	for {
		at, err := d.NextAfter(last)
		if err != nil || !at.Before(d.Next) {
			return period
		}
		last, period = at, d.Next.Sub(at)
	}
}

const digestSelect = `SELECT id, place, channel, person, at, zone, days, top, query, created_at, last_at, told, next_at FROM digests `

func scanDigest(r row) (d Digest, err error) {
	return d, r.Scan(&d.ID, &d.Place, &d.Channel, &d.Person, &d.At, &d.Zone, &d.Days, &d.Top, &d.Query,
		milli{&d.Created}, milli{&d.Last}, &d.Told, milli{&d.Next})
}

// Digest is the digest of an ID.
func (r Reads) Digest(ctx context.Context, id int64) (Digest, error) {
	return first(ctx, r, scanDigest, digestSelect+"WHERE id = $1", id)
}

// Digests are a place's digests, oldest first.
func (r Reads) Digests(ctx context.Context, place string) ([]Digest, error) {
	return list(ctx, r, scanDigest, digestSelect+"WHERE place = $1 ORDER BY id", place)
}

// DueDigests are the IDs of the digests that are due.
func (r Reads) DueDigests(ctx context.Context, now time.Time) ([]int64, error) {
	return list(ctx, r, scanInt, "SELECT id FROM digests WHERE next_at <= $1 ORDER BY next_at, id", ms(now))
}

// PutDigest keeps a digest in place of the one that its channel had, and
// sets its ID. ErrNotFound when the channel is another place's.
func (tx *Tx) PutDigest(ctx context.Context, d *Digest) (err error) {
	d.ID, err = one[int64](ctx, tx.Reads, `INSERT INTO digests (place, channel, person, at, zone, days, top, query, created_at, next_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (channel) DO UPDATE SET person = excluded.person,
		at = excluded.at, zone = excluded.zone, days = excluded.days, top = excluded.top, query = excluded.query,
		next_at = excluded.next_at WHERE digests.place = excluded.place RETURNING id`,
		d.Place, d.Channel, d.Person, d.At, d.Zone, d.Days, d.Top, d.Query, ms(d.Created), ms(d.Next))
	return err
}

// DigestDone keeps that a digest was written at a time, telling of what was
// there by these stories, and when it is due next.
func (tx *Tx) DigestDone(ctx context.Context, id int64, last, next time.Time, told []int64) error {
	err := tx.change(ctx, `UPDATE digests SET last_at = $2, next_at = $3,
		told = (SELECT COALESCE(max(id), 0) FROM articles) WHERE id = $1`, id, ms(last), ms(next))
	for _, story := range told {
		err = errors.Join(err, tx.exec(ctx, `INSERT INTO digest_stories (digest_id, story_id, told_at) VALUES ($1, $2, $3)
			ON CONFLICT (digest_id, story_id) DO UPDATE SET told_at = excluded.told_at`, id, story, ms(last)))
	}
	return err
}

// RemoveDigest ends a place's digest in a channel.
func (tx *Tx) RemoveDigest(ctx context.Context, place, channel string) error {
	return tx.change(ctx, "DELETE FROM digests WHERE place = $1 AND channel = $2", place, channel)
}
