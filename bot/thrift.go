package bot

import (
	"context"
	"math"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A small machine has no room for garbage, a large one has no time to collect
// it at every turn. So memory is limited to what thousands of sources need,
// or where more of it lives, to half as much again.

const (
	thriftGap    = 2 * time.Second
	leastMemory  = 26 << 20 // bytes, of the Go heap and what belongs to it
	besideMemory = 8 << 20  // bytes, of what belongs to it
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
		debug.SetMemoryLimit(max(leastMemory, besideMemory+int64(live[0].Value.Uint64())*3/2))
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
