package discordtest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"newshound/bot/discordtest"
)

// answer is what a REST call got.
type answer struct {
	status int
	header http.Header
	raw    string
	body   struct {
		ID, Content, Nonce string
		Code               int
		Flags              int
		Global             bool
		RetryAfter         float64 `json:"retry_after"`
		Errors             json.RawMessage
		Message            json.RawMessage
	}
}

// call makes a REST call as a bot that is not discordgo would.
func call(t *testing.T, s *discordtest.Server, method, path, body string) answer {
	t.Helper()
	a, err := try(t, s, method, path, body)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func try(t *testing.T, s *discordtest.Server, method, path, body string) (answer, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL()+"/api/v10"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+s.Token)
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	return send(t, req)
}

func send(t *testing.T, req *http.Request) (answer, error) {
	t.Helper()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: resp.StatusCode, header: resp.Header, raw: string(raw)}
	_ = json.Unmarshal(raw, &a.body)
	return a, nil
}

// clock is a time that tests move on by hand.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func (a answer) want(t *testing.T, status, code int) {
	t.Helper()
	if a.status != status || a.body.Code != code {
		t.Errorf("the answer is %d, code %d: %s; want %d, code %d", a.status, a.body.Code, a.raw, status, code)
	}
}

func TestMessages(t *testing.T) {
	s := discordtest.New(t)
	news := s.Guild("home").Text("news")
	at := "/channels/" + news.ID + "/messages"

	first := call(t, s, "POST", at, `{"content":"first","nonce":"n1","enforce_nonce":true}`)
	again := call(t, s, "POST", at, `{"content":"other","nonce":"n1","enforce_nonce":true}`)
	if first.body.ID != again.body.ID || again.body.Content != "first" || again.body.Nonce != "n1" {
		t.Errorf("a repeated nonce answered %s, want the first message %s", again.raw, first.raw)
	}
	second := call(t, s, "POST", at, `{"content":"second"}`)
	third := call(t, s, "POST", at, `{"content":"third"}`)
	call(t, s, "PATCH", at+"/"+second.body.ID, `{"content":"second, edited"}`).want(t, 200, 0)
	call(t, s, "DELETE", at+"/"+third.body.ID, "").want(t, 204, 0)
	call(t, s, "GET", at+"/"+third.body.ID, "").want(t, 404, 10008)

	all := s.Messages(news)
	if len(all) != 2 || all[1].Content != "second, edited" || len(all[1].Edits) != 1 || !strings.Contains(string(all[1].Edits[0]), `"second"`) {
		t.Errorf("the channel has %+v", all)
	}
	if all[0].Nonce != "n1" || strings.Contains(call(t, s, "GET", at, "").raw, "nonce") {
		t.Errorf("the nonce must be kept, as %q, and not be told in the history", all[0].Nonce)
	}
	last := s.Requests()[len(s.Requests())-1]
	if last.Method != "GET" || last.Path != "/api/v10"+at || last.Status != 200 {
		t.Errorf("the last request is %+v", last)
	}
}

func TestHistory(t *testing.T) {
	s := discordtest.New(t, discordtest.Unlimited())
	news := s.Guild("home").Text("news")
	at := "/channels/" + news.ID + "/messages"
	ids := map[string]string{}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		ids[name] = call(t, s, "POST", at, `{"content":"`+name+`"}`).body.ID
	}
	for _, c := range []struct{ query, want string }{
		{"", "edcba"},
		{"?limit=2", "ed"},
		{"?limit=2&before=" + ids["d"], "cb"},
		{"?limit=2&after=" + ids["b"], "dc"},
		{"?limit=3&around=" + ids["c"], "dcb"},
		{"?after=" + ids["e"], ""},
	} {
		var found []struct{ Content string }
		if err := json.Unmarshal([]byte(call(t, s, "GET", at+c.query, "").raw), &found); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, m := range found {
			got += m.Content
		}
		if got != c.want {
			t.Errorf("%s lists %q, want %q", c.query, got, c.want)
		}
	}
}

func TestNonceWindow(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Clock(c.now), discordtest.NonceWindow(time.Minute))
	at := "/channels/" + s.Guild("home").Text("news").ID + "/messages"
	const body = `{"content":"x","nonce":"n","enforce_nonce":true}`
	first := call(t, s, "POST", at, body).body.ID
	c.pass(59 * time.Second)
	if id := call(t, s, "POST", at, body).body.ID; id != first {
		t.Error("the nonce was forgotten within its window")
	}
	c.pass(2 * time.Second)
	if id := call(t, s, "POST", at, body).body.ID; id == first {
		t.Error("the nonce was known after its window")
	}
}

