package bot

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
	"github.com/robfig/cron/v3"

	"newshound/storage"
)

// Work is handed out by River: it says who does what, and when. What is owed
// stands in our tables, so that a sweep rebuilds every job that was lost; no
// job is retried by River itself. Of each job below there is at most one at a
// time, in all processes together.
type (
	dueJob    struct{}                  // finds sources that are due
	pollJob   struct{ Sources []int64 } // polls them
	readJob   struct{}                  // reads what polls have found
	owedJob   struct{}                  // finds channels and digests that are owed something
	sendJob   struct{ Channel string }  // sends one channel's posts
	digestJob struct{ Digest int64 }    // writes one digest
	tellJob   struct{}                  // tells those who follow stories what is new
	heldJob   storage.Holding           // lets one channel have what was held for it
	keepJob   struct{}                  // forgets what has been kept long enough

	publishJob struct{} // publishes what stands in announcement channels
)

func (dueJob) Kind() string    { return "due" }
func (pollJob) Kind() string   { return "poll" }
func (readJob) Kind() string   { return "read" }
func (owedJob) Kind() string   { return "owed" }
func (sendJob) Kind() string   { return "send" }
func (digestJob) Kind() string { return "digest" }
func (tellJob) Kind() string   { return "tell" }
func (heldJob) Kind() string   { return "held" }
func (keepJob) Kind() string   { return "keep" }

func (publishJob) Kind() string { return "publish" }

const (
	jobTimeout  = time.Minute
	rescueAfter = 90 * time.Second // a job that ran this long died with its process
	stopTimeout = 9 * time.Second
	claimFor    = 10 * time.Minute // a source claimed and not polled is due again then
	batch       = 50               // sources a job
	claims      = 1000             // sources a sweep

	// Most of them wait for their channel's limit, and must not keep others.
	channelsAtOnce = 1000
)

// Queues: sends go where their chat is, so that a terminal and a bot can
// share a database.
const (
	Terminal     = "console" // the place, channel and person at a terminal
	queueDiscord = "discord"
	queuePolls   = "polls"
	queueReading = "reading"
	queueSweeps  = "sweeps" // and digests: what must not wait for slow sources
)

// queueOf is the queue of a channel's chat.
func queueOf(channel string) string {
	if channel == Terminal || channel == "@"+Terminal {
		return Terminal
	}
	return queueDiscord
}

// once keeps a job from being handed out while another like it waits or runs.
func once(queue string) *river.InsertOpts {
	return &river.InsertOpts{Queue: queue, MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
		rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}}}
}

type jobs struct {
	client *river.Client[*sql.Tx]
	db     *storage.DB
	log    *slog.Logger
}

func newJobs(b *Bot) (*jobs, error) {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[dueJob]) error { return b.due(ctx) }))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[pollJob]) error { return b.pollAll(ctx, j.Args.Sources) }))
	river.AddWorker(workers, river.WorkFunc(b.readNew))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[owedJob]) error { return b.owed(ctx) }))
	river.AddWorker(workers, river.WorkFunc(b.sendAll))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[digestJob]) error { return b.digest(ctx, j.Args.Digest) }))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[tellJob]) error { return b.tellAll(ctx) }))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[heldJob]) error { return b.release(ctx, storage.Holding(j.Args)) }))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[keepJob]) error { return b.forget(ctx) }))

	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[publishJob]) error { return b.publish(ctx) }))

	every := func(s river.PeriodicSchedule, args river.JobArgs) *river.PeriodicJob {
		return river.NewPeriodicJob(s, func() (river.JobArgs, *river.InsertOpts) { return args, once(queueSweeps) },
			&river.PeriodicJobOpts{RunOnStart: true})
	}
	periodic := []*river.PeriodicJob{
		every(cron.Every(b.opts.Tick), owedJob{}),
		every(cron.Every(time.Hour), keepJob{}),
		every(cron.Every(publishEvery), publishJob{}),
	}
	if b.opts.Poll != nil {
		periodic = append(periodic, every(b.opts.Poll, dueJob{}))
	}
	sends := queueDiscord
	if b.opts.Terminal {
		sends = Terminal
	}
	client, err := river.NewClient(b.db.Jobs(), &river.Config{
		Workers: workers, PeriodicJobs: periodic, Logger: slog.New(quieter{b.log.With("part", "jobs").Handler()}),
		Queues: map[string]river.QueueConfig{
			queuePolls:   {MaxWorkers: 4},
			queueSweeps:  {MaxWorkers: 4},
			queueReading: {MaxWorkers: 1},
			sends:        {MaxWorkers: channelsAtOnce},
		},
		FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 250 * time.Millisecond,
		JobTimeout: jobTimeout, RescueStuckJobsAfter: rescueAfter, SoftStopTimeout: stopTimeout,
		CompletedJobRetentionPeriod: 10 * time.Minute, DiscardedJobRetentionPeriod: 24 * time.Hour,
	})
	return &jobs{client, b.db, b.log}, err
}

// quieter makes River's everyday remarks debugging ones.
type quieter struct{ slog.Handler }

