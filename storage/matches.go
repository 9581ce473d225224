package storage

import (
	"context"
	"strings"
	"time"
)

// Why says why an alert that fired said nothing at once; "" when it did.
type Why string

// What keeps an alert from speaking. What is muted is never said; the rest is
// held, and said later.
const (
	ByHour      Why = "hour"  // it comes once an hour
	ByDay       Why = "day"   // it comes once a day
	ByCap       Why = "cap"   // it has said as much as it may today
	ByQuiet     Why = "quiet" // its person's quiet hours
	BySnooze    Why = "snooze"
	MutedSource Why = "muted source"
	MutedWord   Why = "muted word"
	MutedStory  Why = "muted story"
)

// Muted reports whether what was found is never said.
func (w Why) Muted() bool { return strings.HasPrefix(string(w), "muted") }

// A Match is an alert that fired on an article.
type Match struct {
	Alert   int64
	Article int64
	At      time.Time
	Why     Why
	Query   string // that fired; "" if nobody knows
}

func scanMatch(r row) (m Match, err error) {
	return m, r.Scan(&m.Alert, &m.Article, milli{&m.At}, &m.Why, &m.Query)
}

// AddMatch keeps that an alert fired on an article.
func (tx *Tx) AddMatch(ctx context.Context, m Match) error {
	return tx.exec(ctx, "INSERT INTO matches (alert_id, article_id, at, why, query) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
		m.Alert, m.Article, ms(m.At), string(m.Why), m.Query)
}

// Matches are the alerts that fired on an article, by alert.
func (r Reads) Matches(ctx context.Context, article int64) (map[int64]Match, error) {
	all, err := list(ctx, r, scanMatch, "SELECT alert_id, article_id, at, why, query FROM matches WHERE article_id = $1", article)
	out := map[int64]Match{}
	for _, m := range all {
		out[m.Alert] = m
	}
	return out, err
}

// AlertsOn are the alerts that fired on an article in a place.
func (r Reads) AlertsOn(ctx context.Context, place string, article int64) ([]Alert, error) {
	return list(ctx, r, scanAlert, alertSelect+`WHERE place = $1 AND id IN (
		SELECT alert_id FROM matches WHERE article_id = $2) ORDER BY id`, place, article)
}

// AlertsBehind are the alerts that a post is for: those of its channel that
// fired on its story, not muted. An update is for those that fired on its
// article first.
func (r Reads) AlertsBehind(ctx context.Context, p Post) ([]Alert, error) {
	only := int64(0)
	if p.UpdateOf != 0 {
		only = p.Article
	}
	return list(ctx, r, scanAlert, alertSelect+`WHERE place = $1 AND channel = $2 AND id IN (
		SELECT m.alert_id FROM matches m JOIN articles a ON a.id = m.article_id
		WHERE a.story_id = $3 AND m.why NOT LIKE 'muted%' AND ($4 = 0 OR a.id = $4 AND NOT EXISTS (
			SELECT 1 FROM matches e JOIN articles b ON b.id = e.article_id
			WHERE e.alert_id = m.alert_id AND b.story_id = $3 AND b.id < $4 AND e.why NOT LIKE 'muted%'))) ORDER BY id`,
		p.Place, p.Channel, p.Story, only)
}

// Fired counts the posts that an alert has had made at once since a time.
func (r Reads) Fired(ctx context.Context, a Alert, since time.Time) (int, error) {
	return one[int](ctx, r, `SELECT count(DISTINCT p.id) FROM matches m JOIN articles a ON a.id = m.article_id
		JOIN posts p ON p.story_id = a.story_id AND p.article_id > 0 AND p.update_of = 0 AND p.channel = $2 AND p.created_at >= $3 AND p.state NOT IN ('held', 'told')
		WHERE m.alert_id = $1 AND m.at >= $3 AND m.why = ''`, a.ID, a.Channel, ms(since))
}

// A HeldBack is what an alert found and did not say at once.
type HeldBack struct {
	Match
	Title, URL string
	Source     string
	State      State     // of the post about its story, "" when there is none
	Due        time.Time // when that is due
}

// HeldBacks are what the alerts of a person in a place, or one of them unless
// it is 0, found since a time and did not say at once, newest first.
func (r Reads) HeldBacks(ctx context.Context, place, person string, alert int64, since time.Time) ([]HeldBack, error) {
	return list(ctx, r, func(r row) (h HeldBack, err error) {
		return h, r.Scan(&h.Alert, &h.Article, milli{&h.At}, &h.Why, &h.Query, &h.Title, &h.URL, &h.Source, &h.State, milli{&h.Due})
	}, `SELECT m.alert_id, m.article_id, m.at, m.why, m.query, a.title, a.url, s.title, coalesce(p.state, ''), coalesce(p.due_at, 0)
		FROM matches m JOIN alerts l ON l.id = m.alert_id JOIN articles a ON a.id = m.article_id JOIN sources s ON s.id = a.source_id
		LEFT JOIN posts p ON p.id = (SELECT o.id FROM posts o WHERE o.story_id = a.story_id AND o.channel = l.channel AND o.article_id > 0
			ORDER BY CASE o.state WHEN 'held' THEN 1 ELSE 0 END, o.id LIMIT 1)
		WHERE l.person = $2 AND (l.place = $1 OR $1 = '@' || $2) AND ($3 = 0 OR l.id = $3) AND m.at >= $4 AND m.why <> ''
		ORDER BY m.at DESC, m.article_id DESC, m.alert_id`, place, person, alert, ms(since))
}
