// Package discordtest is a fake Discord for tests: its gateway and its REST API on one loopback address.
//
// It is as strict as Discord and then some. Every request and every answer is held against Discord's own API
// description, and by hand against the rules which that description leaves out (text lengths, Components V2,
// unique custom ids, nonces). What breaks a rule is answered as Discord would answer it, is kept in Violations,
// and fails the test when it ends.
//
// A test builds a world (Guild, Channel, User), points the bot at URL, and then does what people do: Command,
// Press, Select, Submit, Autocomplete. Nothing in here sleeps: whoever waits is woken by the change it waits for.
package discordtest

import (
	"net/http"
	"net/http/httptest"
	"sync"
)

// TB is the part of testing.TB that a Server uses, so that it can also run outside of a test.
type TB interface {
	Helper()
	Cleanup(func())
	Logf(format string, args ...any)
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Skipf(format string, args ...any)
}

// Server is a fake Discord. Its methods may be called from any goroutine.
type Server struct {
	// Token is the one bot token that is accepted.
	Token string
	// Bot is the bot's own user, and App the id of its application.
	Bot *User
	App string

	tb   TB
	http *httptest.Server
	spec *description
	settings

	mu        sync.Mutex
	changed   chan struct{} // closed and replaced at every change
	lastID    uint64
	guilds    []*Guild
	channels  map[string]*Channel
	users     map[string]*User
	hooks     map[string]*webhook
	deadHooks map[string]bool // paths of webhooks that were answered with 404

	commands     map[string][]object // by guild id, "" for the global ones
	interactions map[string]*interaction
	sessions     []*session
	conns        map[*conn]bool
	identifies   identifies
	limiter      limiter
	nonces       map[string]stamped

	requests   []Request
	violations []string
	fault      func(*http.Request) *Fault
	rewrite    func(event string, data map[string]any)
	muted      bool
}

// New starts a server on loopback, which stops when the test ends. A violation of Discord's rules fails the
// test then, unless the option Tolerant is given.
func New(t TB, options ...Option) *Server {
	t.Helper()
	s := &Server{
		Token:        "MTI.fake.token",
		tb:           t,
		settings:     defaults(),
		changed:      make(chan struct{}),
		channels:     map[string]*Channel{},
		users:        map[string]*User{},
		hooks:        map[string]*webhook{},
		deadHooks:    map[string]bool{},
		commands:     map[string][]object{},
		interactions: map[string]*interaction{},
		conns:        map[*conn]bool{},
		nonces:       map[string]stamped{},
	}
	for _, option := range options {
		option(&s.settings)
	}
	s.spec = loadDescription(t)
	s.limiter.settings = &s.settings
	s.Bot = s.User("newshound")
	s.Bot.bot = true
	s.App = s.Bot.ID
	s.http = httptest.NewServer(s.handler())
	t.Cleanup(s.stop)
	return s
}

func (s *Server) stop() {
	s.Drop(1001)
	s.http.CloseClientConnections()
	s.http.Close()
	if s.tolerant {
		return
	}
	for _, violation := range s.Violations() {
		s.tb.Errorf("discordtest: %s", violation)
	}
}

// URL is the server's base address; REST is below URL+"/api/v10", and "/api/v9".
func (s *Server) URL() string { return s.http.URL }

// Transport sends what is for discord.com here instead, as the bot's --discord-api does; anything else goes
// where it should.
func (s *Server) Transport() http.RoundTripper { return transport(s.http.Listener.Addr().String()) }

type transport string

func (host transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "discord.com" {
		r = r.Clone(r.Context())
		r.URL.Scheme, r.URL.Host, r.Host = "http", string(host), ""
	}
	return http.DefaultTransport.RoundTrip(r)
}

// Violations lists what the bot did that Discord forbids, and whatever this server itself answered
// against Discord's description.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}
