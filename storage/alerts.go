package storage

import (
	"context"
	"time"
)

// Every says how an alert's posts come: each at once, or together.
type Every string

// How often an alert's posts come.
const (
	Instantly Every = ""
	Hourly    Every = "hourly"
	Daily     Every = "daily"
)

// A Person is somebody in a place.
type Person struct{ Place, ID string }

// An Alert is a query that a person subscribes to.
type Alert struct {
	ID      int64
	Place   string
	Person  string
	Query   string
	Channel string // where it fires to
	Mention string // whom its posts mention, or ""
	Every   Every
	Most    int // posts a day, the rest of which come together; 0 for any number
	Created time.Time
	Paused  time.Time // zero when it is not
	Why     Lost      // why it was paused; "" when its person did
	Snoozed time.Time // until when its posts are held
	Seen    time.Time // when its person was last known to see the channel
}

// Lost says why an alert no longer reaches its person.
type Lost string

// How a person gets lost.
const (
	LeftPlace   Lost = "left"  // they are no longer on the server
	LostChannel Lost = "blind" // they can no longer view the channel
)

const alertSelect = `SELECT id, place, person, query, channel, mention, every, most, created_at, paused_at, pause_why,
	snoozed_to, seen_at FROM alerts `

func scanAlert(r row) (a Alert, err error) {
	return a, r.Scan(&a.ID, &a.Place, &a.Person, &a.Query, &a.Channel, &a.Mention, &a.Every, &a.Most,
		milli{&a.Created}, milli{&a.Paused}, &a.Why, milli{&a.Snoozed}, milli{&a.Seen})
}

// Alerts are a person's alerts in a place, oldest first. In their own direct
// messages they have those of all places.
func (r Reads) Alerts(ctx context.Context, place, person string) ([]Alert, error) {
	return list(ctx, r, scanAlert, alertSelect+"WHERE person = $2 AND (place = $1 OR $1 = '@' || $2) ORDER BY id", place, person)
}

// Alert is a person's alert of an ID.
func (r Reads) Alert(ctx context.Context, place, person string, id int64) (Alert, error) {
	return first(ctx, r, scanAlert, alertSelect+"WHERE place = $1 AND person = $2 AND id = $3", place, person, id)
}

// CountAlerts counts a person's alerts in a place, and all that it has.
func (r Reads) CountAlerts(ctx context.Context, place, person string) (own, all int, err error) {
	if all, err = one[int](ctx, r, "SELECT count(*) FROM alerts WHERE place = $1", place); err == nil {
		own, err = one[int](ctx, r, "SELECT count(*) FROM alerts WHERE place = $1 AND person = $2", place, person)
	}
	return own, all, err
}

// AddAlert keeps a new alert and sets its ID.
func (tx *Tx) AddAlert(ctx context.Context, a *Alert) (err error) {
	a.ID, err = one[int64](ctx, tx.Reads, `INSERT INTO alerts (place, person, query, channel, mention, every, most, created_at, seen_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
		a.Place, a.Person, a.Query, a.Channel, a.Mention, string(a.Every), a.Most, ms(a.Created), ms(a.Seen))
	return err
}

// EditAlert keeps what a person has changed of an alert: its query, where it
// goes, whom it mentions, how it comes.
func (tx *Tx) EditAlert(ctx context.Context, a Alert) error {
	return tx.change(ctx, `UPDATE alerts SET query = $4, channel = $5, mention = $6, every = $7, most = $8
		WHERE place = $1 AND person = $2 AND id = $3`,
		a.Place, a.Person, a.ID, a.Query, a.Channel, a.Mention, string(a.Every), a.Most)
}

// PauseAlert stops a person's alert from firing since a time, for a reason,
// or with the zero time lets it fire again.
func (tx *Tx) PauseAlert(ctx context.Context, place, person string, id int64, since time.Time, why Lost) error {
	return tx.change(ctx, "UPDATE alerts SET paused_at = $4, pause_why = $5 WHERE place = $1 AND person = $2 AND id = $3",
		place, person, id, ms(since), string(why))
}

// SnoozeAlert has what a person's alert finds held until a time.
func (tx *Tx) SnoozeAlert(ctx context.Context, place, person string, id int64, until time.Time) error {
	return tx.change(ctx, "UPDATE alerts SET snoozed_to = $4 WHERE place = $1 AND person = $2 AND id = $3",
		place, person, id, ms(until))
}

// SeeAlerts keeps that the person of an alert was seen to be able to view its
// channel.
func (tx *Tx) SeeAlerts(ctx context.Context, a Alert, at time.Time) error {
	return tx.exec(ctx, "UPDATE alerts SET seen_at = $4 WHERE place = $1 AND person = $2 AND channel = $3",
		a.Place, a.Person, a.Channel, ms(at))
}

// RemoveAlert ends a person's alert.
func (tx *Tx) RemoveAlert(ctx context.Context, place, person string, id int64) error {
	return tx.change(ctx, "DELETE FROM alerts WHERE place = $1 AND person = $2 AND id = $3", place, person, id)
}

// AlertPlaces are the places whose alerts go to a channel.
func (r Reads) AlertPlaces(ctx context.Context, channel string) ([]string, error) {
	return list(ctx, r, scanString, "SELECT DISTINCT place FROM alerts WHERE channel = $1 AND pause_why = '' ORDER BY 1", channel)
}
