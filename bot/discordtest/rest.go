package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"mime/multipart"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// userAgent is the form that Discord asks for (https://discord.com/developers/docs/reference#user-agent).
var userAgent = regexp.MustCompile(`^DiscordBot \(\S+, [^)]+\)`)

// route is one REST route; pattern is a method and a path as Discord's description has it.
type route struct {
	pattern string
	limit   limit
	open    bool // authorised by a token in its path: needs no Authorization and is outside of the global limit
	handle  func(*call) (any, error)
}

func (rt route) method() string { m, _, _ := strings.Cut(rt.pattern, " "); return m }

func (rt route) path() string { _, p, _ := strings.Cut(rt.pattern, " "); return p }

// call is one request on its way through a route, handled with the server's lock held.
type call struct {
	*Server
	r      *http.Request
	body   any // decoded JSON, nil without one
	files  []*multipart.FileHeader
	status int // of a success; 0 for 200, or 204 without a body
}

func (c *call) id(name string) string { return c.r.PathValue(name) }

// form is the body as an object.
func (c *call) form() object { o, _ := c.body.(object); return o }

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for _, rt := range routes() {
		mux.HandleFunc(rt.method()+" /api/{version}"+rt.path(), func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, rt) })
	}
	mux.HandleFunc("GET /ws/", s.serveGateway)
	mux.HandleFunc("GET /resume/", s.serveGateway)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.violate("%s %s: no such route in this fake", r.Method, r.URL.Path)
		s.requests = append(s.requests, Request{r.Method, r.URL.Path, r.URL.RawQuery, "", http.StatusNotFound, s.now()})
		write(w, http.StatusNotFound, errNotFound.body())
	})
	return mux
}

// serve takes a request through faults, limits, checks and its handler, and records it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request, rt route) {
	c := &call{Server: s, r: r}
	raw, readErr := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	r.Body = io.NopCloser(bytes.NewReader(raw))
	fault := s.faultFor(r)
	if fault.before(w, r) {
		s.record(c, fault.Status, fault.Header)
		return
	}
	if readErr != nil {
		readErr = &apiError{status: http.StatusRequestEntityTooLarge, code: 40005, message: "Request entity too large"}
	} else {
		readErr = c.read(raw)
	}
	status, body := s.answer(w.Header(), c, rt, readErr)
	if fault.after(w) {
		status = 0
	}
	s.record(c, status, w.Header())
	if status != 0 {
		write(w, status, body)
	}
}

// record keeps the call, and counts an answer of 401, 403 or 429 towards the ban of the address.
func (s *Server) record(c *call, status int, h http.Header) {
	raw := ""
	if c.body != nil {
		b, _ := json.Marshal(c.body)
		raw = string(b)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limiter.countInvalid(status, h.Get("X-RateLimit-Scope"))
	s.requests = append(s.requests, Request{c.r.Method, c.r.URL.Path, c.r.URL.RawQuery, raw, status, s.now()})
	s.notify()
}

// answer decides the status and body.
func (s *Server) answer(h http.Header, c *call, rt route, readErr error) (int, any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if wait := s.limiter.banned(); wait > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		return http.StatusTooManyRequests, cloudflare("error code: 1015")
	}
	if err := s.admit(c.r, rt); err != nil {
		return err.status, err.body()
	}
	major := majorOf(c.r)
	if !s.unlimited {
		refused := s.limiter.allow(rt, major)
		s.limiter.headers(h, rt, major)
		if refused != nil {
			refused.headers(h)
			return http.StatusTooManyRequests, refused.body()
		}
	}
	result, err := s.run(c, rt, readErr)
	if late := (*refusal)(nil); errors.As(err, &late) {
		late.headers(h)
		return http.StatusTooManyRequests, late.body()
	}
	status, body := outcome(c, result, err)
	for _, p := range s.spec.response(rt.method(), rt.path(), status, body) {
		s.violate("this fake's answer %d to %s at %q: %s", status, rt.pattern, p.path, p.reason)
	}
	return status, body
}

func (s *Server) run(c *call, rt route, readErr error) (any, error) {
	if readErr != nil {
		return nil, readErr
	}
	problems := s.spec.request(rt.method(), rt.path(), c.body)
	if len(problems) > 0 {
		return nil, (&form{problems}).err()
	}
	for _, field := range s.spec.unknown(rt.method(), rt.path(), c.body) {
		s.violate("%s %s: Discord knows no field %q here and passes it over", c.r.Method, c.r.URL.Path, field)
	}
	return rt.handle(c)
}

// outcome turns what a handler returned into a status and a plain JSON body. What Discord calls an invalid form
// is a violation: a bot can know these limits beforehand.
func outcome(c *call, result any, err error) (int, any) {
	var refused *apiError
	switch {
	case errors.As(err, &refused):
		if refused.code == 50035 || refused.code == errNotJSON.code || refused.code == errAnswered.code || refused.code == errEmptyMessage.code {
			tree, _ := json.Marshal(refused.body())
			c.violate("%s %s: %s", c.r.Method, c.r.URL.Path, tree)
		}
		return refused.status, plain(refused.body())
	case err != nil:
		c.violate("%s %s: %v", c.r.Method, c.r.URL.Path, err)
		return http.StatusInternalServerError, object{"message": err.Error(), "code": 0}
	case result == nil:
		return http.StatusNoContent, nil
	case c.status != 0:
		return c.status, plain(result)
	}
	return http.StatusOK, plain(result)
}

// admit checks the version, the User-Agent and the token.
func (s *Server) admit(r *http.Request, rt route) *apiError {
	if v := r.PathValue("version"); v != "v9" && v != "v10" {
		s.violate("%s %s: API version %q is neither v9 nor v10", r.Method, r.URL.Path, v)
		return invalid(50041, "Invalid API version")
	}
	if !userAgent.MatchString(r.UserAgent()) {
		s.violate("%s %s: User-Agent %q is not DiscordBot (url, version)", r.Method, r.URL.Path, r.UserAgent())
		return refused(40333, "internal network error")
	}
	if !rt.open && rt.path() != "/gateway" && r.Header.Get("Authorization") != "Bot "+s.Token {
		return errUnauthorized
	}
	return nil
}

// majorOf is the part of a path that a bucket is kept for by itself.
func majorOf(r *http.Request) string {
	for _, name := range []string{"channel_id", "guild_id", "webhook_token", "interaction_token"} {
		if id := r.PathValue(name); id != "" {
			return id
		}
	}
	return ""
}
