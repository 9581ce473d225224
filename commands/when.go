package commands

import "time"

// ages are how long ago things were, or how long it is until they are, each
// up to a time, in units of another.
var ages = []struct {
	below, unit time.Duration
	ago, ahead  Sentence
}{
	{time.Minute, time.Second, "%v second ago|%v seconds ago", "in %v second|in %v seconds"},
	{time.Hour, time.Minute, "%v minute ago|%v minutes ago", "in %v minute|in %v minutes"},
	{day, time.Hour, "%v hour ago|%v hours ago", "in %v hour|in %v hours"},
	{7 * day, day, "%v day ago|%v days ago", "in %v day|in %v days"},
	{30 * day, 7 * day, "%v week ago|%v weeks ago", "in %v week|in %v weeks"},
	{365 * day, 30 * day, "%v month ago|%v months ago", "in %v month|in %v months"},
	{1 << 62, 365 * day, "%v year ago|%v years ago", "in %v year|in %v years"},
}

const day = 24 * time.Hour

// Ago says how far a time is from now, for chats that have no way of their
// own.
func Ago(t, now time.Time) Text {
	apart := now.Sub(t).Abs()
	if apart < time.Second {
		return Say("now")
	}
	for _, a := range ages {
		if apart < a.below {
			says := a.ago
			if t.After(now) {
				says = a.ahead
			}
			return Say(says, int(apart/a.unit))
		}
	}
	return nil
}

var months = []Sentence{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// Day says a date and the time of day, for chats that have no way of their
// own: weekday, day, month, time.
func Day(t time.Time) Text {
	return Say("%v %v %v %v", weekdays[t.Weekday()], t.Day(), months[t.Month()-1], t.Format("15:04"))
}

// dateIn says a date in a time zone, for where a chat cannot show it in the
// reader's own.
func dateIn(t time.Time, zone string) Text {
	if local, err := time.LoadLocation(zone); err == nil {
		t = t.In(local)
	}
	return Say("%v %v", t.Day(), months[t.Month()-1])
}
