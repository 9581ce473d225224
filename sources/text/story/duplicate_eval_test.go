package story

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// A replayed item is one of a captured feed.
type replayed struct {
	GUID        string `xml:"guid"`
	Link        string `xml:"link"`
	Title       string `xml:"title"`
	PubDate     string `xml:"pubDate"`
	Description string `xml:"description"`
}

// feedReplay returns the captured feeds' items, in order of capture.
func feedReplay(t testing.TB) (sources []string, items map[string][]replayed) {
	z, err := gzip.NewReader(bytes.NewReader(evalFile(t, "feed-replay.tar.gz")))
	if err != nil {
		t.Fatal(err)
	}
	captures := map[string][]byte{}
	for files := tar.NewReader(z); ; {
		h, err := files.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if captures[h.Name], err = io.ReadAll(files); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{}
	for n := range captures {
		if strings.HasSuffix(n, ".xml") {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	items = map[string][]replayed{}
	for _, n := range names {
		var feed struct {
			Items []replayed `xml:"channel>item"`
		}
		if err := xml.Unmarshal(captures[n], &feed); err != nil {
			t.Fatalf("%s: %v", n, err)
		}
		source, _, _ := strings.Cut(n, "/")
		if items[source] == nil {
			sources = append(sources, source)
		}
		items[source] = append(items[source], feed.Items...)
	}
	return sources, items
}

func TestEvalEdits(t *testing.T) {
	sources, items := feedReplay(t)
	for _, source := range sources {
		g := New(Options{Window: 30 * 24 * time.Hour})
		seen, titles := map[string]int64{}, map[string]bool{}
		var edits, known, repeats int
		for i, it := range items[source] {
			key := it.GUID + "\x00" + it.Title
			if titles[key] {
				continue
			}
			titles[key] = true
			at, err := time.Parse(time.RFC1123, it.PubDate)
			if err != nil {
				t.Fatal(err)
			}
			v := g.Add(Article{ID: int64(i + 1), Canonical: it.Link, Title: it.Title, Lang: "en", Time: at})
			first, edit := seen[it.GUID]
			switch {
			case !edit:
				seen[it.GUID] = int64(i + 1)
				if v.DuplicateOf != 0 {
					repeats++
				}
			case v.DuplicateOf == first:
				known++
				fallthrough
			default:
				edits++
			}
		}
		t.Logf("%s: %d of %d title edits recognised, %d of %d items repeat another's link or headline", source, known, edits, repeats, len(seen))
		if known != edits {
			t.Errorf("%s: %d title edits not recognised", source, edits-known)
		}
	}
}

// The set holds a few articles twice, republished with small edits. Calling
// those duplicates is right: a call is false where the two texts share less
// than half of their shingles.
func TestEvalDistinct(t *testing.T) {
	g := New(Options{})
	texts := map[int64]map[string]bool{}
	var calls, wrong int
	evalLines(t, "summary-bbc.jsonl.gz", func(l struct{ ID, Title, Text string }) {
		id := int64(len(texts) + 1)
		texts[id] = shingles(l.Text)
		v := g.Add(Article{ID: id, Title: l.Title, Text: l.Text, Lang: "en"})
		if v.DuplicateOf == 0 {
			return
		}
		calls++
		if j := jaccard(texts[id], texts[v.DuplicateOf]); j < .5 {
			wrong++
			t.Errorf("%s is called a duplicate, with %.2f of its shingles shared", l.ID, j)
		}
	})
	t.Logf("BBC: of %d articles %d are called duplicates, %d of them falsely", len(texts), calls, wrong)
}

func shingles(s string) map[string]bool {
	words := strings.Fields(strings.ToLower(s))
	out := map[string]bool{}
	for i := range len(words) - shingle + 1 {
		out[strings.Join(words[i:i+shingle], " ")] = true
	}
	return out
}

func jaccard(a, b map[string]bool) float64 {
	both := 0.0
	for s := range a {
		if b[s] {
			both++
		}
	}
	return both / (float64(len(a)+len(b)) - both)
}
