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
