package sources_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newshound/sources"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// steady is the rhythm of a source that published at these hours for so many
// days before noon.
func steady(days int, hours ...int) (r sources.Rhythm) {
	for d := range days {
		day := noon.Truncate(24*time.Hour).AddDate(0, 0, d-days)
		var out []time.Time
		for _, h := range hours {
			out = append(out, day.Add(time.Duration(h)*time.Hour+30*time.Minute))
		}
		r = r.Watch(day.AddDate(0, 0, 1), out)
	}
	return r
}

// sharp is the rhythm of a source that publishes so many at each full hour.
func sharp(days, n int) (r sources.Rhythm) {
	for now := noon.AddDate(0, 0, -days); now.Before(noon); now = now.Add(time.Hour) {
		r = r.Watch(now, slices.Repeat([]time.Time{now}, n))
	}
	return r
}

func every(n int) (hours []int) {
	for h := range 24 * n {
		hours = append(hours, h%24)
	}
	return hours
}

func TestWorthFollowsTheRate(t *testing.T) {
	const wait, most = 2 * time.Minute, 6 * time.Hour
	for _, c := range []struct {
		name     string
		rhythm   sources.Rhythm
		from, to time.Duration
	}{
		{"nothing known", sources.Rhythm{}, time.Hour, 2 * time.Hour},
		{"six an hour", steady(20, every(6)...), 6 * time.Minute, 8 * time.Minute},
		{"twenty at each full hour", sharp(20, 20), 0, 1 * time.Minute},
		{"one an hour", steady(20, every(1)...), 14 * time.Minute, 18 * time.Minute},
		{"ten at noon", steady(20, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12), 4 * time.Minute, 7 * time.Minute},
		{"ten at one", steady(20, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13), 30 * time.Minute, 66 * time.Minute},
		{"never any", steady(60), 3 * time.Hour, most},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.rhythm.Worth(noon, wait, most).Sub(noon); got < c.from || got > c.to {
				t.Errorf("worth it after %v, want between %v and %v", got, c.from, c.to)
			}
		})
	}
}

// On a source without hours the square-root law holds.
func TestWorthIsTheSquareRootLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "articles an hour")
		wait := time.Duration(rapid.IntRange(30, 600).Draw(t, "seconds")) * time.Second
		r := steady(60, every(n)...)
		now := noon.Add(time.Minute) // the first of an hour is one without articles here
		got := r.Worth(now, wait, 24*time.Hour).Sub(now).Hours()
		want := math.Sqrt(2 * wait.Hours() / (r.Daily() / 24))
		if math.Abs(got-want) > want/15 {
			t.Errorf("worth it after %v h, want %v h", got, want)
		}
	})
}

func rhythms() *rapid.Generator[sources.Rhythm] {
	return rapid.Custom(func(t *rapid.T) (r sources.Rhythm) {
		now := noon
		for range rapid.IntRange(0, 10).Draw(t, "polls") {
			now = now.Add(time.Duration(rapid.IntRange(0, 1e6).Draw(t, "seconds")) * time.Second)
			var out []time.Time
			for _, ago := range rapid.SliceOfN(rapid.IntRange(-1e6, 1e8), 0, 20).Draw(t, "ago") {
				out = append(out, now.Add(-time.Duration(ago)*time.Second))
			}
			r = r.Watch(now, out)
		}
		return r
	})
}

func TestWorthStaysInItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rhythms().Draw(t, "rhythm")
		wait := time.Duration(rapid.IntRange(1, 1e5).Draw(t, "wait")) * time.Second
		most := time.Duration(rapid.IntRange(1, 1e5).Draw(t, "most")) * time.Second
		got := r.Worth(noon, wait, most)
		if got.Before(noon) || got.After(noon.Add(most)) {
			t.Errorf("worth it at %v, %v after now; at most %v", got, got.Sub(noon), most)
		}
		if later := r.Worth(noon, 2*wait, most); later.Before(got) {
			t.Errorf("a longer wait ends sooner: %v, then %v", got, later)
		}
	})
}

func TestRhythmComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rhythms().Draw(t, "rhythm")
		again := sources.ParseRhythm(r.String())
		if math.Abs(again.Daily()-r.Daily()) > r.Daily()/50 || again.String() != r.String() {
			t.Errorf("%q came back as %q", r, again)
		}
	})
	for _, bad := range []string{"", "x", "1 2 3", "1 NaN" + " 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"} {
		if r := sources.ParseRhythm(bad); r != (sources.Rhythm{}) {
			t.Errorf("%q was read as %q", bad, r)
		}
	}
}

func TestSchedules(t *testing.T) {
	for _, c := range []struct {
		schedules string
		want      time.Duration // 0 for never
	}{
		{"*/5 * * * *", 5 * time.Minute},
		{"@every 90s", 90 * time.Second},
		{"0 0 * * *\n*/20 * * * *\n", 20 * time.Minute},
		{"nonsense\n@hourly", time.Hour},
		{"nonsense", 0},
		{"", 0},
	} {
		got := sources.NextOf(c.schedules, noon)
		if want := noon.Add(c.want); c.want == 0 != got.IsZero() || c.want != 0 && !got.Equal(want) {
			t.Errorf("%q comes next at %v, want %v later than noon", c.schedules, got, c.want)
		}
	}
	for _, bad := range []string{"", "nonsense", "TZ=UTC", "0 0 30 2 *", "* * * * * *"} {
		if _, err := sources.ParseSchedule(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestQuiet(t *testing.T) {
	weekend := []time.Weekday{time.Saturday, time.Sunday}
	night := []int{22, 23, 0, 1, 2, 3, 4, 5}
	for _, c := range []struct {
		name       string
		quiet      sources.Quiet
		from, want string
	}{
		{"never", sources.NewQuiet(nil, nil), "2026-03-04T22:10:00Z", "2026-03-04T22:10:00Z"},
		{"night, by day", sources.NewQuiet(night, nil), "2026-03-04T21:59:00Z", "2026-03-04T21:59:00Z"},
		{"night", sources.NewQuiet(night, nil), "2026-03-04T22:10:00Z", "2026-03-05T06:00:00Z"},
		{"night, in another zone", sources.NewQuiet(night, nil), "2026-03-05T03:10:00+05:00", "2026-03-05T06:00:00Z"},
		{"weekend", sources.NewQuiet(nil, weekend), "2026-03-07T08:00:00Z", "2026-03-09T00:00:00Z"},
		{"both", sources.NewQuiet(night, weekend), "2026-03-06T23:00:00Z", "2026-03-09T06:00:00Z"},
		{"always", sources.NewQuiet(every(1), nil), "2026-03-04T22:10:00Z", "2026-03-04T22:10:00Z"},
		{"hour 24", sources.NewQuiet([]int{24}, nil), "2026-03-04T00:30:00Z", "2026-03-04T01:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, err := time.Parse(time.RFC3339, c.from)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.quiet.After(from).UTC().Format(time.RFC3339); got != c.want {
				t.Errorf("from %s on not quiet at %s, want %s", c.from, got, c.want)
			}
		})
	}
}
