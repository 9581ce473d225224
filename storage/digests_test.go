package storage_test

import (
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the same zones everywhere

	"pgregory.net/rapid"

	"newshound/storage"
)

func TestDigestNextAfter(t *testing.T) {
	for _, c := range []struct {
		name, zone, at, days string
		from, want           string // UTC
	}{
		{"later today", "Europe/Berlin", "08:30", "", "2026-03-04 07:29", "2026-03-04 07:30"},
		{"not again at the time itself", "Europe/Berlin", "08:30", "", "2026-03-04 07:30", "2026-03-05 07:30"},
		{"the date is the zone's", "Pacific/Kiritimati", "00:05", "", "2026-03-04 12:00", "2026-03-05 10:05"},
		{"the next of some days", "Europe/Berlin", "08:30", "15", "2026-03-04 12:00", "2026-03-06 07:30"},
		{"the same day a week on", "Europe/Berlin", "08:30", "3", "2026-03-04 12:00", "2026-03-11 07:30"},
		{"Sunday", "UTC", "08:30", "0", "2026-03-04 12:00", "2026-03-08 08:30"},

		{"New York, after the clock went forward", "America/New_York", "08:00", "", "2026-03-07 13:00", "2026-03-08 12:00"},
		{"New York, skipped", "America/New_York", "02:30", "", "2026-03-07 08:00", "2026-03-08 07:30"},
		{"New York, the day after", "America/New_York", "02:30", "", "2026-03-08 07:30", "2026-03-09 06:30"},
		{"New York, the first of two", "America/New_York", "01:30", "", "2026-10-31 06:00", "2026-11-01 05:30"},
		{"New York, never the second", "America/New_York", "01:30", "", "2026-11-01 05:30", "2026-11-02 06:30"},
		{"New York, after the clock went back", "America/New_York", "08:00", "", "2026-10-31 12:00", "2026-11-01 13:00"},
		{"Berlin, skipped", "Europe/Berlin", "02:30", "", "2026-03-28 12:00", "2026-03-29 01:30"},
		{"Berlin, skipped on its only day", "Europe/Berlin", "02:30", "0", "2026-03-23 12:00", "2026-03-29 01:30"},
		{"Berlin, the first of two", "Europe/Berlin", "02:30", "", "2026-10-24 12:00", "2026-10-25 00:30"},
		{"Berlin, never the second", "Europe/Berlin", "02:30", "", "2026-10-25 00:30", "2026-10-26 01:30"},
		{"Lord Howe, skipped by half an hour", "Australia/Lord_Howe", "02:15", "", "2026-10-03 00:00", "2026-10-03 15:45"},
		{"Lord Howe, the first of two", "Australia/Lord_Howe", "01:45", "", "2026-04-04 00:00", "2026-04-04 14:45"},
		{"Lord Howe, never the second", "Australia/Lord_Howe", "01:45", "", "2026-04-04 14:45", "2026-04-05 15:15"},
		{"Cairo, midnight skipped", "Africa/Cairo", "00:00", "", "2026-04-23 00:00", "2026-04-23 22:00"},
		{"Cairo, the first of two before midnight", "Africa/Cairo", "23:30", "", "2026-10-29 00:00", "2026-10-29 20:30"},
		{"Cairo, never the second", "Africa/Cairo", "23:30", "", "2026-10-29 20:30", "2026-10-30 21:30"},
		{"Nuuk, skipped up to midnight", "America/Nuuk", "23:30", "", "2026-03-28 12:00", "2026-03-29 00:30"},
		{"Nuuk, skipped on its only day", "America/Nuuk", "23:30", "6", "2026-03-28 12:00", "2026-03-29 00:30"},
		{"Nuuk, the day after", "America/Nuuk", "23:30", "", "2026-03-29 00:30", "2026-03-30 00:30"},
		{"Apia, the date that was skipped", "Pacific/Apia", "08:00", "", "2011-12-29 18:00", "2011-12-30 18:00"},
		{"Apia, the only day of the week skipped", "Pacific/Apia", "08:00", "5", "2011-12-24 00:00", "2012-01-05 18:00"},
	} {
		from, _ := time.Parse("2006-01-02 15:04", c.from)
		got, err := storage.Digest{At: c.at, Zone: c.zone, Days: c.days}.NextAfter(from)
		if text := got.UTC().Format("2006-01-02 15:04"); err != nil || text != c.want {
			t.Errorf("%s: %s on %q after %s: got %s, error %v, want %s", c.name, c.at, c.days, c.from, text, err, c.want)
		}
	}
}

