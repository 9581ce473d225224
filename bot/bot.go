// Package bot is what runs: it polls sources, reads what is new, groups it
// into stories, matches it against follows and alerts, and owes and sends
// posts. One article's way is that of the files
//
//	due.go      when a source is worth asking again
//	poll.go     it is due: fetch its feed, keep what it says as an arrival
//	arrivals.go arrivals are read, each source's in their order
//	sift.go     what is new in one, and what has changed
//	read.go     full text, language, summary, hashtags
//	teaser.go   whether a page tells what its feed's teaser says
//	take.go     one transaction: keep, group, match, owe
//	withhold.go what is no news, and what is too much at once
//	group.go    which story it belongs to
//	match.go    which follows and alerts it answers
//	judge.go    when each alert may speak
//	owe.go      what that makes the bot post, or edit
//	update.go   an update leads back to the earlier post
//	hold.go     what may not be said yet: held, then said together
//	grow.go     how often old messages are edited
//	send.go     one channel's posts, in order, each once
//	closed.go   a channel that takes none: paused, probed
//	stuck.go    a message that no try brings through: passed over, set aside
//	lost.go     a person who no longer sees a channel: their alerts are paused
//	late.go     what waited too long: into a digest
//	digest.go   one channel's digest
//	tell.go     what is new, for those who follow a story
//	publish.go  what stands goes to the servers that follow its channel
//	notice.go   a source fails, is back, is gone
//	jobs.go     who does what, and when
package bot

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"newshound/commands"
	"newshound/sources/fetch"
	"newshound/storage"
)

// A Chat is where posts go.
type Chat interface {
	// Send posts a message and returns its ID. A message with the nonce of one
	// that was sent in the last minutes is that one, and is not sent again.
	// Errors are Refused, Closed, NotYet, or anything else when nobody knows whether
	// the message arrived.
	Send(ctx context.Context, channel, nonce string, r commands.Reply) (message string, err error)
	// Edit makes a message say something else. Its errors are TooOften, too.
	Edit(ctx context.Context, channel, message string, r commands.Reply) error
	// Find returns the ID of the message that says this, if it stands among
	// the channel's since a time, or "".
	Find(ctx context.Context, channel string, since time.Time, r commands.Reply) (message string, err error)
	// Link is the address of a channel's message of a place, "" where messages
	// have none.
	Link(ctx context.Context, place, channel, message string) string
	// Publish gives a message of an announcement channel to the servers that
	// follow it. What was published already is.
	Publish(ctx context.Context, channel, message string) error
	// Sees says whether a person of a place can view a channel, their own
	// direct messages or one of the place's; "" when they can.
	Sees(ctx context.Context, place, channel, person string) (storage.Lost, error)
}

// Refused says that a message will never be taken as it is.
type Refused struct{ Reason string }

func (r Refused) Error() string { return "refused: " + r.Reason }

// NotYet says that a message was not taken, and may be sent again after a
// while.
type NotYet struct {
	Wait   time.Duration // that the chat asked for; 0 if it just failed
	Reason string
}

func (n NotYet) Error() string { return "not yet: " + n.Reason }

// TooOften says that a message was not edited because too many old ones have
// been.
type TooOften struct{ Reason string }

func (t TooOften) Error() string { return "edited too often: " + t.Reason }

// Options are how a bot runs. Zero values mean the defaults in brackets.
type Options struct {
	Poll        cron.Schedule // when to look for due sources
	MinInterval time.Duration // between polls of one source (2m)
	MaxInterval time.Duration // between polls of one that fails (6h)
	Keep        time.Duration // how long articles' text is kept (90 days)
	MaxAge      time.Duration // after its own date, an article that is first seen is old (3 days)
	Tick        time.Duration // how often what is owed is looked for (5s)
	EditGap     time.Duration // between edits of one message (1m)
	Alerts      int           // that a person may have in a place (50)
	PlaceAlerts int           // that a place may have (500)
	Terminal    bool          // the chat is a terminal's
	Now         func() time.Time
	Step        func(name string) // told of each step that was taken; for tests that stop there
}

// A Bot runs over one database, for one chat.
type Bot struct {
	db   *storage.DB
	web  *fetch.Client
	chat Chat
	log  *slog.Logger
	opts Options

	jobs     *jobs
	thinking chan struct{} // has room for those who may use the processor at length

	took sync.Map // how long sources took to answer last, by ID

	taking  sync.Mutex // held while articles are grouped and matched
	stories stories
	queries queries
}

// New makes a bot. Run runs it.
func New(db *storage.DB, web *fetch.Client, chat Chat, log *slog.Logger, o Options) (*Bot, error) {
	def(&o.MinInterval, 2*time.Minute)
	def(&o.MaxInterval, 6*time.Hour)
	def(&o.Keep, 90*24*time.Hour)
	def(&o.MaxAge, 3*24*time.Hour)
	def(&o.Tick, 5*time.Second)
	def(&o.EditGap, time.Minute)
	def(&o.Alerts, 50)
	def(&o.PlaceAlerts, 500)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Step == nil {
		o.Step = func(string) {}
	}
	b := &Bot{db: db, web: web, chat: chat, log: log, opts: o}
	if !db.Shared() {
		b.stories.most = mostGrouped
	}
	b.thinking = make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1))
	var err error
	if b.jobs, err = newJobs(b); err != nil {
		return nil, fmt.Errorf("cannot set the jobs up: %w", err)
	}
	return b, nil
}

func def[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// think does work that takes the processor. It leaves one to those who ask
// something meanwhile.
func (b *Bot) think(work func()) {
	b.thinking <- struct{}{}
	defer func() { <-b.thinking }()
	work()
}

func (b *Bot) now() time.Time { return b.opts.Now() }

// Desk is what commands work with. posts tells whether the bot may post to a
// channel of a place.
func (b *Bot) Desk(posts func(ctx context.Context, place, channel string) error) *commands.Desk {
	return &commands.Desk{
		DB: b.db, Web: b.web, Log: b.log, Now: b.opts.Now,
		Read: b.ReadPage, Open: b.open, Check: b.poll, Wake: b.wake, Posts: posts, Coverage: b.coverage, Took: b.tookLast, Related: b.related,
		MaxAlerts: b.opts.Alerts, MaxPlaceAlerts: b.opts.PlaceAlerts,
	}
}

// open gets what stands at a URL.
func (b *Bot) open(ctx context.Context, address string) ([]byte, error) {
	res, err := b.web.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

// Run works until the context ends, then lets what is under way finish, ten
// seconds at most.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.jobs.start(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // ended before it began
		}
		return err
	}
	go thrift(ctx)
	<-ctx.Done()
	return b.jobs.stop()
}
