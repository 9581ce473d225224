package demo

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func serve(t *testing.T, now func() time.Time) (*Site, string) {
	t.Helper()
	s, err := NewSite(now)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server.URL
}

func atNoon() time.Time { return noon }

func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func readFeed(t *testing.T, url string) *gofeed.Feed {
	t.Helper()
	resp, body := get(t, url)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s", url, resp.Status)
	}
	feed, err := gofeed.NewParser().ParseString(body)
	if err != nil {
		t.Fatalf("GET %s: %v", url, err)
	}
	return feed
}

// bySlug reads all feeds and returns their items by "source/slug".
func bySlug(t *testing.T, s *Site, base string) map[string]*gofeed.Item {
	t.Helper()
	items := map[string]*gofeed.Item{}
	for _, src := range s.Sources() {
		for _, it := range readFeed(t, base+src.Feed).Items {
			items[strings.TrimPrefix(it.Link, base+"/")] = it
		}
	}
	return items
}

func TestSiteIsLargeAndVaried(t *testing.T) {
	s, base := serve(t, atNoon)
	s.Publish(lastWave)
	formats, langs := map[string]int{}, map[string]bool{}
	for _, src := range s.Sources() {
		feed := readFeed(t, base+src.Feed)
		formats[feed.FeedType]++
		langs[src.Lang] = true
		if feed.Title != src.Name || feed.Language != src.Lang {
			t.Errorf("%s: title %q, language %q", src.Feed, feed.Title, feed.Language)
		}
	}
	if len(s.Sources()) < 5 || formats["rss"] < 2 || formats["atom"] < 1 || formats["json"] < 1 {
		t.Errorf("feeds by format: %v", formats)
	}
	if !langs["en"] || !langs["de"] {
		t.Errorf("languages: %v", langs)
	}
	if n := len(bySlug(t, s, base)); n < 44 {
		t.Errorf("%d articles, want at least 44", n)
	}
}

func TestFeedItemsAreComplete(t *testing.T) {
	s, base := serve(t, atNoon)
	s.Publish(lastWave)
	guids := map[string]bool{}
	for slug, it := range bySlug(t, s, base) {
		if it.Title == "" || it.GUID == "" || it.Link == "" || it.Description == "" && it.Content == "" || len(it.Authors) == 0 || len(it.Categories) == 0 {
			t.Errorf("%s lacks something: %+v", slug, it)
		}
		if it.PublishedParsed == nil || !it.PublishedParsed.Before(noon) {
			t.Errorf("%s is published %v", slug, it.PublishedParsed)
		}
		if guids[it.GUID] {
			t.Errorf("%s repeats the guid %s", slug, it.GUID)
		}
		guids[it.GUID] = true
	}
}

func TestArticlePages(t *testing.T) {
	s, base := serve(t, atNoon)
	s.Publish(lastWave)
	for slug, it := range bySlug(t, s, base) {
		resp, body := get(t, it.Link)
		doc, err := html.Parse(strings.NewReader(body))
		if resp.StatusCode != http.StatusOK || err != nil {
			t.Fatalf("%s: %s, %v", slug, resp.Status, err)
		}
		var linked struct {
			Headline, MainEntityOfPage string
			Image                      []string
		}
		if err := json.Unmarshal([]byte(textOf(doc, "script")[0]), &linked); err != nil {
			t.Errorf("%s: JSON-LD: %v", slug, err)
		}
		if linked.Headline != it.Title || linked.MainEntityOfPage != it.Link {
			t.Errorf("%s: JSON-LD says %+v", slug, linked)
		}
		if got := textOf(doc, "h1"); !slices.Equal(got, []string{it.Title}) {
			t.Errorf("%s: headings %q", slug, got)
		}
		for _, part := range []string{"header", "nav", "figcaption", "time", "footer"} {
			if len(textOf(doc, part)) == 0 {
				t.Errorf("%s has no %s", slug, part)
			}
		}
		picture, _ := get(t, linked.Image[0])
		if picture.StatusCode != http.StatusOK || picture.Header.Get("Content-Type") != "image/png" {
			t.Errorf("%s: picture: %s", slug, picture.Status)
		}
	}
}

// textOf returns the text in each element of a name, in document order.
func textOf(doc *html.Node, name string) []string {
	var out []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != name {
			continue
		}
		var b strings.Builder
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				b.WriteString(c.Data)
			}
		}
		out = append(out, b.String())
	}
	return out
}