func TestDigestNextAfterOfNoTime(t *testing.T) {
	for _, d := range []storage.Digest{
		{At: "08:00", Zone: "Mars/Olympus"},
		{At: "25:00", Zone: "UTC"},
		{At: "", Zone: "UTC"},
		{At: "08:00", Zone: "UTC", Days: "7"},
	} {
		if next, err := d.NextAfter(time.Unix(0, 0)); err == nil {
			t.Errorf("%+v is due at %v", d, next)
		}
	}
}

func TestDigestComesOnceADate(t *testing.T) {
	zones := []string{
		"UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Cairo",
		"Africa/Casablanca", "America/St_Johns", "America/Nuuk", "America/Scoresbysund", "America/Havana", "Asia/Kolkata",
		"Asia/Beirut", "Pacific/Chatham", "Pacific/Kiritimati", "Antarctica/Troll", "Atlantic/Azores",
	}
	rapid.Check(t, func(t *rapid.T) {
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		night := rapid.IntRange(-2*60, 4*60) // when clocks change
		minute := (rapid.OneOf(night, rapid.IntRange(0, 24*60)).Draw(t, "minute") + 24*60) % (24 * 60)
		year := rapid.IntRange(1994, 2036).Draw(t, "year")
		d := storage.Digest{Zone: zone.String(), At: fmt.Sprintf("%02d:%02d", minute/60, minute%60)}
		now := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		var got []string
		var last time.Time
		for range 366 {
			next, err := d.NextAfter(now)
			if err != nil || !next.After(now) {
				t.Fatalf("after %v: got %v, error %v", now, next, err)
			}
			got = append(got, next.In(zone).Format(time.DateOnly))
			now, last = next, next
		}
		if want := dates(got[0], last, zone); !slices.Equal(got, want) {
			t.Fatalf("at %s: got %v\nwant %v", d.At, got, want)
		}
	})
}

// dates are those that a zone's calendars show, from one to that of a time.
func dates(from string, to time.Time, zone *time.Location) (out []string) {
	t, _ := time.Parse(time.DateOnly, from)
	for t = t.Add(-24 * time.Hour); !t.After(to); t = t.Add(15 * time.Minute) {
		if date := t.In(zone).Format(time.DateOnly); date >= from && (len(out) == 0 || date > out[len(out)-1]) {
			out = append(out, date)
		}
	}
	return out
}

func TestDigestPeriod(t *testing.T) {
	for _, c := range []struct {
		name, days string
		next       string // UTC
		want       time.Duration
	}{
		{"daily", "", "2026-03-04 07:30", 24 * time.Hour},
		{"daily, when the clock went forward", "", "2026-03-29 06:30", 23 * time.Hour},
		{"weekdays, on Monday", "12345", "2026-03-02 07:30", 3 * 24 * time.Hour},
		{"weekdays, on Tuesday", "12345", "2026-03-03 07:30", 24 * time.Hour},
		{"weekly", "3", "2026-03-04 07:30", 7 * 24 * time.Hour},
	} {
		next, err := time.Parse("2006-01-02 15:04", c.next)
		if err != nil {
			t.Fatal(err)
		}
		d := storage.Digest{At: "08:30", Zone: "Europe/Berlin", Days: c.days, Next: next}
		if got := d.Period(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
