package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"newshound/commands"
	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
)

// alertDay is the local time at which what comes daily comes, and at which
// what alerts may say in a day is counted anew.
const alertDay = "08:00"

// A judge says when alerts may say that they fired on an article.
type judge struct {
	tx      *storage.Tx
	now     time.Time
	article sources.Article
	doc     *match.Prepared
	people  map[storage.Person]manners
}

// A ruling is that an alert may speak at a time, and why not at once; what is
// muted has no time.
type ruling struct {
	due  time.Time
	why  storage.Why
	next time.Time // when it may speak again, where this is the last that it may say in a day
}

// manners are how a person wants to be told in a place.
type manners struct {
	settings commands.Settings
	mutes    []storage.Mute
}

func (b *Bot) judge(ctx context.Context, tx *storage.Tx, a sources.Article) (*judge, error) {
	doc, err := commands.Doc(ctx, tx.Reads, a)
	return &judge{tx, b.now(), a, doc, map[storage.Person]manners{}}, err
}

// rule judges one alert. What its channel has been told of already is not held:
// it changes nothing but that the alert is named there.
func (j *judge) rule(ctx context.Context, a storage.Alert) (ruling, error) {
	m, err := j.manners(ctx, a)
	if err != nil {
		return ruling{}, err
	}
	if why := m.muted(j.article, j.doc); why != "" {
		return ruling{why: why}, nil
	}
	told, err := j.told(ctx, a.Channel)
	if err != nil || told {
		return ruling{due: j.now}, err
	}
	r, err := j.rhythm(ctx, a, m)
	if err != nil {
		return r, err
	}
	return r.later(a, m), nil
}

// rhythm is when the alert speaks by how often it does.
func (j *judge) rhythm(ctx context.Context, a storage.Alert, m manners) (ruling, error) {
	switch a.Every {
	case storage.Hourly:
		return ruling{due: j.now.Truncate(time.Hour).Add(time.Hour), why: storage.ByHour}, nil
	case storage.Daily:
		next, err := m.nextDay(j.now)
		return ruling{due: next, why: storage.ByDay}, err
	}
	if a.Most == 0 {
		return ruling{due: j.now}, nil
	}
	began, next, err := m.day(j.now)
	if err != nil {
		return ruling{}, err
	}
	fired, err := j.tx.Fired(ctx, a, began)
	switch {
	case err != nil || fired < a.Most-1:
		return ruling{due: j.now}, err
	case fired < a.Most:
		return ruling{due: j.now, next: next}, nil
	}
	return ruling{due: next, why: storage.ByCap}, nil
}

// later is the ruling after what keeps an alert quiet altogether: snoozing and
// quiet hours.
func (r ruling) later(a storage.Alert, m manners) ruling {
	if a.Snoozed.After(r.due) {
		r = ruling{due: a.Snoozed, why: storage.BySnooze}
	}
	if until := m.settings.Quiet.Until(r.due, m.settings.Zone); until.After(r.due) {
		r.due = until
		if r.why == "" {
			r.why = storage.ByQuiet
		}
	}
	return r
}

// told reports whether a channel has a post about the story that is not held.
func (j *judge) told(ctx context.Context, channel string) (bool, error) {
	p, err := j.tx.PostAbout(ctx, channel, j.article.Story, j.now.Add(-growFor))
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	return p.State != storage.Held, err
}

func (j *judge) manners(ctx context.Context, a storage.Alert) (manners, error) {
	who := storage.Person{Place: a.Place, ID: a.Person}
	if m, ok := j.people[who]; ok {
		return m, nil
	}
	m, err := mannersOf(ctx, j.tx, a)
	j.people[who] = m
	return m, err
}

func mannersOf(ctx context.Context, tx *storage.Tx, a storage.Alert) (m manners, err error) {
	if m.settings, err = commands.SettingsOf(ctx, tx.Reads, a.Place, a.Person); err == nil {
		m.mutes, err = tx.Mutes(ctx, a.Person)
	}
	return m, err
}

// muted is which kind of mute an article meets, if it does.
func (m manners) muted(a sources.Article, doc *match.Prepared) storage.Why {
	i := slices.IndexFunc(m.mutes, func(m storage.Mute) bool {
		switch m.Kind {
		case storage.MutedSource:
			return m.Value == strconv.FormatInt(a.Source, 10)
		case storage.MutedStory:
			return m.Value == strconv.FormatInt(a.Story, 10)
		}
		q, err := match.Parse(m.Value)
		return err == nil && q.Match(doc)
	})
	if i < 0 {
		return ""
	}
	return m.mutes[i].Kind
}

// nextDay is when the person's next day of alerts begins.
func (m manners) nextDay(t time.Time) (time.Time, error) {
	return storage.Digest{At: alertDay, Zone: m.settings.Zone.String()}.NextAfter(t)
}

// day is when the person's day of alerts began, and when the next one does.
func (m manners) day(t time.Time) (began, next time.Time, err error) {
	for next = t.Add(-49 * time.Hour); !next.After(t) && err == nil; {
		began = next
		next, err = m.nextDay(began)
	}
	return began, next, err
}
