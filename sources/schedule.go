package sources

import (
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// ParseSchedule reads a cron expression of five fields, or a descriptor such
// as @hourly or "@every 30s". One that never comes is an error.
func ParseSchedule(expression string) (s cron.Schedule, err error) {
	defer func() { // the parser panics on a time zone without a schedule
		if recover() != nil {
			s, err = nil, fmt.Errorf("cannot read the schedule %q: it should look like \"*/5 * * * *\" or \"@every 30s\"", expression)
		}
	}()
	s, err = cron.ParseStandard(expression)
	if err != nil {
		return nil, fmt.Errorf("cannot read the schedule %q: it should look like \"*/5 * * * *\" or \"@every 30s\" (%w)", expression, err)
	}
	if s.Next(time.Unix(0, 0)).IsZero() {
		return nil, fmt.Errorf("the schedule %q never comes; pick a date that exists", expression)
	}
	return s, nil
}

// NextOf is the first time after t that one of several schedules names, a
// line each, in UTC unless they say otherwise; zero when none can be read.
func NextOf(schedules string, t time.Time) (next time.Time) {
	for line := range strings.Lines(schedules) {
		s, err := ParseSchedule(strings.TrimSpace(line))
		if err != nil {
			continue
		}
		if at := s.Next(t.UTC()); next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// Why says why a source is due when it is.
type Why string

// The reasons.
const (
	ByRhythm   Why = "rhythm"   // as often as it publishes
	ByNewness  Why = "new"      // somebody added it within a day
	BySchedule Why = "schedule" // somebody set a schedule
	ByRequest  Why = "request"  // its publisher asks not to come before
	ByQuiet    Why = "quiet"    // its publisher names hours or days without news
	ByFailure  Why = "failure"  // it failed, and is tried later each time
)

// Quiet holds the hours (bits 0 to 23) and days of the week (bits 24 to 30,
// Sunday first), in UTC, in which a source says that it has no news.
type Quiet uint32

const allHours, allDays Quiet = 1<<24 - 1, 1<<7 - 1

// NewQuiet makes a Quiet of a feed's skipHours and skipDays. All hours, or
// all days, mean none: such a feed would never be read.
func NewQuiet(hours []int, days []time.Weekday) (q Quiet) {
	var h, d Quiet
	for _, hour := range hours {
		h |= 1 << (((hour % 24) + 24) % 24)
	}
	for _, day := range days {
		d |= 1 << day
	}
	if h == allHours {
		h = 0
	}
	if d == allDays {
		d = 0
	}
	return h | d<<24
}

// After is the first time from t on that is not quiet.
func (q Quiet) After(t time.Time) time.Time {
	for q.holds(t) {
		t = t.UTC().Truncate(time.Hour).Add(time.Hour)
	}
	return t
}

func (q Quiet) holds(t time.Time) bool {
	t = t.UTC()
	return q&(1<<t.Hour()|1<<(24+t.Weekday())) != 0
}
