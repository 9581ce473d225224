package discordtest_test

import (
	"net/http"
	"testing"

	"newshound/bot/discordtest"
)

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
