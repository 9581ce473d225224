package discordtest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"newshound/bot/discordtest"
)

func TestChannelLimit(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Clock(c.now))
	home := s.Guild("home")
	news, other := home.Text("news"), home.Text("other")
	post := func(ch *discordtest.Channel) answer {
		return call(t, s, "POST", "/channels/"+ch.ID+"/messages", `{"content":"x"}`)
	}
	first := post(news)
	for name, want := range map[string]string{"Limit": "5", "Remaining": "4", "Reset-After": "5.000", "Reset": "1772366405.000"} {
		if got := first.header.Get("X-RateLimit-" + name); got != want {
			t.Errorf("X-RateLimit-%s is %q, want %q", name, got, want)
		}
	}
	for range 4 {
		post(news).want(t, 200, 0)
	}
	c.pass(1500 * time.Millisecond)
	late := post(news)
	late.want(t, 429, 0)
	if late.body.RetryAfter != 3.5 || late.body.Global || late.header.Get("Retry-After") != "4" || late.header.Get("X-RateLimit-Scope") != "user" {
		t.Errorf("the refusal is %s with %v", late.raw, late.header)
	}
	if a := post(other); a.status != 200 || a.header.Get("X-RateLimit-Bucket") != first.header.Get("X-RateLimit-Bucket") {
		t.Errorf("another channel was answered with %d %v", a.status, a.header)
	}
	c.pass(3500 * time.Millisecond)
	post(news).want(t, 200, 0)
	if n := s.InvalidRequests(); n != 1 {
		t.Errorf("%d invalid requests are counted, want 1", n)
	}
}

func TestGlobalLimit(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Clock(c.now))
	home := s.Guild("home")
	for i := range 60 {
		ch := home.Text("c")
		a := call(t, s, "POST", "/channels/"+ch.ID+"/messages", `{"content":"x"}`)
		if over := i >= 50; over != (a.status == 429) || over && (!a.body.Global || a.header.Get("X-RateLimit-Scope") != "global") {
			t.Fatalf("request %d in the same second was answered with %d %s", i+1, a.status, a.raw)
		}
	}
}

// TestCongested holds that a shared limit is answered with its own code and counts for nothing.
func TestCongested(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Clock(c.now))
	news := s.Guild("home").Text("news")
	news.Congest(2 * time.Second)
	a := call(t, s, "POST", "/channels/"+news.ID+"/messages", `{"content":"x"}`)
	a.want(t, 429, 20028)
	if a.header.Get("X-RateLimit-Scope") != "shared" || s.InvalidRequests() != 0 {
		t.Errorf("scope %q, %d invalid requests", a.header.Get("X-RateLimit-Scope"), s.InvalidRequests())
	}
	c.pass(2 * time.Second)
	call(t, s, "POST", "/channels/"+news.ID+"/messages", `{"content":"x"}`).want(t, 200, 0)
}

func TestBan(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Clock(c.now), discordtest.Unlimited())
	s.Fail(func(*http.Request) *discordtest.Fault { return &discordtest.Fault{Status: 401} })
	for range 10000 {
		call(t, s, "GET", "/users/@me", "")
	}
	s.Fail(nil)
	a := call(t, s, "GET", "/users/@me", "")
	if a.status != 429 || !strings.Contains(a.raw, "1015") || a.header.Get("Retry-After") != "600" {
		t.Errorf("after 10,000 invalid requests the answer is %d %s", a.status, a.raw)
	}
	c.pass(10 * time.Minute)
	call(t, s, "GET", "/users/@me", "").want(t, 200, 0)
}

func TestOldEdits(t *testing.T) {
	c := newClock()
	s := discordtest.New(t, discordtest.Clock(c.now), discordtest.Unlimited())
	at := "/channels/" + s.Guild("home").Text("news").ID + "/messages"
	id := call(t, s, "POST", at, `{"content":"x"}`).body.ID
	for range 40 {
		call(t, s, "PATCH", at+"/"+id, `{"content":"y"}`).want(t, 200, 0)
	}
	c.pass(61 * time.Minute)
	last := answer{}
	for range 31 {
		last = call(t, s, "PATCH", at+"/"+id, `{"content":"y"}`)
	}
	last.want(t, 400, 30046)
}

func TestFaults(t *testing.T) {
	s := discordtest.New(t)
	news := s.Guild("home").Text("news")
	at := "/channels/" + news.ID + "/messages"
	held := make(chan struct{})
	for _, c := range []struct {
		name   string
		fault  discordtest.Fault
		status int // 0 for a connection that was cut
		stored bool
	}{
		{"bad gateway", discordtest.Fault{Status: 502, Body: "<html>"}, 502, false},
		{"cut before", discordtest.Fault{ResetBefore: true}, 0, false},
		{"cut after", discordtest.Fault{ResetAfter: true}, 0, true},
		{"held", discordtest.Fault{Hold: held}, 200, true},
		{"late", discordtest.Fault{Delay: time.Millisecond}, 200, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(s.Messages(news))
			arrived := make(chan bool, 1)
			s.Fail(func(*http.Request) *discordtest.Fault { arrived <- true; return &c.fault })
			if c.fault.Hold != nil {
				go func() { <-arrived; close(held) }()
			}
			a, err := try(t, s, "POST", at, `{"content":"x"}`)
			if a.status != c.status || (err != nil) != (c.status == 0) {
				t.Errorf("the answer is %d, %v; want %d", a.status, err, c.status)
			}
			if stored := len(s.Messages(news)) > before; stored != c.stored {
				t.Errorf("stored: %v, want %v", stored, c.stored)
			}
		})
	}
}
