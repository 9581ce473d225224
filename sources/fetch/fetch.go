// Package fetch gets bytes from strangers' servers: politely towards each
// host, and safely whatever the address and the answer are.
//
// Every address is checked when it is dialled, after DNS and on each
// redirect; only http and https are spoken; time, redirects, headers and
// bytes (after decompression) have limits. At most a few requests run against
// one host at once, with a gap between their starts.
package fetch

import (
	"context"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"newshound/sources"
)

// Options say how to fetch. The zero value of each field is its default.
type Options struct {
	Allow     []netip.Prefix // addresses reached although they are private
	UserAgent string         // who we say we are
	MaxBytes  int64          // of a body after decompression, default 10 MiB
	Timeout   time.Duration  // for a whole answer once its turn has come, default 30 s
	FirstByte time.Duration  // for an answer's header, default 15 s
	PerHost   int            // requests to one host at once, default 2
	Gap       time.Duration  // between the starts of requests to one host, default 250 ms
}

// Client fetches. It is safe for concurrent use.
type Client struct {
	opts      Options
	transport *http.Transport
	gate      *gate
	pages     *gate // before the other: one page a host
	unpack    *unpacker
	robots    robots
}

// New returns a client with its own connections.
func New(o Options) *Client {
	def(&o.UserAgent, "Newshound/1.0 (news reader for Discord; polls feeds)")
	def(&o.MaxBytes, 10<<20)
	def(&o.Timeout, 30*time.Second)
	def(&o.FirstByte, 15*time.Second)
	def(&o.PerHost, 2)
	def(&o.Gap, 250*time.Millisecond)
	return &Client{
		opts: o,
		transport: &http.Transport{
			Proxy:                  nil, // a proxy would dial for us, unchecked
			DialContext:            dialer(o.Allow).DialContext,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // unpacked here, within limits
			TLSHandshakeTimeout:    10 * time.Second,
			ResponseHeaderTimeout:  o.FirstByte,
			MaxResponseHeaderBytes: 64 << 10,
			ReadBufferSize:         16 << 10,
			MaxIdleConns:           128,
			MaxIdleConnsPerHost:    o.PerHost,
			IdleConnTimeout:        90 * time.Second,
		},
		gate:   newGate(o.PerHost, o.Gap),
		pages:  newGate(1, 0),
		unpack: newUnpacker(),
		robots: robots{hosts: map[string]robotsFile{}},
	}
}

func def[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Close drops the connections that are kept for reuse.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// A Request is for one URL. With ETag or LastModified from an earlier
// Response it asks for news only.
type Request struct {
	URL          string
	ETag         string
	LastModified string
	Accept       string // default: anything
	Page         bool   // an article's page: one a host at a time
}

// A Response is an answer with status 2xx, or 304 to a conditional request.
type Response struct {
	URL          string // where it came from in the end
	Status       int
	NotModified  bool
	Body         []byte // decompressed
	ContentType  string
	ETag         string
	LastModified string
	Links        []string      // Link headers (RFC 8288), as sent
	MaxAge       time.Duration // how long the server calls it fresh; 0 when it does not say
	Moved        string        // where every permanent redirect so far leads; "" without one
}

const maxRedirects = 10

// Get fetches a URL. Its errors are sentences for people that name the host
// and nothing secret; they wrap sources.ErrGone, sources.ErrPrivate,
// sources.ErrTooLarge, a *Later when the host asks to be left alone, or a
// *StatusError for any other status.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	u, err := parse(r.URL)
	if err != nil {
		return nil, err
	}
	moved, permanent := "", true
	for range maxRedirects + 1 {
		resp, next, err := c.hop(ctx, u, r)
		if err != nil {
			return nil, err
		}
		if next == nil {
			resp.Moved = moved
			return resp, nil
		}
		permanent = permanent && (resp.Status == http.StatusMovedPermanently || resp.Status == http.StatusPermanentRedirect)
		if permanent {
			moved = next.String()
		}
		u = next
	}
	return nil, &failure{text: u.Hostname() + " redirects in a circle."}
}

// hop makes one request: it returns an answer, or where a redirect leads
// along with its bare status.
func (c *Client) hop(ctx context.Context, u *url.URL, r Request) (*Response, *url.URL, error) {
	if r.Page {
		leave, err := c.pages.enter(ctx, u.Host)
		if err != nil {
			return nil, nil, explain(u, err)
		}
		defer leave()
	}
	leave, err := c.gate.enter(ctx, u.Host)
	if err != nil {
		return nil, nil, explain(u, err)
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()

	answer, err := c.transport.RoundTrip(c.request(ctx, u, r))
	if err != nil {
		return nil, nil, explain(u, err)
	}
	defer answer.Body.Close()
	if next, err := redirect(u, answer); next != nil || err != nil {
		drain(answer.Body)
		return &Response{Status: answer.StatusCode}, next, err
	}
	if err := status(u, answer, r); err != nil {
		drain(answer.Body)
		return nil, nil, err
	}
	resp := describe(u, answer)
	if resp.NotModified {
		return resp, nil, nil
	}
	body, cut, err := c.unpack.body(answer, c.opts.MaxBytes)
	if err != nil {
		return nil, nil, explain(u, err)
	}
	resp.Body = body
	if cut { // ask for all of it the next time
		resp.ETag, resp.LastModified = "", ""
	}
	return resp, nil, nil
}

func (c *Client) request(ctx context.Context, u *url.URL, r Request) *http.Request {
	def(&r.Accept, "*/*")
	h := http.Header{
		"User-Agent":      {c.opts.UserAgent},
		"Accept":          {r.Accept},
		"Accept-Encoding": {"gzip, br, zstd"},
	}
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
	req := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: h}).WithContext(ctx)
	if u.User != nil {
		password, _ := u.User.Password()
		req.SetBasicAuth(u.User.Username(), password)
	}
	return req
}

// status turns an answer that brings nothing into an error.
func status(u *url.URL, answer *http.Response, r Request) error {
	switch code := answer.StatusCode; {
	case code >= 200 && code < 300, code == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		return nil
	case code == http.StatusGone:
		return &failure{u.Hostname() + " says that this address is gone for good.", sources.ErrGone}
	case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable && answer.Header.Get("Retry-After") != "":
		return &Later{Host: u.Hostname(), Wait: retryAfter(answer.Header)}
	default:
		return &StatusError{Host: u.Hostname(), Code: code}
	}
}

// parse reads a URL that may be fetched.
func parse(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, &failure{sources.Shown(raw) + " is not an address; paste it as the browser shows it.", err}
	}
	return u, check(u)
}

func check(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return &failure{text: sources.Shown(u.String()) + " is not an http or https address."}
	}
	return nil
}

// redirect returns where an answer leads, or nil when it is no redirect.
func redirect(from *url.URL, answer *http.Response) (*url.URL, error) {
	switch answer.StatusCode {
	case 301, 302, 303, 307, 308:
	default:
		return nil, nil
	}
	location := answer.Header.Get("Location")
	to, err := from.Parse(location)
	if err != nil || location == "" {
		return nil, &failure{from.Hostname() + " redirects to an unreadable address.", err}
	}
	if to.User == nil && to.Host == from.Host {
		to.User = from.User
	}
	to.Fragment = ""
	return to, check(to)
}

// drain reads a little of a body that nobody wants, so that the connection
// can be used again.
func drain(body io.Reader) { _, _ = io.CopyN(io.Discard, body, 4<<10) }
