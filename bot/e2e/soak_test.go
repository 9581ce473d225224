package e2e

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"newshound/bot/discordtest"
	"newshound/storage"
)

const (
	soakRate = 40 // posts a second
	lifetime = 20 * time.Second
)

// faults are what goes wrong in a soak, and with how many requests of a
// thousand.
var faults = []struct {
	name  string
	often int
	fault discordtest.Fault
}{
	{"reset after it arrived", 15, discordtest.Fault{ResetAfter: true}},
	{"reset before", 15, discordtest.Fault{ResetBefore: true}},
	{"5xx", 15, discordtest.Fault{Status: http.StatusBadGateway, Body: "<html>bad gateway</html>"}},
	{"429", 15, discordtest.Fault{Status: http.StatusTooManyRequests, Body: `{"message": "", "retry_after": 0.5, "global": false}`,
		Header: http.Header{"Retry-After": {"1"}, "X-Ratelimit-Scope": {"shared"}}}},
}

// injector counts the faults that it injects.
type injector struct {
	mu     sync.Mutex
	chance *rand.Rand
	counts map[string]int
}

func (i *injector) next(*http.Request) *discordtest.Fault {
	i.mu.Lock()
	defer i.mu.Unlock()
	n := i.chance.IntN(1000)
	for _, f := range faults {
		if n -= f.often; n < 0 {
			i.counts[f.name]++
			return &f.fault
		}
	}
	return nil
}

// TestSoak owes forty posts a second to 200 channels while requests fail and
// the program is killed every 20 s. Every post stands once, in order. It
// takes 20 s, or as long as NEWSHOUND_SOAK says.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	length := lifetime
	if s := os.Getenv("NEWSHOUND_SOAK"); s != "" {
		var err error
		if length, err = time.ParseDuration(s); err != nil {
			t.Fatal(err)
		}
	}
	s := newSquare(t, 200)
	var cancel context.CancelFunc
	s.ctx, cancel = context.WithTimeout(t.Context(), length+3*time.Minute)
	defer cancel()
	in := &injector{chance: rand.New(rand.NewPCG(1, 2)), counts: map[string]int{}}
	s.Fail(in.next)
	began := time.Now()
	kills := s.soak(began, length)
	owing := time.Since(began)
	s.waitAll()
	fmt.Printf("soak of %v: %d posts owed, %.1f/s; all stand %v after the last was owed; killed %d times; injected %v\n",
		owing.Round(time.Second), s.owed, float64(s.owed)/owing.Seconds(), (time.Since(began) - owing).Round(time.Millisecond), kills, in.counts)
	fmt.Printf("from owed to standing: %v\n", s.waits(began))
	s.expectOnce()
}

// soak owes posts for so long, as many as the time since it began asks for,
// and has the program run and die.
func (s *square) soak(began time.Time, length time.Duration) (kills int) {
	s.t.Helper()
	db, err := storage.Open(s.ctx, s.db)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	p := s.run("never", 0)
	tick, end := time.NewTicker(time.Second/4), time.After(length)
	defer tick.Stop()
	death := time.NewTicker(min(lifetime, length/2))
	defer death.Stop()
	for {
		select {
		case <-tick.C:
			due := int(time.Since(began) * soakRate / time.Second)
			if err := s.owe(db, due-s.owed); err != nil {
				s.t.Fatal(err)
			}
		case <-death.C:
			p.kill()
			kills++
			p = s.run("never", 0)
		case <-end:
			return kills
		}
	}
}

// waits says how long posts waited, by their number and the time that stands
// in their message's ID.
func (s *square) waits(began time.Time) string {
	const epoch = 1420070400000 // milliseconds; docs/reference#snowflakes
	var all []time.Duration
	for n, c := range s.channels {
		for k, m := range s.Messages(c) {
			id, _ := strconv.ParseInt(m.ID, 10, 64)
			due := began.Add(time.Duration(n+k*len(s.channels)) * time.Second / soakRate)
			all = append(all, time.UnixMilli(id>>22+epoch).Sub(due))
		}
	}
	slices.Sort(all)
	var out []string
	for _, percent := range []int{50, 95, 99, 100} {
		out = append(out, fmt.Sprintf("%d %% within %v", percent, all[(len(all)-1)*percent/100].Round(10*time.Millisecond)))
	}
	return strings.Join(out, ", ")
}
