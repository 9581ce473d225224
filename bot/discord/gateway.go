package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// The gateway's operations (docs/topics/opcodes-and-status-codes).
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

const (
	intents     = 1               // GUILDS: commands come without any other
	keepSession = 4000            // a close code after which the session can be resumed
	slowest     = time.Minute     // between two tries to connect
	write       = 5 * time.Second // for one frame
)

// fatal are the close codes after which trying again is of no use.
var fatal = map[int]string{
	4004: "Discord does not know this token; reset it at https://discord.com/developers/applications and set DISCORD_TOKEN anew",
	4010: "Discord refuses this shard",
	4011: "this bot is on more servers than its shards may have; start it with more of them, or without --shards",
	4012: "Discord no longer speaks this version of its gateway; update Newshound",
	4013: "Discord refuses the intents that were asked for",
	4014: "Discord does not allow this bot the intents that it asks for",
}

// A gateway listens to Discord for one shard, and comes back when the line
// breaks.
type gateway struct {
	api   *api
	log   *slog.Logger
	shard shard
	door  *door
	// What is ready, and what happens, is taken down at once: while these wait,
	// nothing is heard.
	ready func(ready)
	event func(kind string, data json.RawMessage)

	held     bool   // the connection under way, or the last one, came to a session
	session  string // to resume, or ""
	resumeAt string // URL
	sequence atomic.Int64
}

// ready is what Discord says to begin with.
type ready struct {
	SessionID   string `json:"session_id"`
	ResumeURL   string `json:"resume_gateway_url"`
	User        struct{ ID string }
	Application struct{ ID string }
	Guilds      []guild
}

type guild struct {
	ID          string
	Unavailable bool
	Locale      string    `json:"preferred_locale"`
	Joined      time.Time `json:"joined_at"` // by the bot
	System      string    `json:"system_channel_id"`
	Channels    []channel
}

// errEnded says that the session cannot be resumed.
var errEnded = errors.New("the session has ended")

type frame struct {
	Op       int             `json:"op"`
	Data     json.RawMessage `json:"d"`
	Sequence int64           `json:"s"`
	Type     string          `json:"t"`
}

// run listens until the context ends, or until Discord will not have us.
func (g *gateway) run(ctx context.Context) error {
	for wait := time.Duration(0); ; {
		g.held = false
		err := g.once(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err := final(err); err != nil {
			return err
		}
		if wait = min(2*wait+time.Second, slowest); g.held {
			wait = 0 // a session that held can be resumed at once
		}
		if errors.Is(err, errEnded) {
			wait = time.Second + rand.N(4*time.Second) // as Discord asks
		}
		g.log.WarnContext(ctx, "lost Discord's gateway; connecting again", "shard", g.shard.index, "error", err, "wait", wait)
		if sleep(ctx, wait+rand.N(wait/2+1)) != nil {
			return nil
		}
	}
}

// final is what the operator is told when trying again is of no use, else
// nil.
func final(err error) error {
	var end *websocket.CloseError
	if errors.As(err, &end) && fatal[end.Code] != "" {
		return errors.New(fatal[end.Code])
	}
	var f *failure
	if errors.As(err, &f) && f.Status == http.StatusUnauthorized {
		return errors.New(fatal[4004])
	}
	return nil
}

// once connects, and listens until the line breaks.
func (g *gateway) once(ctx context.Context) error {
	address, err := g.address(ctx)
	if err != nil {
		return err
	}
	dialer := websocket.Dialer{HandshakeTimeout: patience, Proxy: http.ProxyFromEnvironment}
	conn, _, err := dialer.DialContext(ctx, address+"?v=10&encoding=json", http.Header{"User-Agent": {userAgent}})
	if err != nil {
		g.session = "" // its own address may be gone
		return err
	}
	l := &line{conn: conn}
	defer conn.Close()
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil { // for the hello
		return err
	}
	stop := context.AfterFunc(ctx, func() { l.close(websocket.CloseNormalClosure) })
	defer stop()
	return g.listen(ctx, l)
}

// address is where to connect: where the session can be resumed, or where a
// new one can begin, once Discord allows another.
func (g *gateway) address(ctx context.Context) (string, error) {
	if g.session != "" && g.resumeAt != "" {
		return g.resumeAt, nil
	}
	return g.door.enter(ctx, g.shard)
}

// listen speaks the protocol on one connection.
func (g *gateway) listen(ctx context.Context, l *line) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for {
		var f frame
		if err := l.conn.ReadJSON(&f); err != nil {
			var end *websocket.CloseError
			if errors.As(err, &end) && (end.Code == 4007 || end.Code == 4009) {
				g.session = ""
			}
			return err
		}
		if f.Sequence > 0 {
			g.sequence.Store(f.Sequence)
		}
		if err := g.take(ctx, l, f); err != nil {
			return err
		}
	}
}

