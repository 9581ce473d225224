package discordtest

import (
	"encoding/json"
	"strings"
	"time"
)

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
		"resume_gateway_url": s.gatewayURL(ResumePath), "shard": x.shard, "application": object{"id": s.App, "flags": 0},
		"private_channels": []any{}})
	for _, g := range s.guilds {
		if g.installed && x.covers(g.ID) && x.intents&1 != 0 {
			x.dispatch("GUILD_CREATE", g.announcement())
		}
	}
	s.notify()
}
