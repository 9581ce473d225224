package discordtest

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// resumable is for how long a disconnected session waits for a resume.
const resumable = 3 * time.Minute

// ResumePath is where sessions are to be resumed: of their resume_gateway_url.
const ResumePath = "/resume/"

// session is what an identify begins and a resume takes up again.
type session struct {
	id        string
	shard     [2]int
	intents   int
	seq       int
	log       []object // all dispatches, for a replay
	conn      *conn    // nil while disconnected
	ended     bool
	left      time.Time // when it was disconnected
	resumes   int
	resumedAt string
	began     time.Time
}

// Session is the state of one gateway session.
type Session struct {
	ID        string
	Shard     [2]int
	Intents   int
	Connected bool
	Ended     bool // it cannot be resumed any more
	Resumes   int
	ResumedAt string // the path, of the last resume
	Began     time.Time
}

// Sessions lists all sessions that were ever begun, oldest first.
func (s *Server) Sessions() []Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sessionList()
}

func (s *Server) sessionList() []Session {
	var all []Session
	for _, x := range s.sessions {
		all = append(all, Session{x.id, x.shard, x.intents, x.conn != nil, x.ended, x.resumes, x.resumedAt, x.began})
	}
	return all
}

// WaitReady waits until the bot has at least one gateway session connected.
func (s *Server) WaitReady(ctx context.Context) error {
	return s.wait(ctx, func() bool { return len(s.live()) > 0 })
}

// WaitSessions waits until the list of sessions is as wanted.
func (s *Server) WaitSessions(ctx context.Context, wanted func([]Session) bool) error {
	return s.wait(ctx, func() bool { return wanted(s.sessionList()) })
}

// take counts an identify: whether it came too early, and whether the day's are used up.
func (i *identifies) take(now time.Time, shard int, set *settings) (early, spent bool) {
	if _, ok := i.day.take(now, limit{set.identifyTotal, 24 * time.Hour}); !ok {
		return false, true
	}
	if i.keys == nil {
		i.keys = map[int]*window{}
	}
	key := shard % set.concurrency
	if i.keys[key] == nil {
		i.keys[key] = &window{}
	}
	_, ok := i.keys[key].take(now, limit{1, set.identifyWindow})
	return !ok, false
}

type resumeData struct {
	Token   string `json:"token"`
	Session string `json:"session_id"`
	Seq     int    `json:"seq"`
}

func (c *conn) resume(raw json.RawMessage) {
	var d resumeData
	if json.Unmarshal(raw, &d) != nil {
		c.fail(closeDecode, "a resume that cannot be read")
		return
	}
	x := c.s.session(d.Session)
	switch {
	case strings.TrimPrefix(d.Token, "Bot ") != c.s.Token:
		c.close(closeToken)
	case x == nil || x.ended || x.conn == nil && c.s.now().Sub(x.left) > resumable:
		c.send(object{"op": opInvalid, "d": false})
	case d.Seq > x.seq:
		x.ended = true
		c.fail(closeSequence, "a resume from the future")
	default:
		c.take(x, d.Seq)
	}
}

// take attaches the session and replays what came after seq.
func (c *conn) take(x *session, seq int) {
	if x.conn != nil {
		x.conn.close(0)
	}
	x.conn, c.session = c, x
	x.resumes++
	x.resumedAt = c.path
	for _, event := range x.log[seq:] {
		c.send(event)
	}
	x.dispatch("RESUMED", object{})
	c.s.notify()
}

func (s *Server) session(id string) *session {
	for _, x := range s.sessions {
		if x.id == id {
			return x
		}
	}
	return nil
}

// covers says whether the session's shard has the guild; DMs, guild "", are on shard 0.
func (x *session) covers(guild string) bool {
	id, _ := strconv.ParseUint(guild, 10, 64)
	return int(id>>22%uint64(x.shard[1])) == x.shard[0]
}

// dispatch sends an event, now or at a resume. What it tells is fixed now.
func (x *session) dispatch(event string, data any) {
	x.seq++
	d := object{"op": opDispatch, "s": x.seq, "t": event, "d": plain(data)}
	x.log = append(x.log, d)
	if x.conn != nil {
		x.conn.send(d)
	}
}

// dispatch tells an event to the sessions that cover the guild and asked for it; guild "" is a DM.
// The lock is held.
func (s *Server) dispatch(event, guild string, data object) {
	s.dispatchEach(event, guild, func(*session) object { return data })
}
