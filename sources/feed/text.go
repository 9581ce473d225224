package feed

import (
	"net/url"
	"strings"

	"newshound/sources/webpage"
)

// prose is a value as plain text, its paragraphs parted by a blank line.
func prose(v value) string {
	if v.form == plain || v.form == unsaid && !strings.ContainsAny(v.text, "<&") {
		return paragraphs(v.text)
	}
	return webpage.PlainText(v.text)
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
