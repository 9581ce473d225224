package feed

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prose is a value as plain text, its paragraphs parted by a blank line.
func prose(v value) string {
	if v.form == plain || v.form == unsaid && !strings.ContainsAny(v.text, "<&") {
		return paragraphs(v.text)
	}
	z := html.NewTokenizer(strings.NewReader(v.text))
	var b strings.Builder
	mute := 0
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return paragraphs(b.String())
		case html.TextToken:
			if mute == 0 {
				b.Write(bytes.ReplaceAll(z.Text(), []byte("\n"), []byte(" ")))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.Script, atom.Style:
				if kind == html.StartTagToken {
					mute++
				} else {
					mute = max(mute-1, 0)
				}
			case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4, atom.Br, atom.Tr, atom.Figure, atom.Figcaption:
				b.WriteByte('\n')
			}
		}
	}
}

func paragraphs(s string) string {
	var out []string
	for part := range strings.SplitSeq(s, "\n") {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			out = append(out, part)
		}
	}
	return strings.Join(out, "\n\n")
}

// firstImage returns the first image of an item's HTML that is not a tracking
// pixel, or "".
func firstImage(base *url.URL, v value) string {
	if v.form == plain {
		return ""
	}
	rest := v.text
	for {
		i := strings.Index(rest, "<img")
		if i < 0 {
			return ""
		}
		rest = rest[i:]
		s := scanner{doc: []byte(rest[:min(len(rest), 4096)])}
		if t, ok := s.next(); ok && string(t.name) == "img" && t.attr("width") != "1" && t.attr("height") != "1" {
			if src := webURL(base, t.attr("src")); src != "" {
				return src
			}
		}
		rest = rest[4:]
	}
}
