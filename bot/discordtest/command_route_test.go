package discordtest_test

import (
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
)

func TestCommandRoutes(t *testing.T) {
	s := discordtest.New(t, discordtest.Unlimited())
	at := "/applications/" + s.App + "/guilds/" + s.Guild("home").ID + "/commands"
	made := call(t, s, "POST", at, `{"name":"news","description":"News"}`)
	made.want(t, 201, 0)
	again := call(t, s, "POST", at, `{"name":"news","description":"The news"}`)
	again.want(t, 200, 0)
	if made.body.ID != again.body.ID {
		t.Error("a command of the same name got another id")
	}
	kept := call(t, s, "PUT", at, `[{"name":"news","description":"Still the news"}]`)
	if !strings.Contains(kept.raw, made.body.ID) {
		t.Error("an overwritten command of the same name got another id")
	}
	call(t, s, "PATCH", at+"/"+made.body.ID, `{"description":"Other"}`).want(t, 200, 0)
	if got := call(t, s, "GET", at+"/"+made.body.ID, ""); !strings.Contains(got.raw, "Other") {
		t.Errorf("the command is %s", got.raw)
	}
	call(t, s, "DELETE", at+"/"+made.body.ID, "").want(t, 204, 0)
	call(t, s, "GET", at+"/"+made.body.ID, "").want(t, 404, 10063)
}

func TestCommandsADay(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Unlimited(), discordtest.Clock(c.now))
	at := "/applications/" + s.App + "/commands"
	create := func() answer { return call(t, s, "POST", at, `{"name":"news","description":"News"}`) }
	for range 200 {
		call(t, s, "DELETE", at+"/"+create().body.ID, "").want(t, 204, 0)
	}
	create().want(t, 403, 30034)
	c.pass(24 * time.Hour)
	create().want(t, 201, 0)
}
