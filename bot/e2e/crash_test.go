package e2e

import (
	"cmp"
	"context"
	"log/slog"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/robfig/cron/v3"

	"newshound/bot"
	"newshound/bot/discord"
	"newshound/bot/discordtest"
	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/storage"
)

// What a crashing program is told by its environment.
const (
	crashAt    = "NEWSHOUND_TEST_CRASH_AT" // the step to die after, or "never"
	crashDB    = "NEWSHOUND_TEST_DB"
	crashAPI   = "NEWSHOUND_TEST_API"
	crashToken = "NEWSHOUND_TEST_TOKEN"
	crashLater = "NEWSHOUND_TEST_LATER" // how far its clock is ahead
)

// steps are all that a post goes through, from feed to edit.
var steps = []string{"fetched", "arrived", "read", "before commit", "after commit", "before send", "sent", "edited"}

// crash is the program, but that it kills itself with SIGKILL after a step.
func crash() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	must := func(err error) {
		if err != nil {
			log.Error("cannot run", "error", err)
			os.Exit(1)
		}
	}
	db, err := storage.Open(ctx, os.Getenv(crashDB))
	must(err)
	chat, err := discord.New(discord.Options{Token: os.Getenv(crashToken), API: os.Getenv(crashAPI), Log: log, DB: db})
	must(err)
	later, err := time.ParseDuration(os.Getenv(crashLater))
	must(err)
	web := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
	b, err := bot.New(db, web, chat, log, bot.Options{
		Poll: cron.Every(time.Second), MinInterval: time.Second, MaxInterval: time.Second, Tick: time.Second, EditGap: time.Millisecond,
		Now: func() time.Time { return time.Now().Add(later) },
		Step: func(name string) {
			if name == os.Getenv(crashAt) {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {} // until it arrives
			}
		},
	})
	must(err)
	must(bot.Together(ctx, b.Run, func(ctx context.Context) error { return chat.Run(ctx, b.Desk(chat.Posts)) }))
}

// run starts such a program.
func (w *town) run(step string, later time.Duration) *program {
	w.t.Helper()
	return w.launch(exec.CommandContext(w.ctx, os.Args[0]), crashAt+"="+step, crashDB+"="+w.db, crashAPI+"="+w.URL(),
		crashToken+"="+w.Token, crashLater+"="+later.String())
}

// subscribe gives the channel its sources and an alert, as their commands do.
func (w *town) subscribe(names ...string) {
	w.t.Helper()
	w.subscribeTo(storage.Alert{Query: "ferry"}, names...)
}

// subscribeTo is subscribe with an alert, which is ann's and goes to the
// channel where nothing else is said.
func (w *town) subscribeTo(a storage.Alert, names ...string) {
	w.t.Helper()
	a.Place, a.Created = w.channel.Guild.ID, time.Now()
	a.Person, a.Channel = cmp.Or(a.Person, w.ann.ID), cmp.Or(a.Channel, w.channel.ID)
	db, err := storage.Open(w.ctx, w.db)
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	feeds := map[string]string{}
	for _, src := range w.news.Sources() {
		feeds[src.Name] = strings.TrimSuffix(w.homes[src.Name], src.Path) + src.Feed
	}
	err = db.Tx(w.ctx, func(tx *storage.Tx) error {
		for _, name := range names {
			src := sources.Source{URL: feeds[name], Title: name}
			if err := tx.AddSource(w.ctx, w.channel.Guild.ID, w.ann.ID, &src, time.Now()); err != nil {
				return err
			}
		}
		return tx.AddAlert(w.ctx, &a)
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// Killed after any step, the program loses nothing and says nothing twice.
func TestKilledAtEachStep(t *testing.T) {
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			w := newTown(t)
			killedOnce(w, step, 0)
		})
	}
}

// A message that arrived before the program died is found again long after
// Discord has forgotten its nonce.
func TestKilledForLong(t *testing.T) {
	t.Parallel()
	w := newTown(t, discordtest.NonceWindow(time.Nanosecond))
	killedOnce(w, "sent", time.Hour)
}

func killedOnce(w *town, step string, later time.Duration) {
	w.t.Helper()
	w.subscribe(post, wire)
	first := w.run("never", 0)
	w.waitRead(post, wire)
	first.kill()

	w.news.Publish(1)
	if step == "edited" { // has to be posted first, and then told of by another source
		first = w.run("never", 0)
		w.waitFor("aground")
		first.kill()
		w.news.Publish(2)
	}
	second := w.run(step, 0)
	if err := second.Wait(); !killed(err) {
		w.t.Fatalf("the program did not die after %q: %v", step, err)
	}

	w.run("never", later)
	w.waitFor("aground")
	w.news.Publish(2) // only now, so that this source always comes second
	w.waitFor("aground", "**Also covered by**")
	if all := w.Messages(w.channel); len(all) != 1 {
		w.t.Errorf("%d messages stand, want the story's one", len(all))
	}
}

func killed(err error) bool {
	exit, ok := err.(*exec.ExitError)
	return ok && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
}
