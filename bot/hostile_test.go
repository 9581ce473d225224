package bot

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/storage"
)

// serves makes a site answer with one body.
func (s *site) serves(body string) {
	s.instead = func(w http.ResponseWriter, r *http.Request) bool { io.WriteString(w, body); return true }
}

// endless writes until nobody listens.
func endless(w io.Writer) bool {
	zeros := make([]byte, 1<<20)
	for range 50 {
		if _, err := w.Write(zeros); err != nil {
			break
		}
	}
	return true
}

// hostile are sites that mean harm, or might, and what people are told of
// each; "" where it does none.
func (w *world) hostile() map[*site]string {
	const deep = 200_000
	out := map[*site]string{}
	add := func(name, want string, instead func(http.ResponseWriter, *http.Request) bool) {
		s := w.site(name)
		s.instead = instead
		out[s] = want
	}
	body := func(name, want, body string) { s := w.site(name); s.serves(body); out[s] = want }
	to := func(url string) func(http.ResponseWriter, *http.Request) bool {
		return func(rw http.ResponseWriter, r *http.Request) bool {
			http.Redirect(rw, r, url, http.StatusFound)
			return true
		}
	}
	const tooLarge, private = "127.0.0.1 sends more than may be read of one answer.",
		"169.254.169.254 is a private address, and those are not visited unless the operator allows it with --allow-net."
	add("50 MB", tooLarge, func(rw http.ResponseWriter, _ *http.Request) bool { return endless(rw) })
	add("gzip bomb", tooLarge, func(rw http.ResponseWriter, _ *http.Request) bool {
		rw.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(rw)
		defer z.Close()
		return endless(z)
	})
	add("redirect loop", "127.0.0.1 redirects in a circle.", to("/feed"))
	add("redirect inside", private, to("http://169.254.169.254/latest/meta-data"))
	add("redirect to a file", "file:///etc/passwd is not an http or https address.", to("file:///etc/passwd"))
	add("headers", "127.0.0.1 could not be reached.", func(rw http.ResponseWriter, _ *http.Request) bool {
		rw.Header().Set("X", strings.Repeat("x", 1<<20))
		return true
	})
	body("nothing", "This is not a feed: it is neither RSS, Atom, JSON Feed nor a news sitemap.", "")
	body("a page", "This is not a feed: it is a web page.", "<html><title>Hello</title></html>")
	body("JSON nesting", "This is not a feed: it is JSON, but no JSON Feed.", `{"items":[`+strings.Repeat("[", deep))
	body("nesting", "", "<rss><channel><item><title>T</title>"+strings.Repeat("<a>", deep)+strings.Repeat("</a>", deep)+"</item></channel></rss>")
	body("nested text", "", "<rss><channel><item><title>T</title><description><![CDATA["+strings.Repeat("<div>", deep)+"]]></description></item></channel></rss>")
	body("billion laughs", "", `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`)
	return out
}

// Each hostile source gets one clear error, and the one beside them is read.
func TestHostileSourcesHarmNobody(t *testing.T) {
	w := newWorld(t)
	w.harmNobody(w.hostile(), 0)
}

func TestASlowDripHarmsNobody(t *testing.T) {
	w := newWorld(t)
	drip := w.site("slow drip")
	drip.instead = func(rw http.ResponseWriter, r *http.Request) bool {
		for r.Context().Err() == nil {
			io.WriteString(rw, "<")
			rw.(http.Flusher).Flush()
		}
		return true
	}
	w.harmNobody(map[*site]string{drip: "127.0.0.1 did not answer in time."}, 2*time.Second)
}

// harmNobody polls hostile sites beside a well one, waiting so long for each.
func (w *world) harmNobody(hostile map[*site]string, timeout time.Duration) {
	w.Helper()
	w.web = fetch.New(fetch.Options{
		Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond, Timeout: timeout,
	})
	well := w.site("Well")
	well.publish(ferry("1", "Ferry aground"))
	var ids []int64
	for s := range hostile {
		ids = append(ids, w.id(s))
	}
	ids = append(ids, w.id(well))
	w.must(w.pollAll(w.Context(), ids))
	for s, want := range hostile {
		if src := w.source(s); src.Error != want || (want == "") != (src.Failures == 0) {
			w.Errorf("%s: after %d failures the error is %q, want %q", s.name, src.Failures, src.Error, want)
		}
	}
	w.must(w.readAllArrivals(w.Context()))
	if n := len(w.articles(well)); n != 1 || w.source(well).Failures != 0 {
		w.Errorf("of the well one %d articles were read, and it says %q", n, w.source(well).Error)
	}
}

// id adds a site to a place without polling it.
func (w *world) id(s *site) int64 {
	w.Helper()
	src := sources.Source{URL: s.URL + "/feed", Title: s.name}
	w.must(w.db.Tx(w.Context(), func(tx *storage.Tx) error { return tx.AddSource(w.Context(), "town", "ann", &src, w.time) }))
	s.id = src.ID
	return s.id
}

// What a quick source says is kept while a slow one is still asked.
func TestNobodyWaitsForASlowSource(t *testing.T) {
	w := newWorld(t)
	slow, quick := w.site("Slow"), w.site("Quick")
	quick.publish(ferry("1", "Ferry aground"))
	arrived := make(chan struct{})
	w.opts.Step = func(name string) {
		if name == "arrived" {
			close(arrived)
		}
	}
	slow.instead = func(rw http.ResponseWriter, r *http.Request) bool {
		select {
		case <-arrived:
		case <-r.Context().Done():
		}
		rw.WriteHeader(http.StatusInternalServerError)
		return true
	}
	w.must(w.pollAll(t.Context(), []int64{w.id(slow), w.id(quick)}))
	if src := w.source(slow); src.Error != "127.0.0.1 answered 500 Internal Server Error." {
		t.Errorf("the slow one says %q; it was waited for", src.Error)
	}
}
