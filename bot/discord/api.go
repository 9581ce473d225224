package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"newshound/commands"
)

const (
	version   = "v10"
	userAgent = "DiscordBot (https://github.com/newshound/newshound, 1.0)"
	patience  = 15 * time.Second // for one answer
	longest   = 8 << 20          // bytes of one answer
)

// An api asks Discord's REST API. It never asks twice by itself: who asked
// knows whether that is safe.
type api struct {
	base   string
	token  string
	client *http.Client
	limits *limits
}

func newAPI(base, token string) (*api, error) {
	if base == "" {
		base = "https://discord.com"
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("--discord-api takes a URL such as http://127.0.0.1:8080")
	}
	lines := http.DefaultTransport.(*http.Transport).Clone()
	lines.MaxIdleConnsPerHost = budget
	return &api{
		base:   strings.TrimRight(base, "/") + "/api/" + version,
		token:  token,
		client: &http.Client{Timeout: patience, Transport: lines},
		limits: newLimits(),
	}, nil
}

// A failure is an answer that Discord gave instead of doing what it was
// asked, or that a proxy before it gave.
type failure struct {
	Status  int             `json:"-"`
	Code    int             `json:"code"`
	Message string          `json:"message"`
	Errors  json.RawMessage `json:"errors"`
	Global  bool            `json:"global"` // a 429 that concerns all requests
	Foreign bool            `json:"-"`      // a proxy's: Discord was never asked
	Retry   time.Duration   `json:"-"`      // how long to wait, where that is said
}

func (f *failure) Error() string {
	s := fmt.Sprintf("Discord answered %d", f.Status)
	if f.Message != "" {
		s += fmt.Sprintf(", %q (code %d)", f.Message, f.Code)
	}
	if len(f.Errors) > 0 {
		s += " " + string(f.Errors)
	}
	return s
}

// errLost says that nobody knows whether Discord did what it was asked.
var errLost = errors.New("no answer from Discord")

func (a *api) get(ctx context.Context, path string, out any) error {
	return a.do(ctx, request{method: http.MethodGet, path: path}, out)
}

// A request asks for one thing.
type request struct {
	method, path string
	body         any
	file         commands.File // goes with the body; without a name there is none
	lane         lane
	free         bool // an answer to an interaction: under no limit of ours
}

// do asks and decodes the answer into out, which may be nil. Errors are
// *failure, errLost, or the context's.
func (a *api) do(ctx context.Context, r request, out any) error {
	body, kind, err := r.encode()
	if err != nil {
		return err
	}
	given := func(*answer) {}
	if !r.free {
		p, err := a.limits.wait(ctx, routeOf(r.method, r.path), r.lane)
		if err != nil {
			return err
		}
		given = p.done
	}
	answer, err := a.send(ctx, r, body, kind)
	given(answer)
	if err != nil {
		return err
	}
	return answer.decode(out)
}

// An answer is Discord's, or a proxy's before it.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a *api) send(ctx context.Context, r request, body []byte, kind string) (*answer, error) {
	req, err := http.NewRequestWithContext(ctx, r.method, a.base+r.path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", userAgent)
	if !r.free {
		req.Header.Set("Authorization", "Bot "+a.token)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	got, err := a.client.Do(req)
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err // the URL may hold an interaction's token
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errLost, err)
	}
	defer got.Body.Close()
	said, err := io.ReadAll(io.LimitReader(got.Body, longest))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errLost, err)
	}
	return &answer{got.StatusCode, got.Header, said}, nil
}

func (a *answer) decode(out any) error {
	if f := a.failure(); f != nil {
		return f
	}
	if out == nil || len(a.body) == 0 {
		return nil
	}
	return json.Unmarshal(a.body, out)
}

// failure is why the answer is none, or nil. What is no JSON comes from a
// proxy, such as Cloudflare, which also blocks addresses.
func (a *answer) failure() *failure {
	if a.status < 300 {
		return nil
	}
	f := &failure{}
	var more struct {
		Retry float64 `json:"retry_after"` // finer than the header
	}
	f.Foreign = json.Unmarshal(a.body, f) != nil || json.Unmarshal(a.body, &more) != nil
	f.Status = a.status
	f.Global = f.Global || a.header.Get("X-RateLimit-Global") != ""
	switch wait := a.header.Get("Retry-After"); {
	case more.Retry > 0:
		f.Retry = time.Duration(more.Retry * float64(time.Second))
	case wait != "":
		f.Retry = seconds(wait)
	case f.Foreign:
		f.Retry = blocked
	}
	return f
}

func seconds(s string) time.Duration {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 0 {
		return time.Second
	}
	return time.Duration(n * float64(time.Second))
}