func (g *gateway) take(ctx context.Context, l *line, f frame) error {
	switch f.Op {
	case opHello:
		var hello struct {
			Interval int64 `json:"heartbeat_interval"`
		}
		if err := json.Unmarshal(f.Data, &hello); err != nil || hello.Interval <= 0 {
			return fmt.Errorf("a hello that cannot be read: %s", f.Data)
		}
		if err := l.conn.SetReadDeadline(time.Time{}); err != nil { // from now on the heartbeat watches
			return err
		}
		go g.beat(ctx, l, time.Duration(hello.Interval)*time.Millisecond)
		return g.introduce(l)
	case opHeartbeat:
		return l.send(opHeartbeat, g.sequence.Load())
	case opHeartbeatAck:
		l.unanswered.Store(0)
	case opReconnect:
		l.close(keepSession)
		return errors.New("asked to connect again")
	case opInvalidSession:
		l.close(keepSession)
		if string(f.Data) == "true" {
			return errors.New("the session is to be resumed")
		}
		g.session = ""
		return errEnded
	case opDispatch:
		return g.dispatch(f)
	}
	return nil
}

func (g *gateway) dispatch(f frame) error {
	if f.Type == "READY" || f.Type == "RESUMED" {
		g.held = true
	}
	if f.Type != "READY" {
		g.event(f.Type, f.Data)
		return nil
	}
	var r ready
	if err := json.Unmarshal(f.Data, &r); err != nil {
		return err
	}
	g.session, g.resumeAt = r.SessionID, r.ResumeURL
	g.ready(r)
	return nil
}

// introduce resumes the session, or begins one.
func (g *gateway) introduce(l *line) error {
	if g.session != "" {
		return l.send(opResume, map[string]any{"token": g.api.token, "session_id": g.session, "seq": g.sequence.Load()})
	}
	g.sequence.Store(0)
	return l.send(opIdentify, map[string]any{
		"token": g.api.token, "intents": intents, "shard": [2]int{g.shard.index, g.shard.total},
		"properties": map[string]string{"os": "linux", "browser": "newshound", "device": "newshound"},
	})
}

// beat sends heartbeats, and breaks a line on which two in a row were not
// answered.
func (g *gateway) beat(ctx context.Context, l *line, every time.Duration) {
	wait := rand.N(every) // the first comes at random, as Discord asks
	for sleep(ctx, wait) == nil {
		if l.unanswered.Add(1) > 2 {
			g.log.WarnContext(ctx, "Discord's gateway no longer answers")
			l.close(keepSession)
			return
		}
		if l.send(opHeartbeat, g.sequence.Load()) != nil {
			l.conn.Close()
			return
		}
		wait = every
	}
}

// A line is one connection, written to by one at a time.
type line struct {
	conn       *websocket.Conn
	mu         sync.Mutex
	unanswered atomic.Int32 // heartbeats
}

func (l *line) send(op int, data any) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.conn.SetWriteDeadline(time.Now().Add(write)); err != nil {
		return err
	}
	return l.conn.WriteJSON(map[string]any{"op": op, "d": data})
}

func (l *line) close(code int) {
	_ = l.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(write))
	l.conn.Close()
}
