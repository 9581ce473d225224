package discord

import (
	"cmp"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	rounded     = 2 * time.Millisecond // what Discord's times may be short of
	mostBuckets = 1000                 // that are kept although nobody asks
	blocked     = time.Minute          // how long to pause when a proxy says no, and not for how long
)

// A route is what chooses a request's bucket: its method and its path without
// IDs, and the first ID, which Discord calls the major parameter.
type route struct{ name, major string }

func routeOf(method, path string) route {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	r := route{}
	for i := 2; i < len(parts); i++ {
		if _, err := strconv.ParseUint(parts[i], 10, 64); err == nil {
			r.major = cmp.Or(r.major, parts[i])
			parts[i] = "*"
		}
	}
	r.name = method + " " + strings.Join(parts, "/")
	return r
}

// A bucket is what Discord allows some routes until a time, and then again.
// Before the first answer nobody knows how much that is: one at a time.
type bucket struct {
	most   int // 0 while unknown
	left   int
	until  time.Time
	flying int
}

// wait is how long no request may be made.
func (b *bucket) wait(now time.Time) time.Duration {
	if !now.Before(b.until) {
		b.left = max(b.most, 1) - b.flying
	}
	switch {
	case b.left > 0:
		return 0
	case !now.Before(b.until):
		return never
	}
	return b.until.Sub(now)
}

// learn reads what an answer says of its bucket. Answers overtake each other:
// until the bucket is filled again the least of what they say holds, less
// what they may not count yet.
func (b *bucket) learn(a *answer, now time.Time) {
	most, err := strconv.Atoi(a.header.Get("X-RateLimit-Limit"))
	left, err2 := strconv.Atoi(a.header.Get("X-RateLimit-Remaining"))
	if err != nil || err2 != nil {
		if a.status < 300 {
			b.most = math.MaxInt32 // under no limit of its own
		}
		return
	}
	until := now.Add(seconds(a.header.Get("X-RateLimit-Reset-After")) + rounded)
	b.most, left = most, left-b.flying
	if same := until.Sub(b.until).Abs() < 100*time.Millisecond; same {
		left = min(left, b.left)
	}
	b.left, b.until = left, until
}

func (l *limits) key(r route) string { return cmp.Or(l.names[r.name], r.name) + " " + r.major }

func (l *limits) bucket(r route) *bucket {
	key := l.key(r)
	if l.buckets[key] == nil {
		l.buckets[key] = &bucket{}
	}
	return l.buckets[key]
}

// learn reads what an answer says of its bucket and of all requests.
func (l *limits) learn(p *pass, a *answer, now time.Time) {
	if name := a.header.Get("X-RateLimit-Bucket"); name != "" && name != l.names[p.route.name] {
		l.rename(p.route, name)
	}
	b := l.bucket(p.route)
	b.learn(a, now)
	f := a.failure()
	switch {
	case f == nil:
	case f.Global || f.Foreign && (f.Status == http.StatusTooManyRequests || f.Status == http.StatusForbidden):
		l.resume = later(l.resume, now.Add(f.Retry+rounded))
	case f.Status == http.StatusTooManyRequests:
		b.left, b.until = 0, now.Add(f.Retry+rounded)
	}
	if len(l.buckets) > mostBuckets {
		l.tidy(now)
	}
}

// rename learns what Discord calls a route's buckets. Those that other routes
// have by that name already are shared from now on.
func (l *limits) rename(r route, name string) {
	old := cmp.Or(l.names[r.name], r.name) + " "
	l.names[r.name] = name
	for key, b := range l.buckets {
		major, ok := strings.CutPrefix(key, old)
		if !ok {
			continue
		}
		delete(l.buckets, key)
		if same := l.buckets[name+" "+major]; same == nil {
			l.buckets[name+" "+major] = b
		} else if b.until.After(same.until) {
			same.left, same.until = min(b.left, same.left), b.until
		}
	}
}

// tidy forgets the buckets that are full.
func (l *limits) tidy(now time.Time) {
	for key, b := range l.buckets {
		if b.flying == 0 && !now.Before(b.until) {
			delete(l.buckets, key)
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
