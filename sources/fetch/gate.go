package fetch

import (
	"context"
	"strings"
	"sync"
	"time"
)

// A gate lets a few requests at a time through to each host, with a gap
// between their starts.
type gate struct {
	perHost int
	gap     time.Duration

	mu    sync.Mutex
	lanes map[string]*lane
}

type lane struct {
	slots chan struct{}
	users int       // inside or waiting
	next  time.Time // when the next request may start
}

func newGate(perHost int, gap time.Duration) *gate {
	return &gate{perHost: perHost, gap: gap, lanes: map[string]*lane{}}
}

// enter waits for a turn with the host. The caller leaves when it is done.
func (g *gate) enter(ctx context.Context, host string) (leave func(), err error) {
	l := g.join(strings.ToLower(host))
	select {
	case l.slots <- struct{}{}:
	case <-ctx.Done():
		g.part(l)
		return nil, ctx.Err()
	}
	leave = func() { <-l.slots; g.part(l) }
	turn := time.NewTimer(g.start(l))
	defer turn.Stop()
	select {
	case <-turn.C:
		return leave, nil
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
}

// idleLanes is how many hosts are remembered before those whose gap has
// passed are forgotten.
const idleLanes = 1024

func (g *gate) join(host string) *lane {
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.lanes[host]
	if l == nil {
		if len(g.lanes) >= idleLanes {
			g.forget()
		}
		l = &lane{slots: make(chan struct{}, g.perHost)}
		g.lanes[host] = l
	}
	l.users++
	return l
}

func (g *gate) forget() {
	for host, l := range g.lanes {
		if l.users == 0 && !l.next.After(time.Now()) {
			delete(g.lanes, host)
		}
	}
}

func (g *gate) part(l *lane) {
	g.mu.Lock()
	defer g.mu.Unlock()
	l.users--
}

// start books the lane's next start and returns how far off it is.
func (g *gate) start(l *lane) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if l.next.Before(now) {
		l.next = now
	}
	wait := l.next.Sub(now)
	l.next = l.next.Add(g.gap)
	return wait
}
