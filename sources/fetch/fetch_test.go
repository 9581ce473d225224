package fetch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"newshound/sources"
	"newshound/sources/fetch"
)

// serve starts a server on loopback and returns its URL.
func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// client may visit loopback, without waiting between requests.
func client(t *testing.T, o fetch.Options) *fetch.Client {
	t.Helper()
	o.Allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	o.Gap = time.Nanosecond
	c := fetch.New(o)
	t.Cleanup(c.Close)
	return c
}

func TestGetIsConditional(t *testing.T) {
	const etag, modified = `W/"v1"`, "Wed, 04 Mar 2026 10:00:00 GMT"
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		w.Header().Set("Last-Modified", modified)
		w.Header().Set("Cache-Control", "public, max-age=600")
		w.Header().Set("Content-Type", "application/rss+xml")
		w.Header().Add("Link", `</hub>; rel="hub"`)
		if r.Header.Get("If-None-Match") == etag && r.Header.Get("If-Modified-Since") == modified {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(w, "%s|%s", r.UserAgent(), r.Header.Get("Accept"))
	})
	c := client(t, fetch.Options{UserAgent: "Tester/1"})
	first, err := c.Get(t.Context(), fetch.Request{URL: url, Accept: "text/x"})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(first.Body); got != "Tester/1|text/x" {
		t.Errorf("the server saw %q", got)
	}
	if first.ETag != etag || first.LastModified != modified || first.MaxAge != 10*time.Minute ||
		first.ContentType != "application/rss+xml" || len(first.Links) != 1 || first.URL != url {
		t.Errorf("described as %+v", first)
	}
	second, err := c.Get(t.Context(), fetch.Request{URL: url, ETag: first.ETag, LastModified: first.LastModified})
	if err != nil {
		t.Fatal(err)
	}
	if !second.NotModified || len(second.Body) != 0 {
		t.Errorf("a conditional request gave %+v", second)
	}
}

func pack(t *testing.T, encoding string, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	default:
		return body
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBodies(t *testing.T) {
	const max = 1 << 20
	small, bomb := []byte("<rss>news</rss>"), make([]byte, 8<<20)
	c := client(t, fetch.Options{MaxBytes: max})
	for _, encoding := range []string{"", "gzip", "br", "zstd"} {
		for _, body := range [][]byte{small, bomb, small} { // again: a decoder is used twice
			url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if encoding != "" {
					w.Header().Set("Content-Encoding", encoding)
				}
				w.Write(pack(t, encoding, body))
			})
			resp, err := c.Get(t.Context(), fetch.Request{URL: url})
			switch {
			case len(body) > max && !errors.Is(err, sources.ErrTooLarge):
				t.Errorf("%q: %d bytes gave %v", encoding, len(body), err)
			case len(body) <= max && err != nil:
				t.Errorf("%q: %v", encoding, err)
			case len(body) <= max && !bytes.Equal(resp.Body, body):
				t.Errorf("%q: got %q", encoding, resp.Body)
			}
		}
	}
}

func TestOddBodies(t *testing.T) {
	news := []byte(strings.Repeat("<item>news</item>", 1000))
	packed := pack(t, "gzip", news)
	for _, test := range []struct {
		name, encoding, length string
		body, want             []byte
		tagged                 bool
	}{
		{name: "a .gz file is unpacked", body: packed, want: news, tagged: true},
		{name: "packed twice", encoding: "gzip", body: pack(t, "gzip", packed), want: news, tagged: true},
		{name: "a body that breaks off is kept but not its tag", length: "99999", body: news, want: news},
		{name: "an unknown encoding", encoding: "rot13", body: news},
		{name: "no gzip at all", encoding: "gzip", body: news},
	} {
		t.Run(test.name, func(t *testing.T) {
			url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("ETag", `"1"`)
				if test.encoding != "" {
					w.Header().Set("Content-Encoding", test.encoding)
				}
				if test.length != "" {
					w.Header().Set("Content-Length", test.length)
				}
				w.Write(test.body)
			})
			resp, err := client(t, fetch.Options{}).Get(t.Context(), fetch.Request{URL: url})
			if test.want == nil {
				if err == nil {
					t.Errorf("read as %.40q", resp.Body)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(resp.Body, test.want) || (resp.ETag != "") != test.tagged {
				t.Errorf("got %d bytes with tag %q", len(resp.Body), resp.ETag)
			}
		})
	}
}