func TestRefusals(t *testing.T) {
	s := discordtest.New(t)
	home, away := s.Guild("home"), s.Guild("away")
	open, hidden, quiet, forum := home.Text("open"), home.Text("hidden"), home.Text("quiet"), home.Forum("forum", true, "tag")
	plain, thread, gone := home.Text("plain"), open.Thread("old"), away.Text("gone")
	hidden.Deny(home.Everyone, discordtest.ViewChannel)
	quiet.Deny(s.Bot, discordtest.SendMessages)
	plain.Deny(home.Everyone, discordtest.EmbedLinks)
	thread.Archive(true)
	away.Kick()
	shy, stranger := s.User("shy"), s.User("stranger")
	home.Join(shy)
	shy.CloseDMs()
	mine := s.Say(shy, open, "mine")

	const hi = `{"content":"hi"}`
	post := func(c *discordtest.Channel) string { return "/channels/" + c.ID + "/messages" }
	for _, c := range []struct {
		name, method, path, body string
		status, code             int
	}{
		{"no such channel", "POST", "/channels/1/messages", hi, 404, 10003},
		{"channel not seen", "POST", post(hidden), hi, 403, 50001},
		{"left guild", "POST", post(gone), hi, 403, 50001},
		{"may not send", "POST", post(quiet), hi, 403, 50013},
		{"may not embed", "POST", post(plain), `{"embeds":[{"title":"x"}]}`, 403, 50013},
		{"into a forum", "POST", post(forum), hi, 400, 50008},
		{"locked thread", "POST", post(thread), hi, 400, 50083},
		{"closed DM", "POST", post(s.DM(shy)), hi, 403, 50007},
		{"no guild in common", "POST", post(s.DM(stranger)), hi, 403, 50278},
		{"no such message", "PATCH", post(open) + "/1", hi, 404, 10008},
		{"another's message", "PATCH", post(open) + "/" + mine.ID, hi, 403, 50005},
		{"delete another's", "DELETE", post(open) + "/" + mine.ID, "", 403, 50013},
		{"crosspost in a text channel", "POST", post(open) + "/" + mine.ID + "/crosspost", "", 400, 50024},
		{"forum post without tag", "POST", "/channels/" + forum.ID + "/threads", `{"name":"x","message":{"content":"x"}}`, 400, 40067},
		{"webhooks not managed", "POST", "/channels/" + open.ID + "/webhooks", `{"name":"x"}`, 403, 50013},
		{"no such guild", "GET", "/guilds/1", "", 404, 10004},
		{"no such member", "GET", "/guilds/" + home.ID + "/members/1", "", 404, 10007},
		{"no such user", "POST", "/users/@me/channels", `{"recipient_id":"1"}`, 400, 50033},
		{"another application", "PUT", "/applications/1/commands", `[]`, 403, 20012},
	} {
		t.Run(c.name, func(t *testing.T) { call(t, s, c.method, c.path, c.body).want(t, c.status, c.code) })
	}
}

func TestDoor(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant())
	for _, c := range []struct {
		name, path, auth, agent string
		status, violations      int
	}{
		{"fine", "/api/v9/users/@me", "Bot " + s.Token, "DiscordBot (https://example.org, 1)", 200, 0},
		{"no authorization", "/api/v10/gateway/bot", "", "DiscordBot (https://example.org, 1)", 401, 0},
		{"none needed", "/api/v10/gateway", "", "DiscordBot (https://example.org, 1)", 200, 0},
		{"no user agent", "/api/v10/users/@me", "Bot " + s.Token, "", 403, 1},
		{"old version", "/api/v6/users/@me", "Bot " + s.Token, "DiscordBot (https://example.org, 1)", 400, 1},
		{"unknown route", "/api/v10/nowhere", "Bot " + s.Token, "DiscordBot (https://example.org, 1)", 404, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(s.Violations())
			req, err := http.NewRequestWithContext(t.Context(), "GET", s.URL()+c.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", c.auth)
			req.Header.Set("User-Agent", c.agent)
			a, err := send(t, req)
			if err != nil || a.status != c.status {
				t.Errorf("the answer is %d %s, %v; want %d", a.status, a.raw, err, c.status)
			}
			if n := len(s.Violations()) - before; n != c.violations {
				t.Errorf("%d violations, want %d: %v", n, c.violations, s.Violations())
			}
		})
	}
}

func TestMentions(t *testing.T) {
	s := discordtest.New(t, discordtest.Unlimited())
	home := s.Guild("home")
	ann, news, staff := s.User("ann"), home.Text("news"), home.Role("staff", 0)
	home.Join(ann)
	said := `@everyone <@` + ann.ID + `> <@&` + staff.ID + `>`
	staff.Mentionable = true
	for _, c := range []struct {
		name, allowed string
		users, roles  int
	}{
		{"by default", ``, 1, 1},
		{"none", `,"allowed_mentions":{"parse":[]}`, 0, 0},
		{"users", `,"allowed_mentions":{"parse":["users"]}`, 1, 0},
		{"one role", `,"allowed_mentions":{"roles":["` + staff.ID + `"]}`, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			call(t, s, "POST", "/channels/"+news.ID+"/messages", `{"content":"`+said+`"`+c.allowed+`}`).want(t, 200, 0)
			all := s.Messages(news)
			m := all[len(all)-1]
			if len(m.Mentions) != c.users || len(m.MentionRoles) != c.roles || m.MentionEveryone {
				t.Errorf("it pings %v %v %v, want %d users, %d roles, never everyone", m.Mentions, m.MentionRoles, m.MentionEveryone, c.users, c.roles)
			}
		})
	}
}
