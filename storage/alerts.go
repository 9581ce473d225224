package storage

import (
	"context"
	"time"
)

// An Alert is a query that a person subscribes to.
type Alert struct {
	ID      int64
	Place   string
	Person  string
	Query   string
	Channel string // where it fires to
	Mention string // whom its posts mention, or ""
	Created time.Time
	Paused  time.Time // zero when it is not
}

const alertSelect = "SELECT id, place, person, query, channel, mention, created_at, paused_at FROM alerts "

func scanAlert(r row) (a Alert, err error) {
	return a, r.Scan(&a.ID, &a.Place, &a.Person, &a.Query, &a.Channel, &a.Mention, milli{&a.Created}, milli{&a.Paused})
}

// Alerts are a person's alerts in a place, oldest first.
func (r Reads) Alerts(ctx context.Context, place, person string) ([]Alert, error) {
	return list(ctx, r, scanAlert, alertSelect+"WHERE place = $1 AND person = $2 ORDER BY id", place, person)
}

// Alert is a person's alert of an ID.
func (r Reads) Alert(ctx context.Context, place, person string, id int64) (Alert, error) {
	return first(ctx, r, scanAlert, alertSelect+"WHERE place = $1 AND person = $2 AND id = $3", place, person, id)
}

// ActiveAlerts are everybody's alerts that are not paused.
func (r Reads) ActiveAlerts(ctx context.Context) ([]Alert, error) {
	return list(ctx, r, scanAlert, alertSelect+"WHERE paused_at = 0 ORDER BY id")
}

// AlertsOn are the alerts that fired on an article in a place.
func (r Reads) AlertsOn(ctx context.Context, place string, article int64) ([]Alert, error) {
	return list(ctx, r, scanAlert, alertSelect+`WHERE place = $1 AND id IN (
		SELECT alert_id FROM matches WHERE article_id = $2) ORDER BY id`, place, article)
}

// AddAlert keeps a new alert and sets its ID.
func (tx *Tx) AddAlert(ctx context.Context, a *Alert) (err error) {
	a.ID, err = one[int64](ctx, tx.Reads, `INSERT INTO alerts (place, person, query, channel, mention, created_at)
		VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`, a.Place, a.Person, a.Query, a.Channel, a.Mention, ms(a.Created))
	if err != nil {
		return err
	}
	return tx.queriesChanged(ctx)
}

// PauseAlert stops a person's alert from firing since a time, or with the
// zero time lets it fire again.
func (tx *Tx) PauseAlert(ctx context.Context, place, person string, id int64, since time.Time) error {
	if err := tx.queriesChanged(ctx); err != nil {
		return err
	}
	return tx.change(ctx, "UPDATE alerts SET paused_at = $4 WHERE place = $1 AND person = $2 AND id = $3",
		place, person, id, ms(since))
}

// RemoveAlert ends a person's alert.
func (tx *Tx) RemoveAlert(ctx context.Context, place, person string, id int64) error {
	if err := tx.queriesChanged(ctx); err != nil {
		return err
	}
	return tx.change(ctx, "DELETE FROM alerts WHERE place = $1 AND person = $2 AND id = $3", place, person, id)
}

// AddMatch keeps that an alert fired on an article.
func (tx *Tx) AddMatch(ctx context.Context, alert, article int64) error {
	return tx.exec(ctx, "INSERT INTO matches (alert_id, article_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", alert, article)
}
