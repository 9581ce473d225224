package discord

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A lane is how urgent a request is; within a lane, who came first goes first.
type lane int

const (
	asked   lane = iota // somebody waits for it
	alerts              // what is new
	digests             // what could come later as well
	edits
)

const (
	budget  = 50      // requests that Discord takes of a bot in any second, all routes together
	catchUp = 5       // requests that may be behind their pace, and make up for it
	never   = 1 << 62 // as a time.Duration: only an answer can tell
)

// limits keep requests inside Discord's rate limits, as the headers of its
// answers tell them (docs/topics/rate-limits): those of all requests
// together, and those of each bucket. Requests wait in one line, the most
// urgent first; one whose bucket is empty lets those behind it pass.
type limits struct {
	mu       sync.Mutex
	line     []*pass
	buckets  map[string]*bucket
	names    map[string]string // of routes' buckets, as Discord calls them
	part     int               // of the budget that is this process's
	flying   int               // requests that have no answer yet
	landed   []time.Time       // when the places of those that have one are free again
	paced    time.Time         // when the next is due that nobody waits for
	resume   time.Time         // nothing is asked before: Discord asks for a pause of all
	quickest time.Duration     // answer so far
	answers  int
	again    *time.Timer
}

// A pass lets one request be made.
type pass struct {
	limits *limits
	lane   lane
	route  route
	from   *bucket
	given  chan struct{}
	at     time.Time
}

func newLimits() *limits {
	l := &limits{part: budget, buckets: map[string]*bucket{}, names: map[string]string{}}
	l.again = time.AfterFunc(never, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.serve()
	})
	return l
}

// wait waits for a request's turn. The pass is to be given back by done.
func (l *limits) wait(ctx context.Context, r route, urgent lane) (*pass, error) {
	p := &pass{limits: l, lane: urgent, route: r, given: make(chan struct{})}
	l.mu.Lock()
	i, _ := slices.BinarySearchFunc(l.line, p.lane+1, func(p *pass, next lane) int { return int(p.lane - next) })
	l.line = slices.Insert(l.line, i, p)
	l.serve()
	l.mu.Unlock()
	select {
	case <-p.given:
		return p, nil
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if p.from != nil {
		return p, nil // given at that moment; the request itself will see that the context has ended
	}
	l.line = slices.DeleteFunc(l.line, func(other *pass) bool { return other == p })
	return nil, ctx.Err()
}

// serve lets go whoever may go now, and comes again when the next one may.
func (l *limits) serve() {
	now := time.Now()
	l.landed = slices.DeleteFunc(l.landed, func(free time.Time) bool { return !free.After(now) })
	next := time.Duration(never)
	l.line = slices.DeleteFunc(l.line, func(p *pass) bool {
		wait := max(l.resume.Sub(now), l.full(now))
		if p.lane != asked {
			wait = max(wait, l.paced.Sub(now))
		}
		if wait <= 0 {
			wait = l.bucket(p.route).wait(now)
		}
		if wait > 0 {
			next = min(next, wait)
			return false
		}
		l.give(p, now)
		return true
	})
	l.again.Reset(next)
}

func (l *limits) give(p *pass, now time.Time) {
	p.from, p.at = l.bucket(p.route), now
	p.from.flying++
	p.from.left--
	l.flying++
	pace := time.Second / time.Duration(l.part)
	if behind := now.Add(-catchUp * pace); l.paced.Before(behind) {
		l.paced = behind
	}
	l.paced = l.paced.Add(pace)
	close(p.given)
}

// full is how long no request may be made because of those made already.
func (l *limits) full(now time.Time) time.Duration {
	switch {
	case l.flying+len(l.landed) < l.part:
		return 0
	case len(l.landed) == 0:
		return never
	}
	return slices.MinFunc(l.landed, time.Time.Compare).Sub(now)
}

// done gives a pass back, with the answer if one came. A request keeps its
// place in the budget until a second after it must have arrived: an answer
// that took longer than the quickest one may have taken so on its way there.
// What the quickest takes is believed once a budget of them has come.
func (p *pass) done(a *answer) {
	l, now := p.limits, time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.serve()
	l.flying--
	p.from.flying--
	if a == nil {
		l.landed = append(l.landed, now.Add(time.Second))
		return
	}
	if took := now.Sub(p.at); l.quickest == 0 || took < l.quickest {
		l.quickest = took
	}
	free := now.Add(time.Second)
	if l.answers++; l.answers > budget {
		free = free.Add(-max(0, l.quickest*7/8-time.Millisecond))
	}
	l.landed = append(l.landed, free)
	l.learn(p, a, now)
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
