package fetch

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestGateIsPoliteToEachHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(2, time.Second)
		begin := time.Now()
		var inside, most atomic.Int32
		for range 6 {
			go func() {
				leave, err := g.enter(t.Context(), "Example.com")
				if err != nil {
					t.Error(err)
					return
				}
				most.Store(max(most.Load(), inside.Add(1)))
				time.Sleep(5 * time.Second) // the clock of the bubble, not of the wall
				inside.Add(-1)
				leave()
			}()
		}
		leave, err := g.enter(t.Context(), "other.example")
		if err != nil || time.Since(begin) != 0 {
			t.Errorf("another host waited %v, %v", time.Since(begin), err)
		}
		leave()
		time.Sleep(time.Minute)
		synctest.Wait()
		if most.Load() != 2 {
			t.Errorf("%d requests at once", most.Load())
		}
	})
}

func TestGateKeepsAGap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(2, time.Second)
		begin := time.Now()
		for range 4 {
			leave, err := g.enter(t.Context(), "example.com")
			if err != nil {
				t.Fatal(err)
			}
			leave()
		}
		if got := time.Since(begin); got != 3*time.Second {
			t.Errorf("four starts took %v", got)
		}
	})
}

func TestGateGivesUpWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, time.Hour)
		stay, err := g.enter(t.Context(), "example.com")
		if err != nil {
			t.Fatal(err)
		}
		for _, what := range []string{"a slot", "the gap"} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			_, err = g.enter(ctx, "example.com")
			cancel()
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("waiting for %s: %v", what, err)
			}
			if what == "a slot" {
				stay()
			}
		}
		if g.lanes["example.com"].users != 0 {
			t.Error("who gave up is still counted")
		}
	})
}

func TestGateForgetsIdleHosts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, time.Second)
		for i := range 3 * idleLanes {
			leave, err := g.enter(t.Context(), string(rune('a'+i)))
			if err != nil {
				t.Fatal(err)
			}
			leave()
			time.Sleep(time.Second)
		}
		if len(g.lanes) > idleLanes {
			t.Errorf("%d hosts are remembered", len(g.lanes))
		}
	})
}
