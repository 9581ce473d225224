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
	return &api{
		base:   strings.TrimRight(base, "/") + "/api/" + version,
		token:  token,
		client: &http.Client{Timeout: patience},
		limits: newLimits(),
	}, nil
}

// A failure is an answer that Discord gave instead of doing what it was
// asked.
type failure struct {
	Status  int             `json:"-"`
	Code    int             `json:"code"`
	Message string          `json:"message"`
	Errors  json.RawMessage `json:"errors"`
	Retry   time.Duration   `json:"-"` // of a 429
	Global  bool            `json:"-"`
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

// A request asks for one thing. Requests of one path and method wait for each
// other, as far as Discord's limits ask for it.
type request struct {
	method, path string
	body         any
	free         bool // an answer to an interaction: under no limit of ours
}

// do asks and decodes the answer into out, which may be nil. Errors are
// *failure, errLost, or the context's.
func (a *api) do(ctx context.Context, r request, out any) error {
	var body []byte
	if r.body != nil {
		var err error
		if body, err = json.Marshal(r.body); err != nil {
			return err
		}
	}
	if !r.free {
		done, err := a.limits.wait(ctx, r.method+" "+route(r.path))
		if err != nil {
			return err
		}
		defer func() { done() }()
		answer, err := a.send(ctx, r, body)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		a.limits.learn(r.method+" "+route(r.path), answer)
		return decode(answer, out)
	}
	answer, err := a.send(ctx, r, body)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	return decode(answer, out)
}

func (a *api) send(ctx context.Context, r request, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, r.method, a.base+r.path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", userAgent)
	if !r.free {
		req.Header.Set("Authorization", "Bot "+a.token)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	answer, err := a.client.Do(req)
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err // the URL may hold an interaction's token
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errLost, err)
	}
	return answer, nil
}

func decode(answer *http.Response, out any) error {
	body, err := io.ReadAll(io.LimitReader(answer.Body, longest))
	if err != nil {
		return fmt.Errorf("%w: %w", errLost, err)
	}
	if answer.StatusCode < 300 {
		if out == nil || len(body) == 0 {
			return nil
		}
		return json.Unmarshal(body, out)
	}
	f := &failure{Status: answer.StatusCode}
	_ = json.Unmarshal(body, f) // what is no JSON comes from a proxy, and has only its status to say
	if answer.StatusCode == http.StatusTooManyRequests {
		f.Retry = seconds(answer.Header.Get("Retry-After"))
		f.Global = answer.Header.Get("X-RateLimit-Global") != ""
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

// route is a path without what does not choose its rate limit: all IDs but
// the first one, which Discord calls the major parameter.
func route(path string) string {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(path, "/")
	for i := 3; i < len(parts); i++ {
		if _, err := strconv.ParseUint(parts[i], 10, 64); err == nil {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}
