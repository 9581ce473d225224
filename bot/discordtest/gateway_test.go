package discordtest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"newshound/bot/discordtest"
)

func TestCloseCodes(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant())
	for _, c := range []struct {
		name, query, frame string
		code               int
	}{
		{"unknown opcode", "", `{"op":42}`, 4001},
		{"not JSON", "", `{`, 4002},
		{"before identify", "", `{"op":3,"d":{}}`, 4003},
		{"wrong token", "", fmt.Sprintf(identify, "wrong", 1, 0, 1), 4004},
		{"invalid shard", "", fmt.Sprintf(identify, s.Token, 1, 1, 1), 4010},
		{"version", "?v=6&encoding=json", "", 4012},
		{"unknown intents", "", fmt.Sprintf(identify, s.Token, 1<<40, 0, 1), 4013},
		{"privileged intents", "", fmt.Sprintf(identify, s.Token, 1<<15, 0, 1), 4014},
		{"long payload", "", `{"op":1,"d":"` + x(4096) + `"}`, 4002},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.query == "" {
				c.query = "?v=10&encoding=json"
			}
			g := dial(t, s, c.query)
			if c.frame != "" {
				g.send("%s", c.frame)
			}
			if code := g.code(); code != c.code {
				t.Errorf("the close code is %d, want %d", code, c.code)
			}
		})
	}
}

func TestResume(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant())
	home := s.Guild("home")
	g := open(t, s)
	session, _ := g.identify(s)
	created := g.until("GUILD_CREATE")
	seq := created[len(created)-1].Seq
	home.Text("seen")
	g.until("CHANNEL_CREATE")
	s.Drop(0)
	g.code()
	home.Text("missed")

	g = open(t, s)
	g.send(resume, s.Token, session, seq)
	replay := g.until("RESUMED")
	if len(replay) != 3 || !strings.Contains(string(replay[0].Data), "seen") || !strings.Contains(string(replay[1].Data), "missed") || replay[0].Seq != seq+1 {
		t.Errorf("the replay is %+v", replay)
	}
	if all := s.Sessions(); len(all) != 1 || all[0].Resumes != 1 || !all[0].Connected {
		t.Errorf("the sessions are %+v", all)
	}

	g.send(resume, s.Token, session, 1000)
	if code := g.code(); code != 4007 {
		t.Errorf("a resume from the future was closed with %d", code)
	}
	g = open(t, s)
	g.send(resume, s.Token, session, seq)
	if e := g.next(); e.Op != 9 || string(e.Data) != "false" {
		t.Errorf("resuming an ended session was answered with %+v", e)
	}
}

// TestCloseEndsSession holds that closing with 1000 makes the session end.
func TestCloseEndsSession(t *testing.T) {
	s := discordtest.New(t)
	g := open(t, s)
	session, seq := g.identify(s)
	if err := g.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1000, "")); err != nil {
		t.Fatal(err)
	}
	if err := s.WaitSessions(deadline(t), func(all []discordtest.Session) bool { return all[0].Ended && !all[0].Connected }); err != nil {
		t.Fatal(err)
	}
	g = open(t, s)
	g.send(resume, s.Token, session, seq)
	if e := g.next(); e.Op != 9 {
		t.Errorf("the answer is %+v, want op 9", e)
	}
}

func TestHeartbeat(t *testing.T) {
	s := discordtest.New(t)
	g := open(t, s)
	g.send(`{"op":1,"d":null}`)
	if e := g.next(); e.Op != 11 {
		t.Errorf("a heartbeat was answered with %+v", e)
	}
	s.AskHeartbeat()
	if e := g.next(); e.Op != 1 {
		t.Errorf("the frame is %+v, want op 1", e)
	}
	s.MuteAcks(true)
	g.send(`{"op":1,"d":null}`)
	s.AskHeartbeat()
	if e := g.next(); e.Op != 1 {
		t.Errorf("the frame is %+v, want op 1 and no ack", e)
	}
}

func TestNoHeartbeat(t *testing.T) {
	s := discordtest.New(t, discordtest.Heartbeat(time.Millisecond))
	if code := open(t, s).code(); code != 4009 {
		t.Errorf("without heartbeats the close code is %d, want 4009", code)
	}
}

