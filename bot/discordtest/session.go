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

// session is what an identify begins and a resume takes up again.
type session struct {
	id      string
	shard   [2]int
	intents int
	seq     int
	log     []object // all dispatches, for a replay
	conn    *conn    // nil while disconnected
	ended   bool
	left    time.Time // when it was disconnected
	resumes int
	began   time.Time
}

// Session is the state of one gateway session.
type Session struct {
	ID        string
	Shard     [2]int
	Intents   int
	Connected bool
	Ended     bool // it cannot be resumed any more
	Resumes   int
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
		all = append(all, Session{x.id, x.shard, x.intents, x.conn != nil, x.ended, x.resumes, x.began})
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

// identifies keeps Discord's limits on identifying: so many at once for each rate limit key, so many a day.
type identifies struct {
	day  window
	keys map[int]*window
}

func (i *identifies) left(now time.Time, set *settings) (int, time.Duration) {
	if now.Sub(i.day.from) >= 24*time.Hour {
		return set.identifyTotal, 0
	}
	return max(0, set.identifyTotal-i.day.used), i.day.from.Add(24 * time.Hour).Sub(now)
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

type identifyData struct {
	Token      string            `json:"token"`
	Intents    *int              `json:"intents"`
	Properties map[string]string `json:"properties"`
	Shard      *[2]int           `json:"shard"`
}

func (c *conn) identify(raw json.RawMessage) {
	var d identifyData
	if json.Unmarshal(raw, &d) != nil {
		c.fail(closeDecode, "an identify that cannot be read")
		return
	}
	if d.Shard == nil {
		d.Shard = &[2]int{0, 1}
	}
	switch code := c.refuses(d); {
	case c.session != nil:
		c.fail(closeAuthenticated, "a second identify on one connection")
		return
	case code == closeToken || code == closeDisallowed || code == closeSharding:
		c.close(code)
		return
	case code != 0:
		c.fail(code, "an invalid identify")
		return
	}
	early, spent := c.s.identifies.take(c.s.now(), d.Shard[0], &c.s.settings)
	switch {
	case spent:
		c.fail(closeToken, "all identifies of the day used up: the token was reset")
	case early:
		c.send(object{"op": opInvalid, "d": false})
	default:
		c.begin(d)
	}
}

// refuses is the close code for what the identify says, 0 when it is fine.
func (c *conn) refuses(d identifyData) int {
	_, hasOS := d.Properties["os"]
	if _, dollar := d.Properties["$os"]; !hasOS && !dollar {
		return closeDecode
	}
	switch {
	case strings.TrimPrefix(d.Token, "Bot ") != c.s.Token:
		return closeToken
	case d.Shard[1] < 1 || d.Shard[0] < 0 || d.Shard[0] >= d.Shard[1]:
		return closeShard
	case len(c.s.guilds) > maxShardGuilds*d.Shard[1]:
		return closeSharding
	case d.Intents == nil || *d.Intents&^knownIntents != 0 || *d.Intents < 0:
		return closeIntents
	case *d.Intents&privilegedOnes&^c.s.privileged != 0:
		return closeDisallowed
	}
	return 0
}

func (c *conn) begin(d identifyData) {
	s := c.s
	x := &session{id: s.nextID(), shard: *d.Shard, intents: *d.Intents, conn: c, began: s.now()}
	c.session = x
	s.sessions = append(s.sessions, x)
	unavailable := []any{}
	for _, g := range s.guilds {
		if g.installed && x.covers(g.ID) {
			unavailable = append(unavailable, object{"id": g.ID, "unavailable": true})
		}
	}
	x.dispatch("READY", object{"v": 10, "user": s.myself(), "guilds": unavailable, "session_id": x.id, "session_type": "normal",
		"resume_gateway_url": s.gatewayURL("/resume/"), "shard": x.shard, "application": object{"id": s.App, "flags": 0},
		"private_channels": []any{}})
	for _, g := range s.guilds {
		if g.installed && x.covers(g.ID) && x.intents&1 != 0 {
			x.dispatch("GUILD_CREATE", g.announcement())
		}
	}
	s.notify()
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

// intentOf is the intent that an event needs in a guild and in a DM; an event that is not here needs none.
var intentOf = map[string][2]int{
	"GUILD_CREATE": {1, 1}, "GUILD_DELETE": {1, 1}, "GUILD_ROLE_CREATE": {1, 1}, "GUILD_ROLE_UPDATE": {1, 1},
	"CHANNEL_CREATE": {1, 1}, "CHANNEL_UPDATE": {1, 1}, "CHANNEL_DELETE": {1, 1},
	"THREAD_CREATE": {1, 1}, "THREAD_UPDATE": {1, 1}, "THREAD_DELETE": {1, 1},
	"MESSAGE_CREATE": {1 << 9, 1 << 12}, "MESSAGE_UPDATE": {1 << 9, 1 << 12}, "MESSAGE_DELETE": {1 << 9, 1 << 12},
}

// dispatch tells an event to the sessions that cover the guild and asked for it; guild "" is a DM.
// The lock is held.
func (s *Server) dispatch(event, guild string, data object) {
	s.dispatchEach(event, guild, func(*session) object { return data })
}

func (s *Server) dispatchEach(event, guild string, data func(*session) object) {
	dm := 0
	if guild == "" {
		dm = 1
	}
	for _, x := range s.sessions {
		need := intentOf[event][dm]
		if x.ended || !x.covers(guild) || x.intents&need != need {
			continue
		}
		if x.conn == nil && s.now().Sub(x.left) > resumable {
			x.ended, x.log = true, nil
			continue
		}
		x.dispatch(event, s.rewritten(event, data(x)))
	}
	s.notify()
}

// Rewrite lets f change what every later event tells, as Discord does when it brings in something new;
// f nil ends that.
func (s *Server) Rewrite(f func(event string, data map[string]any)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rewrite = f
}

func (s *Server) rewritten(event string, data object) object {
	if s.rewrite == nil {
		return data
	}
	own := plain(data).(object)
	s.rewrite(event, own)
	return own
}
