package discordtest

import (
	"encoding/json"
	"net/url"
	"time"

	"github.com/gorilla/websocket"
)

// conn is one websocket connection; the server's lock guards its session and done.
type conn struct {
	s       *Server
	ws      *websocket.Conn
	path    string // that it was opened at
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
