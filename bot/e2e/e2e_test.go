// Package e2e runs the built program against a fake Discord and the sample
// news site: what an operator runs, what a person sees.
package e2e

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"newshound/bot/bottest"
	"newshound/bot/demo"
	"newshound/bot/discordtest"
	"newshound/storage"
)

// a town is a Discord server with the program running on it, and the sample
// news beside it.
type town struct {
	*discordtest.Server
	t       *testing.T
	ctx     context.Context
	news    *demo.Site
	homes   map[string]string // by source's name
	read    map[string]chan struct{}
	channel *discordtest.Channel
	ann     *discordtest.User
	db      string
}

const (
	post   = "The Ansel Post"
	wire   = "Meridian Wire"
	ledger = "The Open Ledger"
)

func newTown(t *testing.T, options ...discordtest.Option) *town {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	// Programs here start more often than an operator's.
	options = append(options, discordtest.Identifies(1, 0, 1000))
	w := &town{Server: discordtest.New(t, options...), t: t, ctx: ctx, homes: map[string]string{}, read: map[string]chan struct{}{}}
	var err error
	if w.news, err = demo.NewSite(time.Now); err != nil {
		t.Fatal(err)
	}
	for _, src := range w.news.Sources() {
		w.serve(src)
	}
	guild := w.Guild("Ansel")
	w.channel, w.ann = guild.Text("news"), w.User("ann")
	guild.Join(w.ann, guild.Role("editor", discordtest.Permission(1<<5)))
	w.db = filepath.Join(t.TempDir(), "newshound.db")
	t.Cleanup(w.nothingUnposted)
	return w
}

// nothingUnposted looks, once the programs have ended, for articles that no post
// tells of although they were wanted.
func (w *town) nothingUnposted() {
	if _, err := os.Stat(w.db); err != nil {
		return // the test has a database of another kind
	}
	db, err := storage.Open(context.Background(), w.db)
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	lost, err := bottest.Unposted(context.Background(), db)
	if err != nil {
		w.t.Error(err)
	}
	for _, l := range lost {
		w.t.Error("unposted: ", l)
	}
}

// serve puts a source on a port of its own. What was read of its feed is told
// when the feed is asked for again and has nothing new.
func (w *town) serve(src demo.Source) {
	again := make(chan struct{})
	var once sync.Once
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == src.Feed && r.Header.Get("If-None-Match") != "" {
			defer once.Do(func() { close(again) })
		}
		w.news.ServeHTTP(rw, r)
	}))
	w.t.Cleanup(server.Close)
	w.homes[src.Name], w.read[src.Name] = server.URL+src.Path, again
}

// waitRead waits until what a source had out was taken.
func (w *town) waitRead(names ...string) {
	w.t.Helper()
	for _, name := range names {
		select {
		case <-w.read[name]:
		case <-w.ctx.Done():
			w.t.Fatalf("%s was not read in time", name)
		}
	}
}

// ask uses a command as ann, saves what is asked about first, and returns what
// she is told.
func (w *town) ask(name string, options map[string]any) discordtest.Message {
	w.t.Helper()
	reply, err := w.Command(w.ctx, w.ann, w.channel, name, options)
	if err != nil {
		w.t.Fatalf("/%s: %v", name, err)
	}
	if !slices.ContainsFunc(reply.Message.Buttons(), func(b discordtest.Component) bool { return b.Label == "Save" }) {
		return reply.Message
	}
	saved, err := w.Press(w.ctx, w.ann, reply.Message, "Save")
	if err != nil {
		w.t.Fatalf("/%s, Save: %v", name, err)
	}
	return saved.Message
}

// waitFor waits for a message in the channel that says all of these.
func (w *town) waitFor(says ...string) discordtest.Message {
	w.t.Helper()
	m, err := w.WaitMessage(w.ctx, w.channel, func(m discordtest.Message) bool { return saysAll(m, says) })
	if err != nil {
		for _, m := range w.Messages(w.channel) {
			w.t.Logf("there is: %s", m.Text())
		}
		w.t.Fatalf("no message says %q: %v", says, err)
	}
	return m
}

func saysAll(m discordtest.Message, says []string) bool {
	for _, s := range says {
		if !strings.Contains(m.Text(), s) {
			return false
		}
	}
	return true
}

func (w *town) count(says string) (n int) {
	for _, m := range w.Messages(w.channel) {
		if strings.Contains(m.Text(), says) {
			n++
		}
	}
	return n
}

// A program is the built binary, running.
type program struct {
	*exec.Cmd
	t   *testing.T
	log *strings.Builder
}

var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "newshound-e2e-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "newshound")
	cmd := exec.Command("go", "build", "-o", name, "newshound")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out), err
	}
	return name, nil
})

func (w *town) start() *program {
	w.t.Helper()
	name, err := build()
	if err != nil {
		w.t.Fatalf("go build: %v\n%s", err, name)
	}
	cmd := exec.CommandContext(w.ctx, name, "run", "--db", w.db, "--discord-api", w.URL(), "--allow-net", "127.0.0.0/8",
		"--poll", "@every 1s", "--min-interval", "1s", "--max-interval", "1s")
	return w.launch(cmd, "DISCORD_TOKEN="+w.Token)
}

// launch runs a command until it is stopped, or the test ends. What it logs
// is shown when the test fails.
func (w *town) launch(cmd *exec.Cmd, env ...string) *program {
	w.t.Helper()
	p := &program{cmd, w.t, &strings.Builder{}}
	p.Env = append(os.Environ(), env...)
	p.Stderr = p.log
	if err := p.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		p.kill()
		if w.t.Failed() {
			w.t.Logf("the program's log:\n%s", p.log)
		}
	})
	return p
}

// stop asks the program to end, and holds it to ten seconds.
func (p *program) stop() {
	p.t.Helper()
	began := time.Now()
	p.Process.Signal(syscall.SIGTERM)
	if err := p.Wait(); err != nil || time.Since(began) > 10*time.Second {
		p.t.Errorf("stopped after %v: %v", time.Since(began), err)
	}
}

func (p *program) kill() {
	p.Process.Kill()
	p.Wait()
}

func TestMain(m *testing.M) {
	if os.Getenv(crashAt) != "" {
		crash()
		return
	}
	code := m.Run()
	if name, err := build(); err == nil {
		os.RemoveAll(filepath.Dir(name))
	}
	os.Exit(code)
}