// Enabled reports whether a remark would be logged at its own level or, if
// it is an everyday one, as a debugging one.
func (q quieter) Enabled(ctx context.Context, level slog.Level) bool {
	if level == slog.LevelInfo {
		level = slog.LevelDebug
	}
	return q.Handler.Enabled(ctx, level)
}

// start begins to work. What a process that died had begun is handed out
// again at once, where this process has the database to itself.
func (j *jobs) start(ctx context.Context) error {
	if !j.db.Shared() {
		if err := j.db.Tx(ctx, func(tx *storage.Tx) error { return tx.ReleaseJobs(ctx) }); err != nil {
			return err
		}
	}
	// River stops by its own call, not with the context: what is under way may
	// finish.
	if err := j.client.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	j.now(ctx, owedJob{}, dueJob{})
	return nil
}

func (j *jobs) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout+time.Second/2)
	defer cancel()
	if err := j.client.Stop(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// now hands sweeps out at once.
func (j *jobs) now(ctx context.Context, sweeps ...river.JobArgs) {
	for _, args := range sweeps {
		if _, err := j.client.Insert(ctx, args, once(queueSweeps)); err != nil && ctx.Err() == nil {
			j.log.ErrorContext(ctx, "cannot hand out a job", "kind", args.Kind(), "error", err)
		}
	}
}

// wake has what is due done now rather than at the next tick.
func (b *Bot) wake(ctx context.Context) { b.jobs.now(ctx, dueJob{}, owedJob{}) }

// due claims the sources that are due and hands them out.
func (b *Bot) due(ctx context.Context) error {
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		now := b.now()
		ids, err := tx.ClaimDue(ctx, now, now.Add(claimFor), claims)
		if err != nil {
			return err
		}
		for len(ids) > 0 {
			n := min(batch, len(ids))
			if _, err := b.jobs.client.InsertTx(ctx, tx.SQL(), pollJob{ids[:n]}, &river.InsertOpts{Queue: queuePolls, MaxAttempts: 1}); err != nil {
				return err
			}
			ids = ids[n:]
		}
		return nil
	})
}

// owed hands out what is unread, the channels with posts to send or held
// until now, the digests to write and the stories to tell of.
func (b *Bot) owed(ctx context.Context) error {
	if err := b.forgetPeople(ctx); err != nil {
		return err
	}
	channels, err := b.db.OwedChannels(ctx, b.now())
	if err != nil {
		return err
	}
	var rest []river.JobArgs
	digests, err := b.db.DueDigests(ctx, b.now())
	if err != nil {
		return err
	}
	for _, id := range digests {
		rest = append(rest, digestJob{id})
	}
	held, err := b.db.HeldDue(ctx, b.now())
	if err != nil {
		return err
	}
	for _, h := range held {
		rest = append(rest, heldJob(h))
	}
	unread, err := b.db.Arrived(ctx, 1)
	if err != nil {
		return err
	}
	follows, err := b.db.DueStoryFollows(ctx, b.now(), 1)
	if len(follows) > 0 {
		rest = append(rest, tellJob{})
	}
	if err != nil || len(channels)+len(rest)+len(unread) == 0 {
		return err
	}
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		if len(unread) > 0 {
			if err := b.handOutReading(ctx, tx); err != nil {
				return err
			}
		}
		for _, job := range rest {
			if _, err := b.jobs.client.InsertTx(ctx, tx.SQL(), job, once(queueSweeps)); err != nil {
				return err
			}
		}
		return b.handOut(ctx, tx, channels)
	})
}

// handOut has channels' posts sent, once the transaction is kept.
func (b *Bot) handOut(ctx context.Context, tx *storage.Tx, channels []string) error {
	for _, c := range channels {
		if _, err := b.jobs.client.InsertTx(ctx, tx.SQL(), sendJob{c}, once(queueOf(c))); err != nil {
			return err
		}
	}
	return nil
}

// sendAll sends a channel's posts until none is due. The job ends in the
// transaction that sees so: a post owed before that is sent by this job, one
// owed after it by the next.
func (b *Bot) sendAll(ctx context.Context, job *river.Job[sendJob]) error {
	for {
		if err := b.send(ctx, job.Args.Channel); err != nil {
			return err
		}
		done := false
		err := b.db.Tx(ctx, func(tx *storage.Tx) error {
			if _, err := river.JobCompleteTx[riverdriver.Driver[*sql.Tx]](ctx, tx.SQL(), job); err != nil {
				return err
			}
			_, err := tx.NextOwed(ctx, job.Args.Channel, b.now())
			done = errors.Is(err, storage.ErrNotFound)
			if done {
				return nil
			}
			return errors.Join(err, errMore)
		})
		if !errors.Is(err, errMore) {
			return err
		}
		if enough(ctx) {
			return nil // the sweep hands the rest out
		}
	}
}

var errMore = errors.New("more to send")

// enough reports whether a job has used up what it may, but for one step.
func enough(ctx context.Context) bool {
	deadline, ok := ctx.Deadline()
	return ctx.Err() != nil || ok && time.Until(deadline) < jobTimeout/3
}
