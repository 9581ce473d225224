package discordtest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Gateway limits (https://discord.com/developers/docs/events/gateway).
const (
	maxPayload      = 4096
	maxSends        = 120
	sendWindow      = time.Minute
	maxShardGuilds  = 2500
	knownIntents    = 1<<26 - 1
	guildPresences  = 1 << 8
	guildMembers    = 1 << 1
	messageContent  = 1 << 15
	privilegedOnes  = guildMembers | guildPresences | messageContent
	outgoingBacklog = 4096
)

// Gateway opcodes.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalid        = 9
	opHello          = 10
	opAck            = 11
)

// Gateway close codes.
const (
	closeUnknownOp       = 4001
	closeDecode          = 4002
	closeUnauthenticated = 4003
	closeToken           = 4004
	closeAuthenticated   = 4005
	closeSequence        = 4007
	closeRateLimited     = 4008
	closeTimedOut        = 4009
	closeShard           = 4010
	closeSharding        = 4011
	closeVersion         = 4012
	closeIntents         = 4013
	closeDisallowed      = 4014
)

// conn is one websocket connection; the server's lock guards its session and done.
type conn struct {
	s       *Server
	ws      *websocket.Conn
	out     chan any
	session *session
	sends   window
	beats   *time.Timer
	gone    bool
}

type frame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
}

// closing is what is sent instead of a frame to end a connection; code 0 cuts it.
type closing struct{ code int }

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{s: s, ws: ws, out: make(chan any, outgoingBacklog)}
	ws.SetReadLimit(maxBody)
	go c.write()
	c.greet(r.URL.Query())
	defer func() { _ = ws.Close() }()
	for {
		_, raw, err := ws.ReadMessage()
		if !c.handle(raw, err) {
			return
		}
	}
}

func (c *conn) greet(q url.Values) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.conns[c] = true
	c.expectBeat()
	if v := q.Get("v"); v != "9" && v != "10" || q.Get("encoding") != "json" {
		c.fail(closeVersion, "the version is neither v=9 nor v=10, or encoding is not json")
	}
	c.send(object{"op": opHello, "d": object{"heartbeat_interval": c.s.heartbeat.Milliseconds()}})
}

// handle takes what was read, and says whether to read on.
func (c *conn) handle(raw []byte, err error) bool {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if err != nil {
		c.left(err)
		return false
	}
	if !c.gone {
		c.receive(raw)
	}
	return true
}

// expectBeat closes the connection when no heartbeat comes for an interval and a half.
func (c *conn) expectBeat() {
	if c.beats != nil {
		c.beats.Stop()
	}
	c.beats = time.AfterFunc(c.s.heartbeat*3/2, func() {
		c.s.mu.Lock()
		defer c.s.mu.Unlock()
		c.close(closeTimedOut)
	})
}

// send queues a frame; the server's lock is held.
func (c *conn) send(v any) {
	if c.gone {
		return
	}
	select {
	case c.out <- v:
	default:
		c.close(0)
	}
}

// close ends the connection after what is queued; the server's lock is held.
func (c *conn) close(code int) {
	if c.gone {
		return
	}
	c.gone = true
	c.beats.Stop()
	delete(c.s.conns, c)
	if c.session != nil && c.session.conn == c {
		c.session.conn, c.session.left = nil, c.s.now()
	}
	select {
	case c.out <- closing{code}:
	default:
		_ = c.ws.Close()
	}
	close(c.out)
	c.s.notify()
}

// farewell is how long a client has to answer a close before the connection is cut. Until then what it sends is
// read and dropped: a cut with unread input would make it lose the close code.
const farewell = time.Second

func (c *conn) write() {
	for v := range c.out {
		end, ok := v.(closing)
		switch {
		case !ok && c.ws.WriteJSON(v) == nil:
			continue
		case !ok || end.code == 0:
			_ = c.ws.Close()
		default:
			until := time.Now().Add(farewell)
			_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(end.code, ""), until)
			_ = c.ws.NetConn().SetReadDeadline(until)
		}
		return
	}
}

// left handles the end of the connection. Closing with 1000 or 1001 ends the session too.
func (c *conn) left(err error) {
	if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) && c.session != nil {
		c.session.ended = true
	}
	c.close(0)
}

// fail closes the connection for something that a bot must never do.
func (c *conn) fail(code int, why string) {
	c.s.violate("gateway: %s (close code %d)", why, code)
	c.close(code)
}

func (c *conn) receive(raw []byte) {
	var f frame
	if _, ok := c.sends.take(c.s.now(), limit{maxSends, sendWindow}); !ok {
		c.fail(closeRateLimited, "more than 120 sends in 60 s")
		return
	}
	if len(raw) > maxPayload || json.Unmarshal(raw, &f) != nil {
		c.fail(closeDecode, "a payload of over 4096 bytes, or that is not JSON")
		return
	}
	switch f.Op {
	case opHeartbeat:
		c.expectBeat()
		if !c.s.muted {
			c.send(object{"op": opAck})
		}
	case opIdentify:
		c.identify(f.Data)
	case opResume:
		c.resume(f.Data)
	case opPresence, opVoice, opRequestMembers:
		if c.session == nil {
			c.fail(closeUnauthenticated, "a command before identify")
		}
	default:
		c.fail(closeUnknownOp, "an unknown opcode")
	}
}

// gatewayURL is the websocket address with this path.
func (s *Server) gatewayURL(path string) string {
	return "ws" + strings.TrimPrefix(s.http.URL, "http") + path
}

func (c *call) gateway() (any, error) { return object{"url": c.gatewayURL("/ws/")}, nil }

func (c *call) gatewayBot() (any, error) {
	return object{"url": c.gatewayURL("/ws/"), "shards": c.shards, "session_start_limit": c.sessionLimit(c.now())}, nil
}

// Drop closes all gateway connections with this close code; code 0 cuts them without a word.
func (s *Server) Drop(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.close(code)
	}
}

// Reconnect asks all connections to reconnect and resume (op 7).
func (s *Server) Reconnect() { s.sendAll(object{"op": opReconnect, "d": nil}) }

// Invalidate tells all connections that their session is invalid (op 9), and whether it can be resumed.
func (s *Server) Invalidate(resumable bool) {
	s.mu.Lock()
	for _, session := range s.sessions {
		session.ended = session.ended || !resumable
		if session.conn != nil && !resumable {
			session.conn.session = nil
			session.conn.send(object{"op": opInvalid, "d": false})
			session.conn, session.left = nil, s.now()
		}
	}
	s.mu.Unlock()
	if resumable {
		s.sendAll(object{"op": opInvalid, "d": true})
	}
}

// AskHeartbeat asks all connections for a heartbeat at once (op 1).
func (s *Server) AskHeartbeat() { s.sendAll(object{"op": opHeartbeat, "d": nil}) }

// MuteAcks stops acknowledging heartbeats, as a connection does that is dead but open.
func (s *Server) MuteAcks(muted bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.muted = muted
}

func (s *Server) sendAll(v any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.send(v)
	}
}

func (s *Server) live() []*session {
	return slices.DeleteFunc(slices.Clone(s.sessions), func(x *session) bool { return x.conn == nil })
}