func TestRedirects(t *testing.T) {
	var base string
	mux := http.NewServeMux()
	for path, to := range map[string]struct {
		code int
		url  string
	}{
		"/moved": {301, "/moved2"}, "/moved2": {308, "/feed"},
		"/mixed": {301, "/found"}, "/found": {302, "/moved2"},
		"/loop": {302, "/loop"}, "/nowhere": {302, ""},
		"/file": {302, "file:///etc/passwd"}, "/inside": {301, "http://10.0.0.1/x"},
		"/metadata": {307, "http://169.254.169.254/latest"},
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to.url)
			w.WriteHeader(to.code)
		})
	}
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "here") })
	base = serve(t, mux.ServeHTTP)
	c := client(t, fetch.Options{})
	for path, want := range map[string]struct{ url, moved, err string }{
		"/feed":     {url: "/feed"},
		"/moved":    {url: "/feed", moved: base + "/feed"},
		"/mixed":    {url: "/feed", moved: base + "/found"},
		"/found":    {url: "/feed"},
		"/loop":     {err: "127.0.0.1 redirects in a circle."},
		"/nowhere":  {err: "127.0.0.1 redirects to an unreadable address."},
		"/file":     {err: "file:///etc/passwd is not an http or https address."},
		"/inside":   {err: "10.0.0.1 is a private address, and those are not visited unless the operator allows it with --allow-net."},
		"/metadata": {err: "169.254.169.254 is a private address, and those are not visited unless the operator allows it with --allow-net."},
	} {
		resp, err := c.Get(t.Context(), fetch.Request{URL: base + path})
		if want.err != "" {
			if err == nil || err.Error() != want.err {
				t.Errorf("%s: got error %v", path, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if resp.URL != base+want.url || resp.Moved != want.moved {
			t.Errorf("%s: ended at %s, moved to %q", path, resp.URL, resp.Moved)
		}
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	visited := false
	url := serve(t, func(http.ResponseWriter, *http.Request) { visited = true })
	port := url[strings.LastIndex(url, ":"):]
	c := fetch.New(fetch.Options{})
	for _, host := range []string{
		"127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
		"10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "224.0.0.1", "255.255.255.255",
		"[fd00:ec2::254]", "[fe80::1]", "[ff02::1]", "2130706433", "0x7f.1",
	} {
		_, err := c.Get(t.Context(), fetch.Request{URL: "http://" + host + port})
		if err == nil {
			t.Errorf("%s was visited", host)
		}
		if numeric := !strings.Contains(host, "0x") && host != "2130706433"; numeric && !errors.Is(err, sources.ErrPrivate) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if visited {
		t.Error("the server was reached")
	}
}

func TestSystemPortsAreRefused(t *testing.T) {
	_, err := fetch.New(fetch.Options{}).Get(t.Context(), fetch.Request{URL: "http://192.0.0.9:25/"})
	if !errors.Is(err, sources.ErrPrivate) {
		t.Errorf("port 25: %v", err)
	}
}

func TestStatuses(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Wed, 04 Mar 2026 10:00:00 GMT")
		w.Header().Set("Retry-After", r.URL.Query().Get("after"))
		var code int
		fmt.Sscan(r.URL.Query().Get("code"), &code)
		w.WriteHeader(code)
	})
	c := client(t, fetch.Options{})
	for query, want := range map[string]string{
		"code=410":           "127.0.0.1 says that this address is gone for good.",
		"code=404":           "127.0.0.1 has nothing at this address; check it in a browser.",
		"code=403":           "127.0.0.1 does not let bots read this address (status 403).",
		"code=500":           "127.0.0.1 answered 500 Internal Server Error.",
		"code=599":           "127.0.0.1 answered with status 599.",
		"code=304":           "127.0.0.1 answered 304 Not Modified.",
		"code=429":           "127.0.0.1 asks for fewer requests; try again later.",
		"code=429&after=120": "127.0.0.1 asks for fewer requests; try again in 2m0s.",
		"code=503&after=Wed,+04+Mar+2026+11:00:00+GMT": "127.0.0.1 asks for fewer requests; try again in 1h0m0s.",
	} {
		_, err := c.Get(t.Context(), fetch.Request{URL: url + "/?" + query})
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v", query, err)
		}
	}
	_, err := c.Get(t.Context(), fetch.Request{URL: url + "/?code=410"})
	if !errors.Is(err, sources.ErrGone) {
		t.Errorf("410 is not ErrGone: %v", err)
	}
	var later *fetch.Later
	_, err = c.Get(t.Context(), fetch.Request{URL: url + "/?code=429&after=7"})
	if !errors.As(err, &later) || later.Wait != 7*time.Second {
		t.Errorf("429 gave %v", err)
	}
}

func TestSlowServers(t *testing.T) {
	release := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/silent", func(w http.ResponseWriter, r *http.Request) { <-release })
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, "<")
			w.(http.Flusher).Flush()
		}
	})
	mux.HandleFunc("/headers", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X", strings.Repeat("x", 1<<20))
	})
	url := serve(t, mux.ServeHTTP)
	t.Cleanup(func() { close(release) }) // before the server waits for its handlers
	c := client(t, fetch.Options{Timeout: 50 * time.Millisecond})
	for path, want := range map[string]string{
		"/silent": "127.0.0.1 did not answer in time.",
		"/drip":   "127.0.0.1 did not answer in time.",
	} {
		if _, err := c.Get(t.Context(), fetch.Request{URL: url + path}); err == nil || err.Error() != want {
			t.Errorf("%s: %v", path, err)
		}
	}
	c = client(t, fetch.Options{FirstByte: 20 * time.Millisecond})
	if _, err := c.Get(t.Context(), fetch.Request{URL: url + "/silent"}); err == nil || err.Error() != "127.0.0.1 did not answer in time." {
		t.Errorf("/silent: %v", err)
	}
	if _, err := client(t, fetch.Options{}).Get(t.Context(), fetch.Request{URL: url + "/headers"}); err == nil {
		t.Error("a header of a megabyte was read")
	}
}

