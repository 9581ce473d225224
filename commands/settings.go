package commands

import (
	"context"
	"strings"
	"time"

	"newshound/storage"
)

// The styles of a post.
const (
	StyleCard     = "card"
	StyleCompact  = "compact"  // one line
	StyleHeadline = "headline" // the title alone
)

// Settings are what a person or a place has set, else the defaults.
type Settings struct {
	Lang    string         // a code such as "de"; "" for what each reader's own chat speaks
	Zone    *time.Location // UTC by default
	Style   string         // StyleCard by default
	Notices string         // the channel that is told what goes wrong; "" for whom it concerns
	Quiet   Quiet
}

// Quiet are the hours in which nobody is to be disturbed, as times of day such
// as "22:00"; both "" for none.
type Quiet struct{ From, To string }

// Until is when the quiet hours end that a time falls into; the zero time for
// one that falls into none.
func (q Quiet) Until(t time.Time, zone *time.Location) time.Time {
	from, err := time.Parse(clockForm, q.From)
	to, err2 := time.Parse(clockForm, q.To)
	if err != nil || err2 != nil {
		return time.Time{}
	}
	local := t.In(zone)
	on := func(day int, at time.Time) time.Time {
		return time.Date(local.Year(), local.Month(), local.Day()+day, at.Hour(), at.Minute(), 0, 0, zone)
	}
	for day := -1; day <= 0; day++ { // since yesterday, or since today
		end := on(day, to)
		if !to.After(from) {
			end = on(day+1, to)
		}
		if begin := on(day, from); !local.Before(begin) && local.Before(end) {
			return end
		}
	}
	return time.Time{}
}

// String writes the hours as people type them; "" for none.
func (q Quiet) String() string {
	if q.From == "" {
		return ""
	}
	return q.From + "-" + q.To
}

const clockForm = "15:04"

// What settings are called where they are kept, and by their commands.
const (
	setLang    = "language"
	setZone    = "timezone"
	setStyle   = "style"
	setNotices = "notices"
	setQuiet   = "quiet"
)

// SettingsOf are a place's settings as they hold for a person, whose own beat
// the place's. Either may be "".
func SettingsOf(ctx context.Context, r storage.Reads, place, person string) (Settings, error) {
	of := map[string]string{}
	for _, owner := range [][2]string{{place, ""}, {"", person}} {
		if owner[0]+owner[1] == "" {
			continue
		}
		own, err := r.Settings(ctx, owner[0], owner[1])
		if err != nil {
			return Settings{}, err
		}
		for name, value := range own {
			of[name] = value
		}
	}
	return readSettings(of), nil
}

func readSettings(of map[string]string) Settings {
	s := Settings{Lang: of[setLang], Zone: time.UTC, Style: StyleCard, Notices: of[setNotices]}
	if zone, err := zoneNamed(of[setZone]); err == nil {
		s.Zone = zone
	}
	if of[setStyle] != "" {
		s.Style = of[setStyle]
	}
	s.Quiet.From, s.Quiet.To, _ = strings.Cut(of[setQuiet], "-")
	return s
}

// channelOwner is by whom a channel's own settings are kept in its place.
func channelOwner(channel string) string { return "#" + channel }

// What a channel alone can have set, each "true" or nothing.
const (
	setPublish = "publish" // what is posted goes to the servers that follow the channel
	setThread  = "thread"  // a digest opens a thread
	setByline  = "byline"  // posts stand under their sources' names
)

// Dress has a post look as its channel has it set: its own settings, else its
// place's, and in direct messages the person's.
func Dress(ctx context.Context, r storage.Reads, place, channel string, post *Reply) error {
	own, err := r.Settings(ctx, place, channelOwner(channel))
	if err != nil {
		return err
	}
	post.Opens = own[setThread] != "" && len(post.Title) > 0
	post.Byline = own[setByline] != "" && len(post.Title) == 0 && len(post.Cards) == 1
	if post.Style = own[setStyle]; post.Style != "" {
		return nil
	}
	person, direct := strings.CutPrefix(channel, Direct(""))
	if direct {
		place = ""
	} else {
		person = ""
	}
	s, err := SettingsOf(ctx, r, place, person)
	post.Style = s.Style
	return err
}
