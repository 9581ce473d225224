package discordtest

import (
	"net/http"
	"time"
)

// Fault is something that goes wrong with one REST call.
type Fault struct {
	// Status answers with this status instead of doing anything, such as 502, with Body as text.
	Status int
	Body   string
	// Header is sent along with Status.
	Header http.Header
	// ResetBefore cuts the connection before the call has any effect.
	ResetBefore bool
	// ResetAfter cuts the connection after the call took its effect, so that the caller cannot know.
	ResetAfter bool
	// Hold blocks the call, before it has any effect, until the channel is closed or the caller leaves.
	Hold <-chan struct{}
	// Delay holds the call for this long.
	Delay time.Duration
}

// Fail asks f about every REST call from now on; f returns nil for one that is to succeed, may read the request's
// body, and f nil ends it.
func (s *Server) Fail(f func(*http.Request) *Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

func (s *Server) faultFor(r *http.Request) *Fault {
	s.mu.Lock()
	f := s.fault
	s.mu.Unlock()
	if f == nil {
		return &Fault{}
	}
	fault := f(r)
	if fault == nil {
		return &Fault{}
	}
	return fault
}

// before applies what comes before the call's effect, and says whether that ended the call.
func (f *Fault) before(w http.ResponseWriter, r *http.Request) bool {
	var delay <-chan time.Time
	if f.Delay > 0 {
		delay = time.After(f.Delay)
	}
	if f.Hold != nil || delay != nil {
		select {
		case <-f.Hold:
		case <-delay:
		case <-r.Context().Done():
			return true
		}
	}
	switch {
	case f.ResetBefore:
		reset(w)
		return true
	case f.Status != 0:
		for key, values := range f.Header {
			w.Header()[key] = values
		}
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte(f.Body))
		return true
	}
	return false
}

// after applies what comes after the call's effect.
func (f *Fault) after(w http.ResponseWriter) bool {
	if f.ResetAfter {
		reset(w)
	}
	return f.ResetAfter
}

func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}
