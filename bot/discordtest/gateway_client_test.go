package discordtest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"newshound/bot/discordtest"
)

// event is a frame from the gateway.
type event struct {
	Op   int             `json:"op"`
	Seq  int             `json:"s"`
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

// gateway is a bare connection.
type gateway struct {
	t  *testing.T
	ws *websocket.Conn
}

// dial connects and reads the hello.
func dial(t *testing.T, s *discordtest.Server, query string) gateway {
	t.Helper()
	address := "ws" + strings.TrimPrefix(s.URL(), "http") + "/ws/" + query
	ws, resp, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	_ = ws.SetReadDeadline(time.Now().Add(20 * time.Second))
	t.Cleanup(func() { _ = ws.Close() })
	return gateway{t, ws}
}

func open(t *testing.T, s *discordtest.Server) gateway {
	t.Helper()
	g := dial(t, s, "?v=10&encoding=json")
	if e := g.next(); e.Op != 10 || !strings.Contains(string(e.Data), "heartbeat_interval") {
		t.Fatalf("the first frame is %+v, want a hello", e)
	}
	return g
}

func (g gateway) send(format string, args ...any) {
	g.t.Helper()
	if err := g.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, format, args...)); err != nil {
		g.t.Fatal(err)
	}
}

func (g gateway) next() event {
	g.t.Helper()
	var e event
	if err := g.ws.ReadJSON(&e); err != nil {
		g.t.Fatal(err)
	}
	return e
}

// until reads to the first event of this type, and returns all it read.
func (g gateway) until(kind string) []event {
	g.t.Helper()
	var all []event
	for {
		e := g.next()
		all = append(all, e)
		if e.Type == kind {
			return all
		}
	}
}

// code reads until the connection closes, and returns the close code.
func (g gateway) code() int {
	g.t.Helper()
	for {
		if _, _, err := g.ws.ReadMessage(); err != nil {
			if e, ok := err.(*websocket.CloseError); ok {
				return e.Code
			}
			return 0
		}
	}
}

const identify = `{"op":2,"d":{"token":"%s","intents":%d,"properties":{"os":"linux","browser":"x","device":"x"},"shard":[%d,%d]}}`

func (g gateway) identify(s *discordtest.Server) (session string, seq int) {
	g.t.Helper()
	g.send(identify, s.Token, 1, 0, 1)
	ready := g.until("READY")
	var d struct {
		Session string `json:"session_id"`
		Resume  string `json:"resume_gateway_url"`
	}
	last := ready[len(ready)-1]
	if err := json.Unmarshal(last.Data, &d); err != nil || d.Session == "" || !strings.HasPrefix(d.Resume, "ws://") {
		g.t.Fatalf("ready is %s", last.Data)
	}
	return d.Session, last.Seq
}

const resume = `{"op":6,"d":{"token":"%s","session_id":"%s","seq":%d}}`
