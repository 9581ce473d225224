package opml_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newshound/sources/opml"
)

const list = `<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="World">
<outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/"/>
</outline>
<outline text="C" title="See" xmlUrl="feed://c.example/rss" category="/Tech/Go,fun"></outline>
</outline>
<outline text="No address" type="rss"/>
<outline text="Script" xmlUrl="javascript:alert(1)"/>
<outline text="A again" xmlUrl="http://www.a.example/feed?y=2&amp;x=1" category="twice"/>
</body></opml>`

func TestRead(t *testing.T) {
	want := []opml.Outline{
		{URL: "https://a.example/feed?x=1&y=2", Title: "A & B", Site: "https://a.example/", Tags: []string{"News", "World", "twice"}},
		{URL: "https://c.example/rss", Title: "See", Tags: []string{"News", "Tech/Go", "fun"}},
	}
	wantSkipped := []string{`"No address": it has no web address of a feed`, `"Script": it has no web address of a feed`}
	for name, doc := range map[string]string{
		"whole":                 list,
		"without its end":       strings.TrimSuffix(list, "\n</body></opml>"),
		"a title left open":     strings.Replace(list, "</title>", "", 1),
		"a byte order mark":     "\ufeff" + list,
		"stray closing tags":    strings.Replace(list, "<body>", "</outline></outline><body>", 1),
		"Latin-1 declared":      strings.Replace(strings.Replace(list, "UTF-8", "ISO-8859-1", 1), "Mine", "Min\xe9", 1),
		"a bare ampersand":      strings.ReplaceAll(list, "&amp;", "&"),
		"upper case throughout": strings.NewReplacer("outline ", "OUTLINE ", "xmlUrl", "XMLURL").Replace(list),
	} {
		got, skipped, err := opml.Read(strings.NewReader(doc))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(wantSkipped, skipped); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestReadCutOff(t *testing.T) {
	got, _, err := opml.Read(strings.NewReader(list[:strings.Index(list, "</outline>")]))
	if err != nil || len(got) != 1 {
		t.Errorf("read %v, %v", got, err)
	}
}

func TestReadNoList(t *testing.T) {
	for _, doc := range []string{"", "hello", "<html><body></body></html>", "<rss></rss>"} {
		if got, _, err := opml.Read(strings.NewReader(doc)); err == nil {
			t.Errorf("%q reads as %v", doc, got)
		}
	}
}

func TestWrittenListsReadBack(t *testing.T) {
	text := rapid.StringMatching(`[a-zåß<>&"'. ]{0,12}`)
	words := rapid.Custom(func(t *rapid.T) string { return strings.Join(strings.Fields("x"+text.Draw(t, "text")), " ") })
	rapid.Check(t, func(t *rapid.T) {
		var want []opml.Outline
		for i := range rapid.IntRange(0, 8).Draw(t, "sources") {
			o := opml.Outline{URL: fmt.Sprintf("https://%d.example/?a=1&b=%d", i, i), Title: words.Draw(t, "title")}
			if rapid.Bool().Draw(t, "has site") {
				o.Site = fmt.Sprintf("https://%d.example/", i)
			}
			if tags := rapid.SliceOfNDistinct(words, 0, 3, rapid.ID).Draw(t, "tags"); len(tags) > 0 {
				o.Tags = tags
			}
			want = append(want, o)
		}
		var b bytes.Buffer
		if err := opml.Write(&b, "A <list> & more", want); err != nil {
			t.Fatal(err)
		}
		got, skipped, err := opml.Read(&b)
		if err != nil || len(skipped) > 0 {
			t.Fatal(err, skipped)
		}
		slices.SortFunc(got, func(a, b opml.Outline) int { return strings.Compare(a.URL, b.URL) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(list))
	f.Add([]byte("<opml><outline"))
	f.Add([]byte(strings.Repeat("<outline text=a>", 1000)))
	f.Fuzz(func(t *testing.T, doc []byte) {
		outlines, _, err := opml.Read(bytes.NewReader(doc))
		if err != nil && len(outlines) > 0 {
			t.Errorf("both %v and %v", outlines, err)
		}
		for _, o := range outlines {
			if !strings.HasPrefix(strings.ToLower(o.URL), "http") {
				t.Errorf("a source at %q", o.URL)
			}
		}
	})
}
