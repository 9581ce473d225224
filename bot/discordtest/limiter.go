package discordtest

import (
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"strconv"
	"time"
)

// Discord's limits over all routes (https://discord.com/developers/docs/topics/rate-limits).
const (
	globalLimit   = 50
	globalWindow  = time.Second
	invalidLimit  = 10000
	invalidWindow = 10 * time.Minute
)

// limit is how many calls a route takes in a window, for each channel, guild or webhook by itself.
type limit struct {
	calls int
	per   time.Duration
}

// window counts calls; it opens with the first of them.
type window struct {
	from time.Time
	used int
}

// take counts a call, or says how long until one is allowed.
func (w *window) take(now time.Time, l limit) (wait time.Duration, ok bool) {
	if now.Sub(w.from) >= l.per {
		*w = window{from: now}
	}
	if w.used >= l.calls {
		return w.from.Add(l.per).Sub(now), false
	}
	w.used++
	return 0, true
}

// limiter holds the windows of all buckets; the server's lock guards it.
type limiter struct {
	settings *settings
	global   window
	invalid  window
	buckets  map[string]*window
}

// refusal is a call that came too early.
type refusal struct {
	scope string // user, global or shared
	wait  time.Duration
	code  int
}

func (r *refusal) Error() string { return fmt.Sprintf("rate limited for %v (%s)", r.wait, r.scope) }

func (l *limiter) allow(rt route, major string) *refusal {
	now := l.settings.now()
	if !rt.open {
		if wait, ok := l.global.take(now, limit{globalLimit, globalWindow}); !ok {
			return &refusal{scope: "global", wait: wait}
		}
	}
	if wait, ok := l.bucket(rt, major).take(now, rt.limit); !ok {
		return &refusal{scope: "user", wait: wait}
	}
	return nil
}

func (l *limiter) bucket(rt route, major string) *window {
	if l.buckets == nil {
		l.buckets = map[string]*window{}
	}
	key := rt.pattern + " " + major
	if l.buckets[key] == nil {
		l.buckets[key] = &window{}
	}
	return l.buckets[key]
}

// headers tells the state of the route's bucket.
func (l *limiter) headers(h http.Header, rt route, major string) {
	w := l.bucket(rt, major)
	until := w.from.Add(rt.limit.per)
	after := max(0, until.Sub(l.settings.now()))
	h.Set("X-RateLimit-Limit", strconv.Itoa(rt.limit.calls))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(rt.limit.calls-w.used))
	h.Set("X-RateLimit-Reset", seconds(time.Duration(until.UnixNano())))
	h.Set("X-RateLimit-Reset-After", seconds(after))
	h.Set("X-RateLimit-Bucket", bucketID(rt.pattern))
}

func (r *refusal) headers(h http.Header) {
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(r.wait.Seconds()))))
	h.Set("X-RateLimit-Scope", r.scope)
	if r.scope == "global" {
		h.Set("X-RateLimit-Global", "true")
	}
}

func (r *refusal) body() object {
	retry := math.Ceil(r.wait.Seconds()*1000) / 1000
	return object{"message": "You are being rate limited.", "retry_after": retry, "global": r.scope == "global", "code": r.code}
}

// countInvalid counts an answer of 401, 403 or 429, shared ones aside, towards the ban of the address.
func (l *limiter) countInvalid(status int, scope string) {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		if scope != "shared" {
			l.invalid.take(l.settings.now(), limit{math.MaxInt, invalidWindow})
		}
	}
}

// banned says for how long the address is banned, 0 for not at all.
func (l *limiter) banned() time.Duration {
	left := l.invalid.from.Add(invalidWindow).Sub(l.settings.now())
	if l.invalid.used < invalidLimit || left < 0 {
		return 0
	}
	return left
}

// InvalidRequests is how many of the calls of the last ten minutes were answered with 401, 403 or 429.
// At 10,000 the address is banned until the ten minutes are over.
func (s *Server) InvalidRequests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now().Sub(s.limiter.invalid.from) >= invalidWindow {
		return 0
	}
	return s.limiter.invalid.used
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }

func bucketID(pattern string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(pattern))
	return fmt.Sprintf("%016x", h.Sum64())
}
