package fetch_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"newshound/sources/fetch"
)

// BenchmarkNotModified is a poll that brings nothing, server included, beside
// net/http's own client.
func BenchmarkNotModified(b *testing.B) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusNotModified) }))
	defer server.Close()
	c := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond})
	defer c.Close()
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			if r, err := c.Get(b.Context(), fetch.Request{URL: server.URL, ETag: `"1"`}); err != nil || !r.NotModified {
				b.Fatal(err)
			}
		}
	})
	b.Run("net/http", func(b *testing.B) {
		for b.Loop() {
			req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, server.URL, nil)
			if err != nil {
				b.Fatal(err)
			}
			req.Header.Set("If-None-Match", `"1"`)
			resp, err := server.Client().Do(req)
			if err != nil {
				b.Fatal(err)
			}
			resp.Body.Close()
		}
	})
}
