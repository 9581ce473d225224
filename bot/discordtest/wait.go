package discordtest

import (
	"context"
	"fmt"
	"time"
)

// Request is one REST call that was received.
type Request struct {
	Method, Path, Query string
	Body                string // as JSON, without files
	Status              int    // 0 where the connection was cut instead of an answer
	At                  time.Time
}

// Requests lists the REST calls received so far, oldest first.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

func (s *Server) violate(format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

// notify wakes whoever waits; the caller holds the lock.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait blocks until done, which is called with the lock held, says true.
func (s *Server) wait(ctx context.Context, done func() bool) error {
	for {
		s.mu.Lock()
		ok, changed := done(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// epoch is the first millisecond of Discord's ids.
var epoch = time.UnixMilli(1420070400000)

// nextID makes an id that is larger than all before and carries the time, as Discord's do.
func (s *Server) nextID() string {
	id := uint64(s.now().Sub(epoch).Milliseconds()) << 22
	s.lastID = max(id, s.lastID+1)
	return fmt.Sprint(s.lastID)
}
