package sources

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// A Rhythm is how often a source publishes at each hour of the day, in UTC:
// what it published and how long it was watched, the old counting for less
// and less. Newsrooms schedule for the full hour, whose first minute
// therefore counts by itself. The zero value knows nothing yet. It is a
// value: what changes it returns another.
type Rhythm struct {
	Since time.Time   // all below is as of then
	Days  float64     // watched
	Count [48]float64 // articles, by hour: in its first minute, and in the rest of it
}

// slot is the part of the day that a time falls in, and where that ends.
func slot(t time.Time) (i int, end time.Time) {
	t = t.UTC()
	hour := t.Truncate(time.Hour)
	if t.Minute() > 0 {
		return 2*t.Hour() + 1, hour.Add(time.Hour)
	}
	return 2 * t.Hour(), hour.Add(time.Minute)
}

// hours is how long a part of the day lasts.
func hours(slot int) float64 { return [2]float64{1. / 60, 59. / 60}[slot%2] }

const (
	rhythmHalf  = 30 * 24 * time.Hour // after which what was counts for half
	rhythmPrior = 6.0                 // days of a rhythm without hours, at the source's own rate, before anything is known
	firstGuess  = 1.0                 // articles a day
	longestPast = 14 * 24 * time.Hour // of what a first document tells
)

// Watch is the rhythm after the source was watched until now and has published
// at these times. Before the first time a source is watched, the oldest of
// them is taken for its beginning.
func (r Rhythm) Watch(now time.Time, published []time.Time) Rhythm {
	if r.Since.IsZero() {
		r.Since = now
		for _, t := range published {
			if t.Before(r.Since) && now.Sub(t) <= longestPast {
				r.Since = t
			}
		}
	}
	r.Days += max(now.Sub(r.Since).Hours()/24, 0)
	for _, t := range published {
		if !t.Before(r.Since) || now.Sub(t) <= 24*time.Hour {
			i, _ := slot(t)
			r.Count[i]++
		}
	}
	return r.fade(now)
}

func (r Rhythm) fade(now time.Time) Rhythm {
	if now.After(r.Since) {
		keep := math.Exp2(-now.Sub(r.Since).Hours() / rhythmHalf.Hours())
		r.Days *= keep
		for i := range r.Count {
			r.Count[i] *= keep
		}
		r.Since = now
	}
	return r
}

// Daily is how many articles a day the source is thought to publish.
func (r Rhythm) Daily() float64 {
	total := firstGuess
	for _, n := range r.Count {
		total += n
	}
	return total / (r.Days + 1)
}

// rate is how many articles an hour are expected in a part of the day.
func (r Rhythm) rate(slot int) float64 {
	return (r.Count[slot]/hours(slot) + rhythmPrior*r.Daily()/24) / (r.Days + rhythmPrior)
}

// Worth is when it is worth it to look again after now: once the articles
// expected since then will have waited for so long, all together. Where
// articles come at a steady rate that is after √(2·wait/rate), which makes
// the mean wait as short as a number of visits allows (the square-root law of
// page refreshing, Cho and Garcia-Molina 2003).
func (r Rhythm) Worth(now time.Time, wait, most time.Duration) time.Time {
	var expected, waited float64 // articles, and their hours
	for at := now; ; {
		i, end := slot(at)
		dt, rate := end.Sub(at).Hours(), r.rate(i)
		if after := waited + expected*dt + rate*dt*dt/2; after < wait.Hours() && end.Before(now.Add(most)) {
			at, waited, expected = end, after, expected+rate*dt
			continue
		}
		left := wait.Hours() - waited // = expected·dt + rate·dt²/2
		dt = (math.Sqrt(expected*expected+2*rate*left) - expected) / rate
		at = at.Add(time.Duration(min(dt, most.Hours()) * float64(time.Hour)))
		if latest := now.Add(most); at.After(latest) {
			return latest
		}
		return at
	}
}

// String writes a rhythm for ParseRhythm.
func (r Rhythm) String() string {
	if r.Since.IsZero() {
		return ""
	}
	b := strconv.AppendInt(nil, r.Since.Unix(), 10)
	for _, n := range append([]float64{r.Days}, r.Count[:]...) {
		b = strconv.AppendFloat(append(b, ' '), n, 'g', 3, 64)
	}
	return string(b)
}

// ParseRhythm reads what String wrote; of anything else it knows nothing.
func ParseRhythm(s string) (r Rhythm) {
	first, rest, _ := strings.Cut(s, " ")
	since, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		return Rhythm{}
	}
	r.Since = time.Unix(since, 0).UTC()
	for i := -1; i < len(r.Count); i++ {
		var word string
		word, rest, _ = strings.Cut(rest, " ")
		n, err := strconv.ParseFloat(word, 64)
		if err != nil || n < 0 || math.IsNaN(n) || math.IsInf(n, 0) {
			return Rhythm{}
		}
		if i < 0 {
			r.Days = n
		} else {
			r.Count[i] = n
		}
	}
	return r
}