func TestErrorsKeepSecrets(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if name, password, _ := r.BasicAuth(); name != "jo" || password != "hunter2" {
			t.Errorf("the server saw %q, %q", name, password)
		}
		w.WriteHeader(500)
	})
	secret := strings.Replace(url, "http://", "http://jo:hunter2@", 1) + "/feed?token=hunter2"
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, get := range map[string]func() error{
		"status": func() error {
			_, err := client(t, fetch.Options{}).Get(t.Context(), fetch.Request{URL: secret})
			return err
		},
		"private": func() error {
			_, err := fetch.New(fetch.Options{}).Get(t.Context(), fetch.Request{URL: secret})
			return err
		},
		"cancelled": func() error {
			_, err := client(t, fetch.Options{}).Get(cancelled, fetch.Request{URL: secret})
			return err
		},
		"scheme": func() error {
			_, err := client(t, fetch.Options{}).Get(t.Context(), fetch.Request{URL: "ftp" + secret[4:]})
			return err
		},
	} {
		if err := get(); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAllowed(t *testing.T) {
	asked := 0
	status := http.StatusOK
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		asked++
		w.WriteHeader(status)
		io.WriteString(w, "User-agent: tester\nDisallow: /no")
	})
	c := client(t, fetch.Options{UserAgent: "Tester/2 (x)"})
	for path, want := range map[string]string{"": "", "/yes": "", "/no/x": "127.0.0.1 asks bots not to read this page."} {
		if got := said(c.Allowed(t.Context(), url+path)); got != want {
			t.Errorf("%s: it says %q, want %q", path, got, want)
		}
	}
	if asked != 1 {
		t.Errorf("the file was asked for %d times", asked)
	}
	for code, want := range map[int]string{404: "", 403: "", 410: "", 500: "127.0.0.1 answered 500 Internal Server Error."} {
		status = code
		if got := said(client(t, fetch.Options{}).Allowed(t.Context(), url+"/x")); got != want {
			t.Errorf("status %d: it says %q, want %q", code, got, want)
		}
	}
	if fetch.New(fetch.Options{}).Allowed(t.Context(), "ftp://example.com/x") == nil {
		t.Error("no web address, but allowed")
	}
}

// said is what an error says, "" where there is none.
func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
