package storage

import (
	"context"
	"encoding/json"
	"time"

	"newshound/sources"
)

// An Arrival is what a poll has found of a source and nobody has read yet.
type Arrival struct {
	ID       int64
	Source   int64
	Seen     time.Time
	Quiet    bool              // nothing of it is to be posted
	Articles []sources.Article // as the feed says them, newest first
}

const arrivalSelect = "SELECT id, source_id, seen_at, quiet, articles FROM arrivals "

func scanArrival(r row) (a Arrival, err error) {
	var quiet int64
	var articles []byte
	if err := r.Scan(&a.ID, &a.Source, milli{&a.Seen}, &quiet, &articles); err != nil {
		return a, err
	}
	a.Quiet = quiet != 0
	return a, json.Unmarshal(articles, &a.Articles)
}

// Arrived are up to limit sources with arrivals, those of which something is
// to be posted before the quiet ones, and the longest waiting before others.
func (r Reads) Arrived(ctx context.Context, limit int) ([]int64, error) {
	return list(ctx, r, scanInt, "SELECT source_id FROM arrivals GROUP BY source_id ORDER BY min(quiet), min(id) LIMIT $1", limit)
}

// ArrivalsOf are a source's arrivals, oldest first.
func (r Reads) ArrivalsOf(ctx context.Context, source int64) ([]Arrival, error) {
	return list(ctx, r, scanArrival, arrivalSelect+"WHERE source_id = $1 ORDER BY id", source)
}

// AddArrival keeps a new arrival.
func (tx *Tx) AddArrival(ctx context.Context, a Arrival) error {
	articles, err := json.Marshal(a.Articles)
	if err != nil {
		return err
	}
	quiet := 0
	if a.Quiet {
		quiet = 1
	}
	return tx.exec(ctx, "INSERT INTO arrivals (source_id, seen_at, quiet, articles) VALUES ($1, $2, $3, $4)",
		a.Source, ms(a.Seen), quiet, string(articles))
}

// TakeArrival removes an arrival that is read; ErrNotFound when somebody else
// has read it.
func (tx *Tx) TakeArrival(ctx context.Context, id int64) error {
	return tx.change(ctx, "DELETE FROM arrivals WHERE id = $1", id)
}
