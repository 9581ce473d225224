// Package opml reads and writes lists of sources as feed readers exchange
// them (OPML 2.0, opml.org/spec2.opml). Folders become tags, and back.
package opml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"newshound/sources"
)

// An Outline is one source of a list.
type Outline struct {
	URL   string // of the feed
	Title string
	Site  string
	Tags  []string // folders, outermost first, then categories
}

// maxBytes is how much of a list is read; twenty times what 5,000 sources
// need.
const maxBytes = 32 << 20

var errNotOPML = errors.New("this file is not OPML; export the list again from your feed reader")

// Read reads a list in its order, however malformed, as far as it goes. A
// source that is listed in several folders comes once, with all their tags.
// skipped says, a line each, what could not be taken over. The error is of r,
// or says that this is no list.
func Read(r io.Reader) (outlines []Outline, skipped []string, err error) {
	doc, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("reading the list: %w", err)
	}
	l := list{at: map[string]int{}}
	if len(doc) > maxBytes {
		doc = doc[:maxBytes]
		l.skipped = append(l.skipped, "what follows the first 32 MB")
	}
	z := html.NewTokenizer(bytes.NewReader(decode(doc)))
	known := false
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		z.NextIsNotRawText() // a title left open must not swallow the list
		name, more := z.TagName()
		known = known || string(name) == "opml" || string(name) == "outline"
		if string(name) == "outline" {
			l.token(kind, attributes(z, more))
		}
	}
	if !known {
		return nil, nil, errNotOPML
	}
	return l.outlines, l.skipped, nil
}

var encodingRule = regexp.MustCompile(`^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)`)

// decode brings a document into UTF-8 as its declaration says.
func decode(doc []byte) []byte {
	m := encodingRule.FindSubmatch(doc[:min(len(doc), 256)])
	if m == nil || utf8.Valid(doc) {
		return doc
	}
	enc, _ := charset.Lookup(string(m[1]))
	if enc == nil {
		return doc
	}
	if out, err := enc.NewDecoder().Bytes(doc); err == nil {
		return out
	}
	return doc
}

func attributes(z *html.Tokenizer, more bool) map[string]string {
	attrs := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		attrs[string(key)] = strings.Join(strings.Fields(string(value)), " ")
	}
	return attrs
}

// A list is what has been read so far.
type list struct {
	folders  []string // open now, "" for an outline that is none
	outlines []Outline
	at       map[string]int // where a canonical URL stands in outlines
	skipped  []string
}

func (l *list) token(kind html.TokenType, attrs map[string]string) {
	if kind == html.EndTagToken {
		l.folders = l.folders[:max(len(l.folders)-1, 0)]
		return
	}
	title := first(attrs["title"], attrs["text"])
	source := attrs["xmlurl"] != "" || attrs["type"] == "rss" || attrs["type"] == "atom"
	if source {
		l.add(title, attrs)
	}
	if kind == html.StartTagToken {
		if source {
			title = ""
		}
		l.folders = append(l.folders, title)
	}
}

func (l *list) add(title string, attrs map[string]string) {
	at := strings.Replace(first(attrs["xmlurl"], attrs["url"]), "feed://", "https://", 1)
	u, err := url.Parse(at)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		l.skipped = append(l.skipped, fmt.Sprintf("%q: it has no web address of a feed", first(title, at)))
		return
	}
	i, ok := l.at[sources.Canonical(at)]
	if !ok {
		i = len(l.outlines)
		l.at[sources.Canonical(at)] = i
		l.outlines = append(l.outlines, Outline{URL: at, Title: title, Site: attrs["htmlurl"]})
	}
	o := &l.outlines[i]
	for _, tag := range slices.Concat(l.folders, strings.Split(attrs["category"], ",")) {
		tag = strings.Trim(tag, " /")
		if tag != "" && !slices.Contains(o.Tags, tag) {
			o.Tags = append(o.Tags, tag)
		}
	}
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// Write writes a list, each source in the folder of its first tag, folders in
// alphabetical order, and with all its tags as categories.
func Write(w io.Writer, title string, outlines []Outline) error {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<opml version=\"2.0\">\n<head><title>")
	b.WriteString(escape(title))
	b.WriteString("</title></head>\n<body>\n")
	folders := map[string][]Outline{}
	for _, o := range outlines {
		folders[first(o.Tags...)] = append(folders[first(o.Tags...)], o)
	}
	for _, name := range sorted(folders) {
		if name != "" {
			fmt.Fprintf(&b, "<outline text=\"%s\">\n", escape(name))
		}
		for _, o := range folders[name] {
			writeOutline(&b, o)
		}
		if name != "" {
			b.WriteString("</outline>\n")
		}
	}
	b.WriteString("</body>\n</opml>\n")
	_, err := w.Write(b.Bytes())
	return err
}

func sorted(folders map[string][]Outline) []string {
	var names []string
	for name := range folders {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func writeOutline(b *bytes.Buffer, o Outline) {
	name := escape(first(o.Title, o.URL))
	fmt.Fprintf(b, `<outline type="rss" text="%s" title="%s" xmlUrl="%s"`, name, name, escape(o.URL))
	if o.Site != "" {
		fmt.Fprintf(b, ` htmlUrl="%s"`, escape(o.Site))
	}
	if len(o.Tags) > 0 {
		fmt.Fprintf(b, ` category="%s"`, escape(strings.Join(o.Tags, ",")))
	}
	b.WriteString("/>\n")
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
