package discord

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// perSecond is a little under Discord's 50 requests a second a bot, all
// routes together.
const perSecond = 49

// limits keep requests inside Discord's rate limits: all together under one
// budget, and those of one route as the headers of its answers ask
// (discord.com/developers/docs/topics/rate-limits).
type limits struct {
	all *rate.Limiter

	mu     sync.Mutex
	routes map[string]*lane
	resume time.Time // nothing is asked before, after a global 429
}

// A lane is one route: a request at a time, none before its bucket refills.
type lane struct {
	turn  chan struct{} // holds one token while nobody asks
	until time.Time
	users int
}

func newLimits() *limits {
	return &limits{all: rate.NewLimiter(perSecond, 1), routes: map[string]*lane{}}
}

// wait waits for a request's turn; done ends it.
func (l *limits) wait(ctx context.Context, route string) (done func(), err error) {
	l.mu.Lock()
	way := l.routes[route]
	if way == nil {
		way = &lane{turn: make(chan struct{}, 1)}
		way.turn <- struct{}{}
		l.routes[route] = way
	}
	way.users++
	l.mu.Unlock()
	select {
	case <-way.turn:
	case <-ctx.Done():
		l.leave(route, way)
		return nil, ctx.Err()
	}
	ended := func() { way.turn <- struct{}{}; l.leave(route, way) }
	l.mu.Lock()
	until := way.until
	if l.resume.After(until) {
		until = l.resume
	}
	l.mu.Unlock()
	if err := sleep(ctx, time.Until(until)); err != nil {
		ended()
		return nil, err
	}
	if err := l.all.Wait(ctx); err != nil {
		ended()
		return nil, err
	}
	return ended, nil
}

// leave forgets a route that nobody asks and that has nothing to wait for.
func (l *limits) leave(route string, way *lane) {
	l.mu.Lock()
	defer l.mu.Unlock()
	way.users--
	if way.users == 0 && time.Now().After(way.until) {
		delete(l.routes, route)
	}
}

// learn reads what an answer says of its route's bucket.
func (l *limits) learn(route string, answer *http.Response) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if answer.StatusCode == http.StatusTooManyRequests {
		until := now.Add(seconds(answer.Header.Get("Retry-After")))
		if answer.Header.Get("X-RateLimit-Global") != "" {
			l.resume = until
		} else if way := l.routes[route]; way != nil {
			way.until = until
		}
		return
	}
	left, err := strconv.Atoi(answer.Header.Get("X-RateLimit-Remaining"))
	if way := l.routes[route]; err == nil && left == 0 && way != nil {
		way.until = now.Add(seconds(answer.Header.Get("X-RateLimit-Reset-After")))
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
