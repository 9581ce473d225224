package bot

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"newshound/sources"
	"newshound/sources/fetch"
	"newshound/storage"
)

// A farm is many sources on one server: each 30 items in some 45 KB.
type farm struct {
	*httptest.Server
	edition atomic.Int64 // of all feeds; each has one new item
	printed [2][][]byte  // written beforehand: servers' work is not measured
}

func newFarm(t testing.TB, n int) *farm {
	f := &farm{}
	for edition := range f.printed {
		for i := range n {
			f.printed[edition] = append(f.printed[edition], []byte(feedOf(i, edition)))
		}
	}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *farm) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/feed/"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	edition := f.edition.Load()
	tag := fmt.Sprintf(`"%d"`, edition)
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	w.Header().Set("Content-Length", strconv.Itoa(len(f.printed[edition][n])))
	w.Write(f.printed[edition][n])
}

// feedOf is a feed of an edition: of every seven hours an item.
func feedOf(n, edition int) string {
	const perFeed = 30
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News %d</title><link>https://n%d.example/</link>`, n, n)
	for i := range perFeed {
		id := edition + perFeed - i
		words := zipf(uint64(n)<<32 | uint64(id))
		at := monday.Add(time.Duration(id-perFeed) * 7 * time.Hour)
		fmt.Fprintf(&b, `<item><title>%s %d</title><link>https://n%d.example/%d</link><guid isPermaLink="false">n%d-%d</guid><pubDate>%s</pubDate><category>%s</category><content:encoded><![CDATA[`,
			words(7), id, n, id, n, id, at.Format(time.RFC1123Z), words(1))
		for range 9 {
			fmt.Fprintf(&b, "<p>The <b>%s</b> said that %s.</p> ", words(2), words(15))
		}
		b.WriteString("]]></content:encoded></item>")
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// zipf makes words as seldom as those of a language are.
func zipf(seed uint64) func(n int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	z := rand.NewZipf(r, 1.1, 5, 40000)
	return func(n int) string {
		var out []string
		for range n {
			word, k := "", z.Uint64()
			for k += 7; k > 0; k /= 17 {
				word += "bcdfghklmnprstvwz"[k%17:][:1] + "aeiou"[k%5:][:1]
			}
			out = append(out, word)
		}
		return strings.Join(out, " ")
	}
}

// cpu is how much processor time this process has used.
func cpu(t testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// plainLoop is what one would write in an afternoon: net/http, gofeed, SQLite.
type plainLoop struct {
	url   string
	db    *sql.DB
	etags map[int]string
}

func newPlainLoop(t testing.TB, url string) *plainLoop {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "plain.db")+"?_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec("CREATE TABLE items (feed INTEGER, guid TEXT, title TEXT, link TEXT, text TEXT, at INTEGER, PRIMARY KEY (feed, guid))"); err != nil {
		t.Fatal(err)
	}
	return &plainLoop{url, db, map[int]string{}}
}

func (p *plainLoop) pollAll(n int) error {
	for i := range n {
		if err := p.poll(i); err != nil {
			return err
		}
	}
	return nil
}

func (p *plainLoop) poll(i int) error {
	req, err := http.NewRequest(http.MethodGet, fmt.Sprintf("%s/feed/%d", p.url, i), nil)
	if err != nil {
		return err
	}
	req.Header.Set("If-None-Match", p.etags[i])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusNotModified {
		return nil
	}
	feed, err := gofeed.NewParser().Parse(res.Body)
	if err != nil {
		return err
	}
	p.etags[i] = res.Header.Get("ETag")
	tx, err := p.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, item := range feed.Items {
		if _, err := tx.Exec("INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?, ?)",
			i, item.GUID, item.Title, item.Link, item.Content, item.PublishedParsed.Unix()); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// newBot is a bot on a database in a file, that has the first n sources of a
// farm.
func newBot(t testing.TB, url string, n int, now func() time.Time) *Bot {
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "ours.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	web := fetch.New(fetch.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Gap: time.Nanosecond, PerHost: pollsAtOnce})
	t.Cleanup(web.Close)
	b, err := New(db, web, &recorder{}, slog.New(slog.DiscardHandler), Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Tx(t.Context(), func(tx *storage.Tx) error {
		for i := range n {
			src := sources.Source{URL: fmt.Sprintf("%s/feed/%d", url, i)}
			if err := tx.AddSource(t.Context(), "town", "ann", &src, now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// pollDue polls what is due, in the batches in which jobs hand it out.
func (b *Bot) pollDue(ctx context.Context) error {
	var ids []int64
	err := b.db.Tx(ctx, func(tx *storage.Tx) (err error) {
		ids, err = tx.ClaimDue(ctx, b.now(), b.now().Add(claimFor), claims)
		return err
	})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ids, batch) {
		if err := b.pollAll(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

func (b *Bot) readAllArrivals(ctx context.Context) error {
	for {
		arrived, err := b.db.Arrived(ctx, sourcesAtOnce)
		if err != nil || len(arrived) == 0 {
			return err
		}
		if err := b.readOf(ctx, arrived); err != nil {
			return err
		}
	}
}

// TestEvalPolling prints the processor time that polling 1,000 sources costs,
// the server's part of it included, beside a plain loop over the same server;
// and what reading costs that follows a poll: pages, language, summary,
// hashtags, search, stories, alerts. The bars are for polling.
func TestEvalPolling(t *testing.T) {
	const n = 1000
	now := monday
	plainFarm, ourFarm := newFarm(t, n), newFarm(t, n)
	plain, ours := newPlainLoop(t, plainFarm.URL), newBot(t, ourFarm.URL, n, func() time.Time { return now })
	cost := func(work func() error) float64 {
		before := cpu(t)
		if err := work(); err != nil {
			t.Fatal(err)
		}
		return (cpu(t) - before).Seconds() * 1000 / n
	}
	fmt.Printf("CPU s per 1,000 sources of %2.0f KB  plain  polled    bar            read\n", float64(len(feedOf(1, 0)))/1000)
	for _, round := range []struct {
		name string
		news int64
		bar  float64
	}{
		{"cold", 0, 2.5},
		{"one new item of 30", 1, 0.4},
		{"304", 0, 0.12},
	} {
		now = now.AddDate(0, 0, 1)
		plainFarm.edition.Add(round.news)
		ourFarm.edition.Add(round.news)
		a := cost(func() error { return plain.pollAll(n) })
		b := cost(func() error { return ours.pollDue(t.Context()) })
		c := cost(func() error { return ours.readAllArrivals(t.Context()) })
		mark := "met"
		if b > round.bar {
			mark = "not met"
		}
		fmt.Printf("%-32s %6.2f  %6.2f %6.2f %-8s %7.2f\n", round.name, a, b, round.bar, mark, c)
	}
}
