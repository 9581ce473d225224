package discord

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"newshound/bot"
	"newshound/bot/discordtest"
)

var (
	toOne   = routeOf("POST", "/channels/1/messages")
	toTwo   = routeOf("POST", "/channels/2/messages")
	editOne = routeOf("PATCH", "/channels/1/messages/7")
)

func said(status int, body string, pairs ...string) *answer {
	a := &answer{status, http.Header{}, []byte(body)}
	for i := 0; i < len(pairs); i += 2 {
		a.header.Set(pairs[i], pairs[i+1])
	}
	return a
}

func bucketSays(name, left, after string) []string {
	return []string{"X-RateLimit-Bucket", name, "X-RateLimit-Limit", "5", "X-RateLimit-Remaining", left, "X-RateLimit-Reset-After", after}
}

// ask makes a request that gets an answer at once, and says how long it
// waited.
func ask(t *testing.T, l *limits, r route, a *answer) time.Duration {
	t.Helper()
	began := time.Now()
	p, err := l.wait(t.Context(), r, asked)
	if err != nil {
		t.Fatal(err)
	}
	p.done(a)
	return time.Since(began)
}

func TestAnswersTellWhatToWaitFor(t *testing.T) {
	const html = "<html>error code: 1015</html>"
	for name, c := range map[string]struct {
		answer      *answer
		same, other time.Duration // until the same route, and another channel's, may be asked again
	}{
		"room":             {said(200, "{}", bucketSays("b", "3", "4.5")...), 0, 0},
		"none left":        {said(200, "{}", bucketSays("b", "0", "4.5")...), 4500 * time.Millisecond, 0},
		"no limits":        {said(200, "{}"), 0, 0},
		"too early":        {said(429, `{"retry_after": 1.25, "global": false}`, "Retry-After", "2"), 1250 * time.Millisecond, 0},
		"shared":           {said(429, `{"retry_after": 3}`, "Retry-After", "3", "X-RateLimit-Scope", "shared"), 3 * time.Second, 0},
		"global":           {said(429, `{"retry_after": 2, "global": true}`, "Retry-After", "2", "X-RateLimit-Global", "true"), 2 * time.Second, 2 * time.Second},
		"blocked":          {said(429, html, "Retry-After", "30"), 30 * time.Second, 30 * time.Second},
		"refused by proxy": {said(403, html), blocked, blocked},
		"refused":          {said(403, `{"code": 50013}`), 0, 0},
		"broken":           {said(502, html), 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLimits()
				defer l.again.Stop()
				ask(t, l, toOne, c.answer)
				ok := said(200, "{}", bucketSays("b", "4", "5")...)
				other := ask(t, l, toTwo, ok)
				same := other + ask(t, l, toOne, ok)
				if near(same, c.same) && near(other, c.other) {
					return
				}
				t.Errorf("waited %v for the same route and %v for another, want %v and %v", same, other, c.same, c.other)
			})
		})
	}
}

func near(got, want time.Duration) bool { return got >= want && got <= want+2*rounded }

// Routes whose answers name the same bucket share it, each channel by itself.
func TestRoutesShareBuckets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		defer l.again.Stop()
		ask(t, l, editOne, said(200, "{}", bucketSays("b", "4", "5")...))
		ask(t, l, toOne, said(200, "{}", bucketSays("b", "0", "5")...))
		if wait := ask(t, l, toTwo, said(200, "{}", bucketSays("b", "4", "5")...)); wait != 0 {
			t.Errorf("another channel waited %v", wait)
		}
		if wait := ask(t, l, editOne, said(200, "{}")); !near(wait, 5*time.Second) {
			t.Errorf("the route that shares the bucket waited %v, want 5s", wait)
		}
	})
}

func TestUrgentGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		defer l.again.Stop()
		l.resume = time.Now().Add(time.Second)
		var mu sync.Mutex
		var got []lane
		for _, urgent := range []lane{edits, digests, alerts, asked, edits, asked} {
			go func() {
				p, err := l.wait(t.Context(), route{}, urgent)
				mu.Lock()
				defer mu.Unlock()
				got = append(got, urgent)
				if err == nil {
					p.done(said(502, "")) // tells nothing, so that they go one by one
				}
			}()
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if want := []lane{asked, asked, alerts, digests, edits, edits}; !slices.Equal(got, want) {
			t.Errorf("lanes went in the order %v, want %v", got, want)
		}
	})
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		defer l.again.Stop()
		l.resume = time.Now().Add(time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := l.wait(ctx, toOne, asked); !errors.Is(err, context.DeadlineExceeded) || len(l.line) > 0 {
			t.Errorf("got %v, with %d left in line", err, len(l.line))
		}
	})
}

// However long requests and answers take, no second sees more of them arrive
// than the budget, and little less than the budget.
func TestNoSecondSeesMoreThanTheBudget(t *testing.T) {
	for name, jitter := range map[string]time.Duration{"steady": 1, "uneven": 40 * time.Millisecond, "wild": time.Second} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLimits()
				defer l.again.Stop()
				const n, way = 2000, 15 * time.Millisecond
				var mu sync.Mutex
				var arrived []time.Time
				var all sync.WaitGroup
				chance := rand.New(rand.NewPCG(1, 2))
				for range n {
					late := max(0, time.Duration(chance.Int64N(int64(2*jitter)))-jitter)
					all.Go(func() {
						p, err := l.wait(context.Background(), route{name: "any"}, alerts)
						if err != nil {
							return
						}
						time.Sleep(way + late)
						mu.Lock()
						arrived = append(arrived, time.Now())
						mu.Unlock()
						time.Sleep(way)
						p.done(said(200, "{}"))
					})
				}
				all.Wait()
				slices.SortFunc(arrived, time.Time.Compare)
				for i := budget; i < n; i++ {
					if within := arrived[i].Sub(arrived[i-budget]); within < time.Second {
						t.Fatalf("%d requests arrived within %v", budget+1, within)
					}
				}
				perSecond := n / arrived[n-1].Sub(arrived[0]).Seconds()
				t.Logf("%.1f/s", perSecond)
				if jitter == 1 && perSecond < 49 {
					t.Errorf("%.1f requests a second arrived, want 49", perSecond)
				}
			})
		})
	}
}

// What a proxy says is no verdict on a post.
func TestProxyRefusesNoPost(t *testing.T) {
	s := newStage(t)
	s.Fail(func(*http.Request) *discordtest.Fault {
		return &discordtest.Fault{Status: http.StatusForbidden, Body: "<html>blocked</html>", Header: http.Header{"Retry-After": {"40"}}}
	})
	_, err := s.chat.Send(t.Context(), s.channel.ID, "n1", post(card()))
	if later := (bot.NotYet{}); !errors.As(err, &later) || later.Wait != 40*time.Second {
		t.Errorf("got %v, want to wait 40s", err)
	}
}

// Processes that share the token keep to their parts of the budget.
func TestShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		defer l.again.Stop()
		l.share(5)
		began, n := time.Now(), 0
		for ; time.Since(began) < 10*time.Second; n++ {
			p, err := l.wait(t.Context(), route{name: "any"}, alerts)
			if err != nil {
				t.Fatal(err)
			}
			p.done(said(200, "{}"))
		}
		if n < 95 || n > 110 {
			t.Errorf("%d requests in 10 s, want a fifth of %d a second", n, budget)
		}
	})
}
