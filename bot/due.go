package bot

import (
	"context"
	"errors"
	"hash/fnv"
	"strconv"
	"time"

	"newshound/sources"
	"newshound/sources/fetch"
)

const (
	worth     = time.Minute    // that articles may wait, all together, before a source is asked again
	mostAsked = 24 * time.Hour // that a publisher can ask to be left alone, or that a failure is left alone
	movedFor  = 24 * time.Hour // after which a permanent redirect is believed
	failedFor = 24 * time.Hour // after which people are told of a failure

	// Whoever has added a source wants to see it work.
	newFor   = 24 * time.Hour   // that a source is new to somebody
	newEvery = 10 * time.Minute // that it is polled at least, until then
)

// schedule sets when a source that was read at its PolledAt is read again, and
// why then: when it is worth it by its rhythm, after at most so long and sooner
// while it is new, or when a schedule says. That is never before least has
// passed, nor before its publisher allows it: while the answer is fresh, within
// its ttl, in its quiet hours.
func schedule(s *sources.Source, fresh, least, most time.Duration) {
	now := s.PolledAt
	at, why := sources.NextOf(s.Schedule, now), sources.BySchedule
	if at.IsZero() {
		at, why = s.Rhythm.Watch(now, nil).Worth(now, worth, most), sources.ByRhythm
		if early := now.Add(newEvery); now.Sub(s.Added) < newFor && early.Before(at) {
			at, why = early, sources.ByNewness
		}
	}
	at = latest(at, now.Add(least))
	asked := now.Add(min(max(fresh, s.Every), mostAsked))
	if asked.After(at) {
		at, why = asked, sources.ByRequest
	}
	if loud := s.Quiet.After(at); loud.After(at) {
		at, why = loud, sources.ByQuiet
	}
	s.NextPoll, s.Why, s.Soonest = at, why, s.Quiet.After(latest(asked, now.Add(least)))
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// backOff is how long a source is left alone after so many failures in a
// row: twice as long each time, up to a day, and a little less by chance, so
// that those that failed together do not come back together.
func backOff(id int64, failures int, least time.Duration) time.Duration {
	wait := least
	for i := 0; i < failures && wait < mostAsked; i++ {
		wait = min(2*wait, mostAsked)
	}
	chance := fnv.New32a()
	chance.Write([]byte(strconv.FormatInt(id, 10) + " " + strconv.Itoa(failures)))
	return wait - time.Duration(chance.Sum32()%1000)*wait/4000
}

// failed is a visit that brought an error of the source's.
func (b *Bot) failed(ctx context.Context, v visit, cause error) visit {
	if ctx.Err() != nil {
		return visit{src: v.src, lost: true}
	}
	s := v.src
	s.Failures++
	s.Error, s.Why = cause.Error(), sources.ByFailure
	if s.FailedAt.IsZero() {
		s.FailedAt = s.PolledAt
	}
	if errors.Is(cause, sources.ErrGone) {
		s.GoneAt = s.PolledAt
	}
	wait := backOff(s.ID, s.Failures, b.opts.MinInterval)
	if later := (*fetch.Later)(nil); errors.As(cause, &later) && later.Wait > wait {
		wait, s.Why = min(later.Wait, 7*mostAsked), sources.ByRequest
	}
	s.NextPoll = s.PolledAt.Add(wait)
	s.Soonest = s.NextPoll
	b.log.WarnContext(ctx, "source failed", "source", s.ID, "url", sources.Shown(s.URL), "failures", s.Failures, "error", cause)
	return visit{src: s}
}

// follow notes where a source's permanent redirects lead, and since when.
func follow(s *sources.Source, to string) {
	switch {
	case to == "" || to == s.URL:
		s.Moved, s.MovedAt = "", time.Time{}
	case to != s.Moved:
		s.Moved, s.MovedAt = to, s.PolledAt
	}
}
