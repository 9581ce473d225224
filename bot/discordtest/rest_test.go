package discordtest_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
)

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
