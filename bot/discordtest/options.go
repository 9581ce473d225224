package discordtest

import (
	"time"
)

// Option changes how strict a Server is, or its clock.
type Option func(*settings)

type settings struct {
	now            func() time.Time
	tolerant       bool
	unlimited      bool
	nonceWindow    time.Duration
	answerWithin   time.Duration
	heartbeat      time.Duration
	identifyWindow time.Duration
	concurrency    int
	identifyTotal  int
	shards         int
	privileged     int
}

func defaults() settings {
	return settings{
		now:            time.Now,
		nonceWindow:    3 * time.Minute,
		answerWithin:   3 * time.Second,
		heartbeat:      41250 * time.Millisecond,
		identifyWindow: 5 * time.Second,
		concurrency:    1,
		identifyTotal:  1000,
		shards:         1,
	}
}

// Clock sets the clock behind ids, timestamps, rate limits, nonces and the life of interaction tokens.
func Clock(now func() time.Time) Option { return func(s *settings) { s.now = now } }

// Tolerant keeps violations from failing the test by themselves.
func Tolerant() Option { return func(s *settings) { s.tolerant = true } }

// Unlimited turns the rate limits of REST off.
func Unlimited() Option { return func(s *settings) { s.unlimited = true } }

// NonceWindow sets for how long enforce_nonce knows a nonce. Discord says "a few minutes"; 3 here.
func NonceWindow(d time.Duration) Option { return func(s *settings) { s.nonceWindow = d } }

// AnswerWithin sets how soon an interaction must get its first answer, instead of within 3 s.
func AnswerWithin(d time.Duration) Option { return func(s *settings) { s.answerWithin = d } }

// Heartbeat sets the interval that the gateway asks for, instead of 41.25 s.
func Heartbeat(d time.Duration) Option { return func(s *settings) { s.heartbeat = d } }

// Identifies sets how many identifies are allowed at once and in what window, instead of 1 in 5 s,
// and how many before the token is reset, instead of 1000.
func Identifies(concurrency int, window time.Duration, total int) Option {
	return func(s *settings) { s.concurrency, s.identifyWindow, s.identifyTotal = concurrency, window, total }
}

// Shards sets how many shards Get Gateway Bot recommends.
func Shards(n int) Option { return func(s *settings) { s.shards = n } }

// Privileged allows privileged intents, which are refused with close code 4014 otherwise.
func Privileged(intents int) Option { return func(s *settings) { s.privileged = intents } }