func TestArticlesHaveTheLengthOfNews(t *testing.T) {
	for _, src := range publications {
		articles, err := readArticles(strings.Trim(src.Path, "/"))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range articles {
			words := len(strings.Fields(a.Lead + " " + strings.Join(a.Paragraphs, " ")))
			if paragraphs := 1 + len(a.Paragraphs); paragraphs < 5 || paragraphs > 9 || words < 200 || words > 450 {
				t.Errorf("%s%s: %d paragraphs, %d words", src.Path, a.Slug, paragraphs, words)
			}
			if a.Title == "" || a.Author == "" || a.Caption == "" || len(a.Tags) == 0 || a.age <= 0 || a.wave > lastWave {
				t.Errorf("%s%s: header %+v", src.Path, a.Slug, a)
			}
		}
	}
}

func TestPublishLetsNewsAppear(t *testing.T) {
	now := noon
	s, base := serve(t, func() time.Time { return now })
	seen := len(bySlug(t, s, base))
	if seen < 25 {
		t.Errorf("%d articles at first, want at least 25", seen)
	}
	for wave := 1; wave <= lastWave; wave++ {
		now = now.Add(time.Hour)
		s.Publish(wave)
		items := bySlug(t, s, base)
		if len(items) <= seen {
			t.Errorf("wave %d adds nothing", wave)
		}
		seen = len(items)
	}
	s.Publish(1)
	if n := len(bySlug(t, s, base)); n != seen {
		t.Errorf("an earlier wave again: %d articles, had %d", n, seen)
	}
}

func TestUnpublishedArticlesAreNotFound(t *testing.T) {
	s, base := serve(t, atNoon)
	url := base + "/ansel-post/ferry-aground"
	if resp, _ := get(t, url); resp.StatusCode != http.StatusNotFound {
		t.Errorf("before its wave: %s", resp.Status)
	}
	s.Publish(1)
	if resp, _ := get(t, url); resp.StatusCode != http.StatusOK {
		t.Errorf("after its wave: %s", resp.Status)
	}
}

func TestConditionalRequests(t *testing.T) {
	s, base := serve(t, atNoon)
	for _, path := range []string{"/ansel-post/feed.xml", "/ansel-post/", "/ansel-post/storm-odile"} {
		first, _ := get(t, base+path)
		etag, modified := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
		for _, condition := range [][]string{{"If-None-Match", etag}, {"If-Modified-Since", modified}} {
			if resp, _ := get(t, base+path, condition...); resp.StatusCode != http.StatusNotModified {
				t.Errorf("%s with %q: %s", path, condition, resp.Status)
			}
		}
	}
	first, _ := get(t, base+"/ansel-post/feed.xml")
	s.Publish(1)
	again, _ := get(t, base+"/ansel-post/feed.xml", "If-None-Match", first.Header.Get("ETag"), "If-Modified-Since", first.Header.Get("Last-Modified"))
	if again.StatusCode != http.StatusOK {
		t.Errorf("the feed after a wave: %s", again.Status)
	}
}

func TestHomePagesNameTheirFeed(t *testing.T) {
	s, base := serve(t, atNoon)
	for _, src := range s.Sources() {
		_, body := get(t, base+src.Path)
		doc, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		var feeds []string
		for n := range doc.Descendants() {
			if n.Data == "link" && attribute(n, "rel") == "alternate" {
				feeds = append(feeds, attribute(n, "href"))
			}
		}
		if !slices.Equal(feeds, []string{base + src.Feed}) {
			t.Errorf("%s names the feeds %q", src.Path, feeds)
		}
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestAddressesFollowTheHost(t *testing.T) {
	s, err := NewSite(atNoon)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "http://news.example/tidelab/kestrel", nil))
	if w.Code != http.StatusNotFound {
		t.Errorf("unknown article: %d", w.Code)
	}
	w = httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "http://news.example/tidelab/tern-navigation", nil))
	if !strings.Contains(w.Body.String(), `<link rel="canonical" href="http://news.example/tidelab/tern-navigation">`) {
		t.Error("the canonical address is not the host's own")
	}
}

func TestParseArticleRejects(t *testing.T) {
	for _, bad := range []string{"", "title: A", "title: A\nwave: two\n\nText.", "titel: A\n\nText.", "age: 3\n\nText."} {
		if _, err := parseArticle(bad); err == nil {
			t.Errorf("parseArticle(%q) gave no error", bad)
		}
	}
}
