package bot

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newshound/sources"
)

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// busy is the rhythm of a source with so many articles an hour.
func busy(hourly int) (r sources.Rhythm) {
	now := monday.AddDate(0, 0, -20)
	for now.Before(monday) {
		var out []time.Time
		now = now.Add(time.Hour)
		for i := range hourly {
			out = append(out, now.Add(-30*time.Minute-time.Duration(i)*time.Second))
		}
		r = r.Watch(now, out)
	}
	return r
}

func TestDue(t *testing.T) {
	const least, most = 2 * time.Minute, 6 * time.Hour
	for _, c := range []struct {
		name     string
		src      sources.Source
		fresh    time.Duration
		from, to time.Duration
		why      sources.Why
	}{
		{"unknown", sources.Source{}, 0, 30 * time.Minute, 90 * time.Minute, sources.ByRhythm},
		{"busy", sources.Source{Rhythm: busy(120)}, 0, least, least, sources.ByRhythm},
		{"fewer", sources.Source{Rhythm: busy(2)}, 0, 7 * time.Minute, 9 * time.Minute, sources.ByRhythm},
		{"silent on its first day", sources.Source{Rhythm: busy(0), Added: monday.Add(-23 * time.Hour)}, 0, 10 * time.Minute, 10 * time.Minute, sources.ByNewness},
		{"silent after it", sources.Source{Rhythm: busy(0), Added: monday.Add(-25 * time.Hour)}, 0, 2 * time.Hour, most, sources.ByRhythm},
		{"busy on its first day", sources.Source{Rhythm: busy(2), Added: monday}, 0, 7 * time.Minute, 9 * time.Minute, sources.ByRhythm},
		{"on schedule on its first day", sources.Source{Schedule: "15 * * * *", Added: monday}, 0, 15 * time.Minute, 15 * time.Minute, sources.BySchedule},
		{"ttl on its first day", sources.Source{Every: time.Hour, Added: monday}, 0, time.Hour, time.Hour, sources.ByRequest},
		{"fresh on its first day", sources.Source{Added: monday}, 20 * time.Minute, 20 * time.Minute, 20 * time.Minute, sources.ByRequest},
		{"quiet hours on its first day", sources.Source{Added: monday, Quiet: sources.NewQuiet([]int{9, 10}, nil)}, 0, 2 * time.Hour, 2 * time.Hour, sources.ByQuiet},
		{"silent", sources.Source{Rhythm: busy(0)}, 0, 2 * time.Hour, most, sources.ByRhythm},
		{"on schedule", sources.Source{Schedule: "15 * * * *"}, 0, 15 * time.Minute, 15 * time.Minute, sources.BySchedule},
		{"on two schedules", sources.Source{Schedule: "15 * * * *\n@every 10m"}, 0, 10 * time.Minute, 10 * time.Minute, sources.BySchedule},
		{"on too close a schedule", sources.Source{Schedule: "@every 1s"}, 0, least, least, sources.BySchedule},
		{"a schedule beyond the ceiling", sources.Source{Schedule: "0 8 * * *"}, 0, 23 * time.Hour, 23 * time.Hour, sources.BySchedule},
		{"fresh for an hour", sources.Source{Rhythm: busy(120)}, time.Hour, time.Hour, time.Hour, sources.ByRequest},
		{"fresh for a moment", sources.Source{Rhythm: busy(2)}, time.Minute, 7 * time.Minute, 9 * time.Minute, sources.ByRhythm},
		{"fresh for a year", sources.Source{Rhythm: busy(2)}, 365 * 24 * time.Hour, mostAsked, mostAsked, sources.ByRequest},
		{"ttl", sources.Source{Rhythm: busy(2), Every: 30 * time.Minute}, time.Minute, 30 * time.Minute, 30 * time.Minute, sources.ByRequest},
		{"ttl beyond a schedule", sources.Source{Schedule: "@every 5m", Every: time.Hour}, 0, time.Hour, time.Hour, sources.ByRequest},
		{"quiet hours", sources.Source{Rhythm: busy(2), Quiet: sources.NewQuiet([]int{9, 10}, nil)}, 0, 2 * time.Hour, 2 * time.Hour, sources.ByQuiet},
		{"quiet days", sources.Source{Quiet: sources.NewQuiet(nil, []time.Weekday{time.Monday})}, 0, 15 * time.Hour, 15 * time.Hour, sources.ByQuiet},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.src.PolledAt = monday
			schedule(&c.src, c.fresh, least, most)
			if got := c.src.NextPoll.Sub(monday); got < c.from || got > c.to || c.src.Why != c.why {
				t.Errorf("due after %v by %s, want %v to %v by %s", got, c.src.Why, c.from, c.to, c.why)
			}
		})
	}
}

