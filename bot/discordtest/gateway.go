package discordtest

import (
	"net/http"
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

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{s: s, ws: ws, path: r.URL.Path, out: make(chan any, outgoingBacklog)}
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
