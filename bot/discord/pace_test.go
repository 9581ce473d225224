package discord

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newshound/bot/discordtest"
	"newshound/commands"
)

// A sender sends a text to a channel, with all that it does about limits.
type sender func(ctx context.Context, channel, text string) error

// A pacer is one way to send, by so many workers at a time; 0 for one a
// channel, as the bot has.
type pacer struct {
	name    string
	workers int
	make    func(*discordtest.Server) sender
}

var pacers = []pacer{
	{"newshound", 0, func(s *discordtest.Server) sender {
		chat, _ := New(Options{Token: s.Token, API: s.URL(), Log: slog.New(slog.DiscardHandler)})
		return func(ctx context.Context, channel, text string) error {
			_, err := chat.Send(ctx, channel, text, commands.Reply{Text: commands.Say("%v", text)})
			return err
		}
	}},
	{"discordgo, 64 goroutines", 64, plainly},
	{"discordgo, 8 goroutines", 8, plainly},
}

func plainly(s *discordtest.Server) sender {
	session, _ := discordgo.New("Bot " + s.Token)
	session.Client = &http.Client{Transport: s.Transport()}
	session.UserAgent = userAgent
	return func(ctx context.Context, channel, text string) error {
		_, err := session.ChannelMessageSend(channel, text, discordgo.WithContext(ctx))
		return err
	}
}

// a rush sends each channel's messages in order, and says how long after the
// start each was sent, until all but those of one channel are.
type rush struct {
	*discordtest.Server
	channels []string
	apart    string // a channel that nobody waits for
}

func newRush(t *testing.T, channels int) rush {
	r := rush{Server: discordtest.New(t, discordtest.Tolerant())}
	for i := range channels {
		r.channels = append(r.channels, r.Guild(fmt.Sprint(i)).Text("news").ID)
	}
	return r
}

func (r rush) run(t *testing.T, p pacer, queue []string) (sent []time.Duration) {
	send := p.make(r.Server)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	next, workers := shared(queue), p.workers
	if workers == 0 {
		next, workers = apart(queue), len(r.channels)
	}
	var mu sync.Mutex
	var waited sync.WaitGroup
	waited.Add(len(queue) - count(queue, r.apart))
	began := time.Now()
	for worker := range workers {
		go func() {
			for n := 0; ; n++ {
				channel, ok := next(worker)
				if !ok || ctx.Err() != nil {
					return
				}
				if err := send(ctx, channel, fmt.Sprint("post ", worker, " ", n)); err != nil && ctx.Err() == nil {
					t.Errorf("%s: %v", p.name, err)
				}
				if channel != r.apart {
					mu.Lock()
					sent = append(sent, time.Since(began))
					mu.Unlock()
					waited.Done()
				}
			}
		}()
	}
	waited.Wait()
	return sent
}

// shared hands a queue out to whoever asks.
func shared(queue []string) func(int) (string, bool) {
	c := make(chan string, len(queue))
	for _, q := range queue {
		c <- q
	}
	close(c)
	return func(int) (string, bool) { channel, ok := <-c; return channel, ok }
}

// apart hands each worker one channel's part of a queue.
func apart(queue []string) func(int) (string, bool) {
	var names []string
	for _, q := range queue {
		if !slices.Contains(names, q) {
			names = append(names, q)
		}
	}
	left := make([]int, len(names))
	for i, name := range names {
		left[i] = count(queue, name)
	}
	return func(worker int) (string, bool) {
		if worker >= len(names) || left[worker] == 0 {
			return "", false
		}
		left[worker]--
		return names[worker], true
	}
}

func count(queue []string, channel string) (n int) {
	for _, q := range queue {
		if q == channel {
			n++
		}
	}
	return n
}

func (r rush) refused() (n int) {
	for _, q := range r.Requests() {
		if q.Status == http.StatusTooManyRequests {
			n++
		}
	}
	return n
}

// amount is how much to send: less, where not the full figures are asked for.
func amount(full, less int) int {
	if os.Getenv("NEWSHOUND_EVAL") == "full" {
		return full
	}
	return less
}

// TestEvalPace prints how fast messages go out to 200 channels, and how many
// requests are refused on the way, beside discordgo alone.
func TestEvalPace(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	n := amount(1000, 200)
	fmt.Printf("%-26s %10s %8s   (%d messages to 200 channels; bar: 48/s, no 429)\n", "", "messages/s", "429s", n)
	for _, p := range pacers {
		r := newRush(t, 200)
		var queue []string
		for i := range n {
			queue = append(queue, r.channels[i%len(r.channels)])
		}
		sent := r.run(t, p, queue)
		fmt.Printf("%-26s %10.1f %8d\n", p.name, float64(n)/slices.Max(sent).Seconds(), r.refused())
		if refused := r.refused(); p.workers == 0 && refused > 0 {
			t.Errorf("%d requests were refused, want none", refused)
		}
		if rate := float64(n) / slices.Max(sent).Seconds(); p.workers == 0 && n == 1000 && rate < 48 {
			t.Errorf("%.1f messages a second went out, want 48", rate)
		}
	}
}

// TestEvalBusy prints how much longer 100 messages to other channels wait
// when one channel has many waiting.
func TestEvalBusy(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	crowd := amount(60, 15)
	fmt.Printf("%-26s %10s %10s %8s   (beside a channel with %d waiting; bar: less than 10 %% longer)\n", "mean wait", "alone", "beside", "longer", crowd)
	for _, p := range pacers {
		var mean [2]time.Duration
		for busy := range 2 {
			r := newRush(t, 51)
			r.apart = r.channels[50]
			var queue []string
			for i := range 100 {
				if queue = append(queue, r.channels[i%50]); i < crowd && busy == 1 {
					queue = append(queue, r.apart)
				}
			}
			for _, after := range r.run(t, p, queue) {
				mean[busy] += after / 100
			}
		}
		longer := 100 * (float64(mean[1])/float64(mean[0]) - 1)
		fmt.Printf("%-26s %10v %10v %7.0f%%\n", p.name, mean[0].Round(time.Millisecond), mean[1].Round(time.Millisecond), longer)
		if p.workers == 0 && crowd == 60 && longer >= 10 {
			t.Errorf("the others waited %.0f %% longer, want less than 10", longer)
		}
	}
}
