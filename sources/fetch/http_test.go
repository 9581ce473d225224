package fetch

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"
)

// Both versions of HTTP are spoken, over one connection that is kept.
func TestConnectionsAreKept(t *testing.T) {
	for version, http2 := range map[int]bool{1: false, 2: true} {
		var met, dialled atomic.Int32
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			met.Store(int32(r.ProtoMajor))
			io.WriteString(w, "news")
		}))
		server.EnableHTTP2 = http2
		server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				dialled.Add(1)
			}
		}
		server.StartTLS()
		defer server.Close()
		c := New(Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond})
		defer c.Close()
		c.transport.TLSClientConfig = &tls.Config{RootCAs: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
		for range 5 {
			resp, err := c.Get(t.Context(), Request{URL: server.URL})
			if err != nil || string(resp.Body) != "news" {
				t.Fatal(resp, err)
			}
		}
		if int(met.Load()) != version || dialled.Load() != 1 {
			t.Errorf("HTTP/%d was spoken over %d connections, want HTTP/%d over one", met.Load(), dialled.Load(), version)
		}
	}
}

func TestFreshness(t *testing.T) {
	const date = "Wed, 04 Mar 2026 10:00:00 GMT"
	for _, c := range []struct {
		control, expires string
		want             time.Duration
	}{
		{"", "", 0},
		{"public, Max-Age=600", "", 10 * time.Minute},
		{`max-age="60"`, "", time.Minute},
		{"max-age=0", "Wed, 04 Mar 2026 11:00:00 GMT", 0},
		{"", "Wed, 04 Mar 2026 11:00:00 GMT", time.Hour},
		{"", "Wed, 04 Mar 2026 09:00:00 GMT", 0},
		{"", "0", 0},
		{"no-cache, max-age=600", "", 0},
		{"no-store", "Wed, 04 Mar 2026 11:00:00 GMT", 0},
		{"max-age=-5", "", 0},
		{"max-age=99999999999", "", 365 * 24 * time.Hour},
	} {
		h := http.Header{"Date": {date}, "Cache-Control": {c.control}, "Expires": {c.expires}}
		if got := maxAge(h); got != c.want {
			t.Errorf("Cache-Control %q with Expires %q is fresh for %v, want %v", c.control, c.expires, got, c.want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"120": 2 * time.Minute, " 5 ": 5 * time.Second, "Wed, 04 Mar 2026 10:00:30 GMT": 30 * time.Second,
		"": 0, "soon": 0, "-1": 0, "Wed, 04 Mar 2026 09:00:00 GMT": 0,
	} {
		h := http.Header{"Date": {"Wed, 04 Mar 2026 10:00:00 GMT"}, "Retry-After": {value}}
		if got := retryAfter(h); got != want {
			t.Errorf("Retry-After %q asks for %v, want %v", value, got, want)
		}
	}
}
