package bot

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"newshound/commands"
)

const scaleOf = "NEWSHOUND_TEST_FARM" // the farm's URL, in the process that is measured

const manySources = 5000

// TestEvalScale prints what 5,000 sources need: how much memory is resident in
// a process of its own while it polls them all and reads what they said, and
// how long a person waits meanwhile for an answer that is looked up in the
// database.
func TestEvalScale(t *testing.T) {
	if url := os.Getenv(scaleOf); url != "" {
		scale(t, url)
		return
	}
	farm := newFarm(t, manySources)
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestEvalScale$", "-test.timeout=10m")
	child.Env = append(os.Environ(), scaleOf+"="+farm.URL)
	out, err := child.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "5,000") || err != nil {
			fmt.Print(line)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func scale(t *testing.T, url string) {
	b := newBot(t, url, manySources, func() time.Time { return monday })
	go thrift(t.Context())
	var read atomic.Int64
	b.opts.Step = func(name string) {
		if name == "after commit" {
			read.Add(1)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	answers := make(chan []time.Duration)
	go func() { answers <- ask(ctx, b) }()
	for range manySources / claims {
		if err := b.pollDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	report("polled for the first time", <-stopped(stop, answers))
	ctx, stop = context.WithCancel(t.Context())
	go func() { answers <- ask(ctx, b) }()
	until, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := b.readAllArrivals(until); err != nil && until.Err() == nil {
		t.Fatal(err)
	}
	report(fmt.Sprintf("reading for 20 s (%d feeds read)", read.Load()), <-stopped(stop, answers))
}

func stopped(stop func(), answers chan []time.Duration) chan []time.Duration {
	stop()
	return answers
}

// ask looks at a source again and again, as a person would, and returns how
// long each answer took.
func ask(ctx context.Context, b *Bot) (took []time.Duration) {
	desk := b.Desk(nil)
	for ctx.Err() == nil {
		start := time.Now()
		commands.Run(ctx, desk, commands.Request{
			Place: "town", Channel: "town", Person: "ann", Name: "source show", Options: map[string]string{"source": "7"},
		})
		took = append(took, time.Since(start))
		time.Sleep(20 * time.Millisecond)
	}
	slices.Sort(took)
	return took
}

func report(what string, took []time.Duration) {
	status, _ := os.ReadFile("/proc/self/status")
	memory := func(name string) float64 {
		_, rest, _ := strings.Cut(string(status), name+":")
		kb, _ := strconv.Atoi(strings.Fields(rest)[0])
		return float64(kb) / 1024
	}
	fmt.Printf("5,000 sources %-38s %4.0f MB resident, %4.0f at most (bar 64); answers in %v, 99%% in %v, at most %v (bar 100ms)\n", what+":",
		memory("VmRSS"), memory("VmHWM"), took[len(took)/2].Round(time.Millisecond),
		took[len(took)*99/100].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
}
