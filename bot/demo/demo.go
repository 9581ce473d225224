package demo

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"
	terminal "golang.org/x/term"

	"newshound/bot"
	"newshound/bot/console"
	"newshound/commands"
	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/storage"
)

// A show is the demo under way.
type show struct {
	site    *Site
	db      *storage.DB
	console *console.Console
	desk    *commands.Desk
	ahead   atomic.Int64 // how far the bot's clock is ahead of ours
}

func (s *show) now() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) }

// Show serves the sample news on loopback, runs the bot over it in a new
// database, and shows on out what Discord would show. When in is a terminal
// it leaves the reader at a prompt.
func Show(ctx context.Context, in, out *os.File, columns int, log *slog.Logger) error {
	dir, err := os.MkdirTemp("", "newshound-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := &show{}
	if s.site, err = NewSite(s.now); err != nil {
		return err
	}
	feeds, closeSite, err := s.serve()
	if err != nil {
		return err
	}
	defer closeSite()
	if s.db, err = storage.Open(ctx, filepath.Join(dir, "demo.db")); err != nil {
		return err
	}
	defer s.db.Close()
	web := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Millisecond, PerHost: 4})
	s.console = console.New(out, columns, s.now)
	b, err := bot.New(s.db, web, s.console, log, bot.Options{
		Poll: cron.Every(time.Second), MinInterval: 200 * time.Millisecond, MaxInterval: 200 * time.Millisecond, Tick: time.Second, EditGap: time.Second, Terminal: true, Now: s.now,
	})
	if err != nil {
		return err
	}
	s.desk = b.Desk(s.console.Posts)
	ctx, end := context.WithCancel(ctx)
	defer end()
	return bot.Together(ctx, b.Run, func(ctx context.Context) error {
		defer end()
		if err := s.play(ctx, feeds); err != nil || !terminal.IsTerminal(int(in.Fd())) {
			return err
		}
		s.console.Say("\nThe sample news goes on until you leave. Try /news search query:lithium -brine, or /help.")
		return s.console.Prompt(ctx, s.desk, in)
	})
}

// serve puts each source on a port of its own, as the sites of different
// publishers are, and returns the home pages.
func (s *show) serve() (homes []string, closeAll func(), err error) {
	var servers []*http.Server
	closeAll = func() {
		for _, server := range servers {
			server.Close()
		}
	}
	for _, src := range s.site.Sources() {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		server := &http.Server{Handler: s.site, ReadHeaderTimeout: 10 * time.Second}
		servers = append(servers, server)
		go server.Serve(l)
		homes = append(homes, "http://"+l.Addr().String()+src.Path)
	}
	return homes, closeAll, nil
}

// play goes through what Newshound does.
func (s *show) play(ctx context.Context, homes []string) error {
	s.tell("Newshound demo: a sample news site with %d sources on this machine, and a bot that follows it.", len(homes))
	s.tell("1. Somebody adds sources. A home page will do; the feed behind it is found.")
	for _, home := range homes {
		s.ask(ctx, "/source add url:"+home)
	}
	if err := s.settle(ctx, homes); err != nil {
		return err
	}
	s.tell("What was out already was read quietly, full texts and all, and nothing was posted. It can be searched:")
	s.ask(ctx, "/news search query:lithium -brine")
	s.tell("2. Alerts: to this channel, shown before they are saved, and to oneself.")
	s.ask(ctx, "/alert add query:ferry OR harbour")
	s.ask(ctx, "1")
	s.ask(ctx, `/alert add anyway:true query:"quantum chip" OR Quantenchip to:dm`)
	s.ask(ctx, "/digest set channel:here time:8:00 timezone:Europe/Berlin top:4")
	for _, wave := range []struct {
		number int
		told   string
	}{
		{1, "3. News breaks. What matches is posted once, short, with its sources:"},
		{2, "4. Other sources pick the stories up. The posts that stand are edited, not repeated:"},
		{3, "5. The stories go on:"},
	} {
		s.tell("%s", wave.told)
		s.site.Publish(wave.number)
		if err := s.settle(ctx, homes); err != nil {
			return err
		}
	}
	s.tell("6. The next morning at 8:00, in Berlin, the digest arrives:")
	if err := s.untilDigest(ctx); err != nil {
		return err
	}
	s.tell("7. Everybody can look back:")
	s.ask(ctx, "/news story story:ferry aground")
	s.tell("That was the demo. Next: newshound console reads real feeds at a prompt; newshound run is the Discord bot. README.md shows how.")
	return nil
}

func (s *show) tell(format string, args ...any) { s.console.Say("\n" + fmt.Sprintf(format, args...)) }

func (s *show) ask(ctx context.Context, line string) {
	s.console.Say("\n> " + line)
	s.console.Ask(ctx, s.desk, line)
}

var errSlow = errors.New("the demo took too long; please report this with the output above")

// until waits for something to be so.
func until(ctx context.Context, so func() (bool, error)) error {
	const slow, glance = 20 * time.Second, 50 * time.Millisecond
	ctx, cancel := context.WithTimeoutCause(ctx, slow, errSlow)
	defer cancel()
	look := time.NewTicker(glance)
	defer look.Stop()
	for {
		if ok, err := so(); ok || err != nil {
			return err
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// settle waits until all that the sources have out has been read, and nothing
// is owed.
func (s *show) settle(ctx context.Context, homes []string) error {
	s.desk.Wake(ctx)
	return until(ctx, func() (bool, error) {
		if all, err := s.hasRead(ctx, homes); !all {
			return false, err
		}
		owed, err := s.db.OwedChannels(ctx, s.now().Add(time.Minute))
		return len(owed) == 0, err
	})
}

// hasRead reports whether every article that is out has been kept, and with
// it what it made owed.
func (s *show) hasRead(ctx context.Context, homes []string) (bool, error) {
	for i, src := range s.site.Sources() {
		for _, it := range s.site.visible(src, strings.TrimSuffix(homes[i], src.Path)) {
			_, err := s.db.ArticleAt(ctx, bot.Terminal, sources.Canonical(it.URL))
			if errors.Is(err, storage.ErrNotFound) {
				return false, nil
			}
			if err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// untilDigest puts the bot's clock on to when the digest is due, and waits
// for it.
func (s *show) untilDigest(ctx context.Context) error {
	all, err := s.db.Digests(ctx, bot.Terminal)
	if err != nil || len(all) != 1 {
		return errors.Join(err, errSlow)
	}
	s.ahead.Add(int64(all[0].Next.Sub(s.now()) + time.Second))
	s.desk.Wake(ctx)
	return until(ctx, func() (bool, error) {
		d, err := s.db.Digest(ctx, all[0].ID)
		if err != nil || d.Last.IsZero() {
			return false, err
		}
		owed, err := s.db.OwedChannels(ctx, s.now())
		return len(owed) == 0, err
	})
}
