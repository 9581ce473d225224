package bot

import (
	"archive/tar"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/sources"
)

// A capture is what a newspaper's feed said at a time.
type capture struct {
	feed string
	at   time.Time
	body string
}

// evalData is what a file of the evaluation data holds, unzipped.
func evalData(t *testing.T, name string) io.Reader {
	t.Helper()
	file, err := os.Open("../../shared/eval/" + name)
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") == "" {
		t.Skip("../shared/eval/" + name + " is not there")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	return unzipped
}

// captures are the real ones, in the order of time.
func captures(t *testing.T) []capture {
	t.Helper()
	var out []capture
	for r := tar.NewReader(evalData(t, "feed-replay.tar.gz")); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse("20060102T150405Z.xml", path.Base(h.Name))
		if err != nil {
			continue // a folder
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, capture{path.Dir(h.Name), at, string(body)})
	}
	slices.SortStableFunc(out, func(a, b capture) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.feed, b.feed)) })
	return out
}

// A paper serves the captures of one feed behind ETags. Its articles' pages
// are not to be had, so that what the feed says is all there is.
type paper struct {
	*site
	body string
	keys map[string]bool // of what was new after the first capture
	old  map[string]bool // of what was out at first
}

var (
	itemTimes = regexp.MustCompile(`(?s)<item>.*?<guid[^>]*>(.*?)</guid>.*?<pubDate>(.*?)</pubDate>`)
	guids     = regexp.MustCompile(`<guid[^>]*>(.*?)</guid>`)
	foreign   = regexp.MustCompile(`https?://(archive\.is/newest/https?://)?(www\.)?(nytimes|ft)\.com`)
)

func (w *world) paper(name string) *paper {
	p := &paper{site: &site{name: name}, keys: map[string]bool{}, old: map[string]bool{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			http.NotFound(rw, r)
			return
		}
		rw.Header().Set("ETag", fmt.Sprintf(`"%x"`, len(p.body)))
		rw.Header().Set("Content-Type", "application/rss+xml")
		http.ServeContent(rw, r, "", time.Time{}, strings.NewReader(p.body))
	}))
	w.Cleanup(p.Close)
	return p
}

// print lets a paper say what it said in a capture.
func (p *paper) print(c capture) {
	first := p.body == ""
	p.body = foreign.ReplaceAllString(c.body, p.URL)
	for _, m := range guids.FindAllStringSubmatch(c.body, -1) {
		key := sources.Unrevised(sources.Name(foreign.ReplaceAllString(m[1], p.URL)))
		if first {
			p.old[key] = true
		} else if !p.old[key] {
			p.keys[key] = true
		}
	}
}

// Ten months of two newspapers, each followed in a channel of its own, with
// an alert over both and a digest each morning in a third: every guid is
// posted once, and what was edited is edited.
func TestEvalReplay(t *testing.T) {
	w := newWorld(t)
	papers := map[string]*paper{}
	digests := 0
	for _, c := range captures(t) {
		w.time = c.at
		p := papers[c.feed]
		if p == nil {
			p = w.paper(c.feed)
			papers[c.feed] = p
			p.print(c)
			w.add("desk", p.site)
			w.add(c.feed, p.site)
			w.ask(c.feed, "/follow url:"+p.URL+"/feed")
			w.ask("desk", `/alert add anyway:true query:tariff OR "interest rate"`)
			w.ask("desk", "/digest set channel:here time:8:00 timezone:Europe/London top:5")
		}
		p.print(c)
		w.read(p.site)
		due, err := w.db.DueDigests(t.Context(), w.time)
		w.must(err)
		for _, id := range due {
			digests++
			w.must(w.digest(t.Context(), id))
		}
		w.sendOwed()
	}
	fmt.Printf("%-9s %8s %6s %8s %9s %6s %7s %6s\n", "feed", "new", "posts", "repeats", "withheld", "edits", "missed", "twice")
	for _, name := range slices.Sorted(maps.Keys(papers)) {
		w.reportReplay(papers[name])
	}
	fmt.Printf("desk: %d digests due, %d alert posts and digests sent\n", digests, w.count("desk", false))
	if got := w.count("desk", false); got < digests/2 {
		t.Errorf("the desk got %d posts in all, with %d digests due", got, digests)
	}
}

// reportReplay holds what a paper's channel was told against what the paper
// published as news. A repeat of a posted article has no post of its own.
func (w *world) reportReplay(p *paper) {
	posts, err := w.db.PostsOf(w.Context(), p.name)
	w.must(err)
	missed, twice, repeats, withheld := 0, 0, 0, 0
	known, err := w.db.ArticlesByKey(w.Context(), p.id, slices.Collect(maps.Keys(p.keys)))
	w.must(err)
	for key := range p.keys {
		a, ok := known[key]
		_, err := w.db.PostWith(w.Context(), p.name, a.ID)
		switch {
		case a.Withheld != "":
			withheld++
		case !ok || err != nil:
			missed++
		case a.DuplicateOf != 0:
			repeats++
		}
	}
	titles := map[string]int{}
	for _, s := range w.chat.said {
		if s.channel == p.name && !s.edit && len(s.reply.Cards) > 0 {
			titles[s.reply.Cards[0].URL]++
		}
	}
	for _, n := range titles {
		twice += n - 1
	}
	fmt.Printf("%-9s %8d %6d %8d %9d %6d %7d %6d\n", p.name, len(p.keys), len(posts), repeats, withheld, w.count(p.name, true), missed, twice)
	if missed > 0 || twice > 0 {
		w.Errorf("%s: %d missed, %d posted twice", p.name, missed, twice)
	}
}

func (w *world) count(channel string, edits bool) (n int) {
	for _, s := range w.chat.said {
		if s.channel == channel && s.edit == edits {
			n++
		}
	}
	return n
}