// Whatever a source says, it is read again within two weeks, and never sooner
// than the floor.
func TestDueStaysInItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seconds := func(name string, most int) time.Duration {
			return time.Duration(rapid.IntRange(0, most).Draw(t, name)) * time.Second
		}
		least := seconds("least", 3600) + time.Second
		most := least + seconds("more", 36000)
		s := sources.Source{
			PolledAt: monday.Add(seconds("now", 1e8)),
			Rhythm:   busy(rapid.IntRange(0, 50).Draw(t, "hourly")),
			Every:    seconds("every", 1e7),
			Added:    monday.Add(seconds("added", 1e8)),
			Quiet: sources.NewQuiet(rapid.SliceOf(rapid.IntRange(-5, 30)).Draw(t, "hours"),
				rapid.SliceOf(rapid.Custom(func(t *rapid.T) time.Weekday { return time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")) })).Draw(t, "days")),
			Schedule: rapid.SampledFrom([]string{"", "*/7 * * * *", "@every 1s", "nonsense"}).Draw(t, "schedule"),
		}
		fresh := seconds("fresh", 1e8)
		schedule(&s, fresh, least, most)
		at := s.NextPoll
		wait := at.Sub(s.PolledAt)
		if s.Soonest.After(at) || s.Soonest.Sub(s.PolledAt) < least || s.Quiet.After(s.Soonest) != s.Soonest {
			t.Errorf("due at %v, at the soonest at %v", at, s.Soonest)
		}
		if wait < least || wait < min(max(fresh, s.Every), mostAsked) || wait > max(most, mostAsked)+8*24*time.Hour || s.Quiet.After(at) != at {
			t.Errorf("due after %v", wait)
		}
	})
}

func TestBackOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id, n := rapid.Int64().Draw(t, "id"), rapid.IntRange(1, 1000).Draw(t, "failures")
		least := time.Duration(rapid.IntRange(120, 3600).Draw(t, "least")) * time.Second
		wait := backOff(id, n, least)
		if full := min(least<<min(n, 10), mostAsked); wait > full || wait < full*3/4 || wait < least {
			t.Errorf("waits %v, want up to a quarter less than %v", wait, full)
		}
	})
}

// TestEvalRhythm reads the two newspapers of the replay as they published: by
// rhythm, and every ten minutes. Delays are of every article after the first
// week, from publication to the first poll that could see it. When in an hour
// a fixed poll comes is chance, so it is taken at each of its ten minutes.
func TestEvalRhythm(t *testing.T) {
	published := publishedTimes(t)
	fmt.Printf("%-9s %-34s %8s %9s %9s\n", "feed", "polled", "polls", "median", "mean")
	for _, feed := range slices.Sorted(maps.Keys(published)) {
		times := published[feed]
		fixed, best := atAnyMinute(times, 10*time.Minute)
		ours := watch(times, byRhythm(fit(func(wait time.Duration) bool { return watch(times, byRhythm(wait)).polls > fixed.polls })))
		shipped := watch(times, byRhythm(worth))
		gap := times[len(times)-1].Sub(times[0]) / time.Duration(shipped.polls)
		same, _ := atAnyMinute(times, gap)
		fixed.print(feed, "every 10 minutes")
		best.print(feed, "every 10 minutes, at the best of 10")
		ours.print(feed, "by rhythm")
		same.print(feed, fmt.Sprintf("every %v", gap.Round(time.Second)))
		shipped.print(feed, "by rhythm, as it runs")
		if ours.median() >= fixed.median() || ours.polls > fixed.polls {
			t.Errorf("%s: by rhythm the median delay is %v in %d polls, want less than %v in %d",
				feed, ours.median(), ours.polls, fixed.median(), fixed.polls)
		}
	}
}

// atAnyMinute polls at a fixed gap, begun at ten times: all of them together,
// and the best by its median.
func atAnyMinute(times []time.Time, gap time.Duration) (all, best log) {
	const begins = 10
	for i := range begins {
		begin := times[0].Truncate(gap).Add(gap * time.Duration(i) / begins)
		one := watch(times, func(_ sources.Rhythm, now time.Time) time.Duration {
			return gap - ((now.Sub(begin)%gap)+gap)%gap
		})
		all.delays = append(all.delays, one.delays...)
		all.polls += one.polls
		if i == 0 || one.median() < best.median() {
			best = one
		}
	}
	slices.Sort(all.delays)
	all.polls /= begins
	return all, best
}

// publishedTimes are when each feed's articles came out, in order.
func publishedTimes(t *testing.T) map[string][]time.Time {
	out, seen := map[string][]time.Time{}, map[string]bool{}
	for _, c := range captures(t) {
		for _, m := range itemTimes.FindAllStringSubmatch(c.body, -1) {
			at, err := time.Parse(time.RFC1123, m[2])
			if err != nil {
				at, err = time.Parse(time.RFC1123Z, m[2])
			}
			if err == nil && !seen[c.feed+m[1]] {
				seen[c.feed+m[1]] = true
				out[c.feed] = append(out[c.feed], at)
			}
		}
	}
	for _, times := range out {
		slices.SortFunc(times, time.Time.Compare)
	}
	return out
}

// A log is how long articles waited to be seen.
type log struct {
	polls  int
	delays []time.Duration
}

func byRhythm(wait time.Duration) func(sources.Rhythm, time.Time) time.Duration {
	return func(r sources.Rhythm, now time.Time) time.Duration {
		return max(r.Watch(now, nil).Worth(now, wait, 6*time.Hour).Sub(now), time.Second)
	}
}