func TestIdentifyLimits(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Tolerant(), discordtest.Clock(c.now), discordtest.Identifies(1, 5*time.Second, 3), discordtest.Shards(2))
	a := open(t, s)
	a.identify(s)
	b := open(t, s)
	b.send(identify, s.Token, 1, 0, 1)
	if e := b.next(); e.Op != 9 || string(e.Data) != "false" {
		t.Errorf("an identify within 5 s was answered with %+v", e)
	}
	limits := call(t, s, "GET", "/gateway/bot", "").raw
	if !strings.Contains(limits, `"remaining":1,`) || !strings.Contains(limits, `"shards":2`) {
		t.Errorf("the limits are %s", limits)
	}
	c.pass(5 * time.Second)
	b.identify(s)
	last := open(t, s)
	last.send(identify, s.Token, 1, 0, 1)
	if code := last.code(); code != 4004 {
		t.Errorf("past the day's identifies the close code is %d, want 4004", code)
	}
}

func TestSendLimit(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant())
	g := open(t, s)
	for range 121 {
		g.send(`{"op":1,"d":null}`)
	}
	if code := g.code(); code != 4008 {
		t.Errorf("after 121 sends the close code is %d, want 4008", code)
	}
}

func TestShards(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Clock(c.now), discordtest.Identifies(2, 5*time.Second, 1000))
	var guilds []string
	for range 4 {
		c.pass(time.Millisecond)
		guilds = append(guilds, s.Guild("g").ID)
	}
	var told []string
	for shard := range 2 {
		g := open(t, s)
		g.send(identify, s.Token, 1, shard, 2)
		for range 2 {
			all := g.until("GUILD_CREATE")
			told = append(told, string(all[len(all)-1].Data))
		}
	}
	for _, id := range guilds {
		if !strings.Contains(strings.Join(told, ""), id) {
			t.Errorf("no shard was told of guild %s", id)
		}
	}
}

func TestReconnectAndInvalidSession(t *testing.T) {
	s := discordtest.New(t, discordtest.Identifies(1, 0, 1000))
	g := open(t, s)
	session, seq := g.identify(s)
	s.Invalidate(true)
	if e := g.next(); e.Op != 9 || string(e.Data) != "true" {
		t.Errorf("the frame is %+v, want op 9 with true", e)
	}
	s.Reconnect()
	if e := g.next(); e.Op != 7 {
		t.Errorf("the frame is %+v, want op 7", e)
	}
	g = open(t, s)
	g.send(resume, s.Token, session, seq)
	g.until("RESUMED")
	s.Invalidate(false)
	if e := g.next(); e.Op != 9 || string(e.Data) != "false" {
		t.Errorf("the frame is %+v, want op 9 with false", e)
	}
	g.identify(s)
}

// TestDiscordgoResumes holds that discordgo finds its way back to the same session by itself.
func TestDiscordgoResumes(t *testing.T) {
	t.Parallel()
	s := discordtest.New(t)
	resumed := make(chan bool, 1)
	connect(t, s, func(*discordgo.Session, *discordgo.Resumed) { resumed <- true })
	s.Reconnect()
	<-resumed
	if all := s.Sessions(); len(all) != 1 || all[0].Resumes != 1 {
		t.Errorf("the sessions are %+v", all)
	}
}

// TestMessageContent holds that guild messages are told without their content, unless they mention the bot.
func TestMessageContent(t *testing.T) {
	s := discordtest.New(t)
	home, ann := s.Guild("home"), s.User("ann")
	news := home.Text("news")
	home.Join(ann)
	g := open(t, s)
	g.send(identify, s.Token, 1|1<<9|1<<12, 0, 1)
	g.until("GUILD_CREATE")
	for _, c := range []struct {
		where *discordtest.Channel
		said  string
		told  bool
	}{{news, "secret", false}, {news, "hello <@" + s.Bot.ID + ">", true}, {s.DM(ann), "hello", true}} {
		s.Say(ann, c.where, c.said)
		all := g.until("MESSAGE_CREATE")
		if got := strings.Contains(string(all[len(all)-1].Data), strings.Fields(c.said)[0]); got != c.told {
			t.Errorf("%q was told: %v, want %v", c.said, got, c.told)
		}
	}
}
