package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/storage"
)

// a square is a town with many channels, and posts owed to them.
type square struct {
	*town
	channels []*discordtest.Channel
	owed     int
}

func newSquare(t *testing.T, channels int, options ...discordtest.Option) *square {
	t.Helper()
	s := &square{town: newTown(t, options...)}
	for i := range channels {
		s.channels = append(s.channels, s.Guild(fmt.Sprint("Town ", i)).Text("news"))
	}
	return s
}

// owe owes n more posts, to each channel in turn.
func (s *square) owe(db *storage.DB, n int) error {
	err := db.Tx(s.ctx, func(tx *storage.Tx) error {
		for i := range n {
			if err := owePost(s.ctx, tx, s.to(s.owed+i), title(s.owed+i)); err != nil {
				return err
			}
		}
		return nil
	})
	s.owed += n
	return err
}

func (s *square) oweNow(n int) {
	s.t.Helper()
	db, err := storage.Open(s.ctx, s.db)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	if err := s.owe(db, n); err != nil {
		s.t.Fatal(err)
	}
}

func (s *square) to(i int) *discordtest.Channel { return s.channels[i%len(s.channels)] }

func title(i int) string { return fmt.Sprintf("Post %d", i) }

func shows(m discordtest.Message, i int) bool { return strings.Contains(m.Text(), "["+title(i)+"]") }

// waitAll waits until every channel has its last post, and with it those
// before, and until the program knows that they stand.
func (s *square) waitAll() {
	s.t.Helper()
	for i := max(0, s.owed-len(s.channels)); i < s.owed; i++ {
		if _, err := s.WaitMessage(s.ctx, s.to(i), func(m discordtest.Message) bool { return shows(m, i) }); err != nil {
			s.t.Fatalf("%s does not stand: %v", title(i), err)
		}
	}
	db, err := storage.Open(s.ctx, s.db)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		owing, err := db.OwedChannels(s.ctx, time.Now().Add(time.Hour))
		if err != nil {
			s.t.Fatalf("the program goes on sending: %v", err)
		}
		if len(owing) == 0 {
			return
		}
		<-tick.C
	}
}

// expectOnce holds every channel to its posts, each once and in order.
func (s *square) expectOnce() {
	s.t.Helper()
	for n, c := range s.channels {
		next := n
		for _, m := range s.Messages(c) {
			if !shows(m, next) {
				s.t.Errorf("channel %d shows %q where %q belongs", n, m.Text(), title(next))
				return
			}
			next += len(s.channels)
		}
		if next < s.owed {
			s.t.Errorf("channel %d lacks %q", n, title(next))
		}
	}
}

func isPost(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/messages")
}

// Whatever goes wrong on the way to Discord, each post stands once.
func TestEachPostOnce(t *testing.T) {
	for name, fault := range map[string]func(n int64) *discordtest.Fault{
		"reset after it arrived": func(n int64) *discordtest.Fault { return only(n%3 == 0, &discordtest.Fault{ResetAfter: true}) },
		"reset before":           func(n int64) *discordtest.Fault { return only(n%3 == 0, &discordtest.Fault{ResetBefore: true}) },
		"bursts of 5xx": func(n int64) *discordtest.Fault {
			return only(n%20 < 10, &discordtest.Fault{Status: 500 + int(n%5)})
		},
		"too many": func(n int64) *discordtest.Fault {
			return only(n%4 == 0, &discordtest.Fault{Status: 429, Body: `{"message": "", "retry_after": 0.5, "global": false}`,
				Header: http.Header{"Retry-After": {"1"}, "X-Ratelimit-Scope": {"shared"}}})
		},
		"blocked by a proxy": func(n int64) *discordtest.Fault {
			return only(n == 5, &discordtest.Fault{Status: 429, Body: "<html>error code: 1015</html>", Header: http.Header{"Retry-After": {"1"}}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSquare(t, 10)
			s.oweNow(30)
			var posts atomic.Int64
			s.Fail(func(r *http.Request) *discordtest.Fault {
				if !isPost(r) {
					return nil
				}
				return fault(posts.Add(1))
			})
			s.run("never", 0)
			s.waitAll()
			s.expectOnce()
		})
	}
}

func only(when bool, f *discordtest.Fault) *discordtest.Fault {
	if !when {
		return nil
	}
	return f
}

// After a quarter of an hour without Discord, of which the posts under way may
// have arrived before, each still stands once: nonces are forgotten by then.
func TestOutage(t *testing.T) {
	t.Parallel()
	s := newSquare(t, 10, discordtest.NonceWindow(time.Nanosecond))
	s.oweNow(20)
	arrived := make(chan struct{}, 100)
	var posts atomic.Int64
	s.Fail(func(r *http.Request) *discordtest.Fault {
		if !isPost(r) {
			return &discordtest.Fault{Status: http.StatusServiceUnavailable}
		}
		defer func() { arrived <- struct{}{} }()
		if n := posts.Add(1); n%2 == 0 {
			return &discordtest.Fault{ResetAfter: true}
		} else if n > 10 {
			return &discordtest.Fault{Status: http.StatusBadGateway}
		}
		return nil
	})
	first := s.run("never", 0)
	for range 10 {
		<-arrived
	}
	s.Fail(func(*http.Request) *discordtest.Fault {
		return &discordtest.Fault{Status: http.StatusServiceUnavailable}
	})
	first.kill()
	s.Fail(nil)
	s.run("never", 15*time.Minute)
	s.waitAll()
	s.expectOnce()
}