func watch(times []time.Time, next func(sources.Rhythm, time.Time) time.Duration) (l log) {
	var r sources.Rhythm
	start, end := times[0], times[len(times)-1]
	for now := start; len(times) > 0 || now.Before(end); l.polls++ {
		n := 0
		for n < len(times) && !times[n].After(now) {
			if now.Sub(start) > 7*24*time.Hour {
				l.delays = append(l.delays, now.Sub(times[n]))
			}
			n++
		}
		r = r.Watch(now, times[:n])
		times = times[n:]
		now = now.Add(next(r, now))
	}
	slices.Sort(l.delays)
	return l
}

// fit is the least wait that does not ask for too many polls.
func fit(tooMany func(time.Duration) bool) time.Duration {
	low, high := time.Millisecond, 24*time.Hour
	for high-low > time.Millisecond {
		if middle := (low + high) / 2; tooMany(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

func (l log) median() time.Duration { return l.delays[len(l.delays)/2] }

func (l log) print(feed, how string) {
	var sum time.Duration
	for _, d := range l.delays {
		sum += d
	}
	fmt.Printf("%-9s %-34s %8d %9v %9v\n", feed, how, l.polls, l.median().Round(time.Second), (sum / time.Duration(len(l.delays))).Round(time.Second))
}

// Where a source leads for good is believed after a day, and it joins the
// source that is there already.
func TestMovesAfterADay(t *testing.T) {
	w := newWorld(t)
	old, to := w.site("Old"), w.site("New")
	to.publish(ferry("1", "Ferry aground"))
	old.instead = func(rw http.ResponseWriter, r *http.Request) bool {
		http.Redirect(rw, r, to.URL+"/feed", http.StatusMovedPermanently)
		return true
	}
	w.add("town", old)
	url := func() string {
		src, err := w.db.Source(t.Context(), old.id)
		w.must(err)
		return src.URL
	}
	w.time = w.time.Add(23 * time.Hour)
	w.read(old)
	if url() != old.URL+"/feed" {
		t.Error("moved within a day")
	}
	w.time = w.time.Add(2 * time.Hour)
	w.read(old)
	if url() != to.URL+"/feed" {
		t.Errorf("after a day it is read at %s, want %s/feed", url(), to.URL)
	}
	to.publish(item{GUID: "2", Title: "Cheese prices rise in the valleys", Text: cheeseText})
	w.ask("town", "/follow url:"+to.URL+"/feed")
	w.read(old)
	expect(t, w, "town posts: Cheese prices rise in the valleys\n")
}

func TestTemporaryRedirectsMoveNothing(t *testing.T) {
	w := newWorld(t)
	old, to := w.site("Old"), w.site("New")
	status := http.StatusMovedPermanently
	old.instead = func(rw http.ResponseWriter, r *http.Request) bool {
		http.Redirect(rw, r, to.URL+"/feed", status)
		return true
	}
	w.add("town", old)
	for _, status = range []int{http.StatusFound, http.StatusMovedPermanently} {
		w.time = w.time.Add(13 * time.Hour)
		w.read(old)
	}
	w.time = w.time.Add(23 * time.Hour) // held for less than a day since
	w.read(old)
	src, err := w.db.Source(t.Context(), old.id)
	w.must(err)
	if src.URL != old.URL+"/feed" {
		t.Errorf("it moved to %s", src.URL)
	}
}

// What a publisher asks for is kept, and holds where the next answer does not
// repeat it.
func TestPublishersAreHeard(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	post.head = "<ttl>180</ttl><skipDays><day>Tuesday</day></skipDays>"
	post.publish(ferry("1", "Ferry aground"))
	w.add("town", post)
	for range 2 { // the second answer is 304
		src, err := w.db.Source(t.Context(), post.id)
		w.must(err)
		if got := src.NextPoll.Sub(src.PolledAt); got != 3*time.Hour || src.Why != sources.ByRequest {
			t.Errorf("due after %v by %s, want the 3 h asked for", got, src.Why)
		}
		w.read(post)
	}
	w.time = monday.Add(14 * time.Hour) // 23:00
	w.read(post)
	src, err := w.db.Source(t.Context(), post.id)
	w.must(err)
	if want := monday.Add(39 * time.Hour); !src.NextPoll.Equal(want) || src.Why != sources.ByQuiet {
		t.Errorf("due at %v by %s, want %v, when Tuesday is over", src.NextPoll, src.Why, want)
	}
	post.instead = func(rw http.ResponseWriter, r *http.Request) bool {
		rw.Header().Set("Retry-After", "7200")
		rw.WriteHeader(http.StatusTooManyRequests)
		return true
	}
	w.read(post)
	src, err = w.db.Source(t.Context(), post.id)
	w.must(err)
	if got := src.NextPoll.Sub(src.PolledAt); got != 2*time.Hour || src.Why != sources.ByRequest {
		t.Errorf("due after %v by %s, want the 2 h of Retry-After", got, src.Why)
	}
}
