package bot

import (
	"context"
	"math"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A small machine has no room for garbage, a large one has no time to collect
// it at every turn. So memory is limited to what lives, and half as much again
// or a few megabytes.

const (
	thriftGap  = 2 * time.Second
	leastSpare = 12 << 20 // bytes, for garbage and for what the runtime needs itself
)

// thrift keeps the limit until the context ends. One that the operator has
// set by GOMEMLIMIT stays.
func thrift(ctx context.Context) {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	defer debug.SetMemoryLimit(math.MaxInt64)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	tick := time.NewTicker(thriftGap)
	defer tick.Stop()
	for {
		metrics.Read(live)
		lives := int64(live[0].Value.Uint64())
		debug.SetMemoryLimit(lives + max(leastSpare, lives/2))
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
