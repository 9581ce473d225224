package feed

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"html"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"newshound/sources"
	"newshound/sources/webpage"
)

// evalFiles reads an archive of the evaluation data, by name.
func evalFiles(t testing.TB, name string) map[string][]byte {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for !exists(filepath.Join(root, "go.mod")) {
		root = filepath.Dir(root)
	}
	f, err := os.Open(filepath.Join(root, "..", "shared", "eval", name))
	if errors.Is(err, os.ErrNotExist) && os.Getenv("CI") == "" {
		t.Skipf("the evaluation data is not beside the project: %s", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg && !strings.HasPrefix(filepath.Base(h.Name), "._") {
			if files[h.Name], err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// A finding is what a parser makes of a file: the expected names to values.
type finding map[string]string

// fact reduces a value to what counts: words without markup, and times in UTC.
func fact(s string) string {
	return strings.Join(strings.Fields(webpage.PlainText(html.UnescapeString(s))), " ")
}

func stamp(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateTime)
}

const evalBase = "http://127.0.0.1:8097/"

// ours reads a file by this package, before articles without an identity are
// dropped: many of the suite's items hold one element.
func ours(doc []byte, contentType string) (finding, bool) {
	base, _ := url.Parse(evalBase)
	d, err := read(decode(doc, contentType), base, Past{})
	if err != nil {
		return nil, false
	}
	f := finding{"feed title": fact(line(d.head.values[title])), "feed link": d.head.text(site)}
	for i, r := range d.items {
		a, at := r.article("", ""), "entry "+strconv.Itoa(i)+" "
		f[at+"title"], f[at+"link"], f[at+"author"] = fact(a.Title), a.URL, a.Author
		updated, err := date(r.text(updated))
		if err != nil {
			updated = a.Published
		}
		f[at+"published"], f[at+"updated"] = stamp(&a.Published), stamp(&updated)
	}
	return f, true
}

// alone reads a file by gofeed.
func alone(doc []byte, _ string) (finding, bool) {
	g, err := gofeed.NewParser().Parse(bytes.NewReader(doc))
	if err != nil {
		return nil, false
	}
	f := finding{"feed title": fact(g.Title), "feed link": g.Link}
	for i, it := range g.Items {
		at := "entry " + strconv.Itoa(i) + " "
		f[at+"title"], f[at+"link"], f[at+"author"] = fact(it.Title), it.Link, nameOf(it.Author)
		f[at+"published"], f[at+"updated"] = stamp(it.PublishedParsed), stamp(it.UpdatedParsed)
	}
	return f, true
}

func nameOf(p *gofeed.Person) string {
	if p == nil {
		return ""
	}
	if p.Name == "" {
		return p.Email
	}
	return p.Name
}

var (
	expectRule = regexp.MustCompile(`(feed|entries\[(\d+)\])(?:\['|\.)(title|link|author|author_detail'\]\['name|published_parsed|updated_parsed)(?:'\])?` +
		` == u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\(([\d, ]+)\))`)
	headerRule = regexp.MustCompile(`(?i)Header:\s*Content-type:\s*(.*)`)
)

// literal is the value of a Python string.
func literal(s string) string {
	s = strings.NewReplacer(`\\`, `\\`, `\'`, `'`, `\"`, `\"`, `"`, `\"`, `\x`, `\u00`).Replace(s)
	if out, err := strconv.Unquote(`"` + s + `"`); err == nil {
		return out
	}
	return s
}

// expected reads the expectations in a file's comment.
func expected(doc []byte) finding {
	comment, _, _ := bytes.Cut(decode(doc, ""), []byte("-->"))
	f := finding{}
	for _, m := range expectRule.FindAllStringSubmatch(string(comment), -1) {
		who := "feed "
		if m[2] != "" {
			who = "entry " + m[2] + " "
		}
		name, _, _ := strings.Cut(m[3], "_")
		want, times := literal(m[4]+m[5]), m[6]
		if m[2] == "" && name != "title" && name != "link" {
			continue // a Feed has no more
		}
		if times != "" {
			var n [9]int
			for i, part := range strings.Split(times, ",") {
				n[i%9], _ = strconv.Atoi(strings.TrimSpace(part))
			}
			at := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC)
			want = stamp(&at)
		}
		if name == "author" {
			want, _, _ = strings.Cut(want, " (") // the name, without the address
		}
		if name == "title" {
			want = fact(want)
		}
		f[who+name] = want
	}
	return f
}

// TestEvalFeedparser reads feedparser's suite beside gofeed alone.
func TestEvalFeedparser(t *testing.T) {
	var both, lost, gained, refused int
	right := map[string]*[3]int{} // expected, ours, gofeed's
	for name, doc := range evalFiles(t, "feeds-feedparser.tar.gz") {
		if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".json") {
			continue
		}
		contentType := ""
		if m := headerRule.FindSubmatch(doc); m != nil {
			contentType = string(m[1])
		}
		got, ok := ours(doc, contentType)
		theirs, theirsOK := alone(doc, contentType)
		switch {
		case theirsOK && ok:
			both++
		case theirsOK:
			lost++
			t.Logf("lost: %s", name)
		case ok:
			gained++
		default:
			refused++
		}
		for what, want := range expected(doc) {
			kind := what[strings.LastIndexByte(what, ' ')+1:]
			if right[kind] == nil {
				right[kind] = &[3]int{}
			}
			right[kind][0]++
			if got[what] == want {
				right[kind][1]++
			} else {
				t.Logf("%s: %s: want %q, got %q (gofeed %q)", name, what, want, got[what], theirs[what])
			}
			if theirs[what] == want {
				right[kind][2]++
			}
		}
	}
	kept := 100 * float64(both) / float64(both+lost)
	more := 100 * float64(gained) / float64(max(gained+refused, 1))
	t.Logf("files that gofeed reads: %d, of which read %.1f %% (bar 97)", both+lost, kept)
	t.Logf("files that gofeed refuses: %d, of which read %.1f %% (bar 50)", gained+refused, more)
	for kind, n := range right {
		t.Logf("%-10s expected %4d   right %5.1f %%   gofeed alone %5.1f %%", kind, n[0], 100*float64(n[1])/float64(n[0]), 100*float64(n[2])/float64(n[0]))
	}
	if kept < 97 || more < 50 {
		t.Error("fewer files are read than must be")
	}
}

// TestEvalReplay reads captures of two newspapers' feeds: each
// guid is an article with a key of its own.
func TestEvalReplay(t *testing.T) {
	guidRule := regexp.MustCompile(`<guid[^>]*>(?:<!\[CDATA\[)?([^<\]]+)`)
	feeds := map[string]map[string]string{} // feed to key to title
	captures, items := 0, 0
	for name, doc := range evalFiles(t, "feed-replay.tar.gz") {
		if !strings.HasSuffix(name, ".xml") {
			continue
		}
		captures++
		keys := feeds[filepath.Dir(name)]
		if keys == nil {
			keys = map[string]string{}
			feeds[filepath.Dir(name)] = keys
		}
		f, err := Parse(doc, "", evalBase)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		guids := map[string]bool{}
		for _, m := range guidRule.FindAllSubmatch(doc, -1) {
			guids[html.UnescapeString(strings.TrimSpace(string(m[1])))] = true
		}
		if len(guids) != len(f.Articles) {
			t.Errorf("%s: %d guids, %d articles", name, len(guids), len(f.Articles))
		}
		for _, a := range f.Articles {
			keys[a.Key] = a.Title
			items++
		}
		for g := range guids {
			if _, ok := keys[sources.Unrevised(sources.Name(g))]; !ok {
				t.Errorf("%s: the guid %s was missed", name, g)
			}
		}
	}
	for name, keys := range feeds {
		t.Logf("%s: %d articles", name, len(keys))
	}
	t.Logf("%d captures, %d items", captures, items)
}
