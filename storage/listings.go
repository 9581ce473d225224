package storage

import (
	"context"

	"newshound/sources"
)

// A Listing is a source as a place has it.
type Listing struct {
	Source   sources.Source
	Person   string // who added it, "" where nobody is known
	Title    string // what the place calls it, "" for its own title
	Tags     []string
	Schedule string // the place's cron expression for it, or ""
}

// Name is what people of the place see.
func (l Listing) Name() string {
	if l.Title != "" {
		return l.Title
	}
	return l.Source.Name()
}

const listingSelect = `SELECT s.id, s.url, s.title, ` + sourceColumns + `, p.person, p.title, p.tags, p.schedule
	FROM sources s JOIN place_sources p ON p.source_id = s.id `

func scanListing(r row) (l Listing, err error) {
	return l, r.Scan(append(sourceFields(&l.Source), &l.Person, &l.Title, words{&l.Tags}, &l.Schedule)...)
}

// Listing is a source as a place has it.
func (r Reads) Listing(ctx context.Context, place string, id int64) (Listing, error) {
	return first(ctx, r, scanListing, listingSelect+"WHERE p.place = $1 AND s.id = $2", place, id)
}

// Listings are a place's sources, by name.
func (r Reads) Listings(ctx context.Context, place string) ([]Listing, error) {
	return list(ctx, r, scanListing, listingSelect+`WHERE p.place = $1
		ORDER BY lower(CASE p.title WHEN '' THEN s.title ELSE p.title END), s.url`, place)
}

// EditListing keeps what a place calls a source, its tags and its schedule.
func (tx *Tx) EditListing(ctx context.Context, place string, l Listing) error {
	err := tx.change(ctx, "UPDATE place_sources SET title = $3, tags = $4, schedule = $5 WHERE place = $1 AND source_id = $2",
		place, l.Source.ID, l.Title, encode(l.Tags), l.Schedule)
	if err != nil {
		return err
	}
	return tx.schedule(ctx, l.Source.ID)
}

// A Concern is where people of a place want to know how a source is.
type Concern struct {
	Place   string
	Channel string // that follows it or was alerted of it, or ""
	Person  string // who added it
}

// Concerns are whom a source concerns: in each place the channels that follow
// it or got alerts of it; where there is none, one without a channel.
func (r Reads) Concerns(ctx context.Context, source int64) ([]Concern, error) {
	return list(ctx, r, func(r row) (c Concern, err error) { return c, r.Scan(&c.Place, &c.Channel, &c.Person) },
		`SELECT p.place, coalesce(c.channel, ''), p.person FROM place_sources p LEFT JOIN (
			SELECT place, channel FROM follows WHERE source_id = $1
			UNION SELECT l.place, l.channel FROM alerts l JOIN matches m ON m.alert_id = l.id
				JOIN articles a ON a.id = m.article_id WHERE a.source_id = $1
		) c ON c.place = p.place WHERE p.source_id = $1 ORDER BY 1, 2`, source)
}
