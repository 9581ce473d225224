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

// maxImages is how many images of an item are looked at for one to show.
const maxImages = 20

// firstImage returns the first image of an item's HTML that is not a tracking
// pixel, or "".
func firstImage(base *url.URL, v value) string {
	if v.form == plain || !strings.Contains(v.text, "<img") {
		return ""
	}
	s := scanner{doc: []byte(v.text)}
	for seen := 0; seen < maxImages; {
		t, ok := s.next()
		if !ok {
			return ""
		}
		if string(t.name) != "img" {
			continue
		}
		seen++
		if src := webURL(base, t.attr("src")); src != "" && t.attr("width") != "1" && t.attr("height") != "1" {
			return src
		}
	}
	return ""
}
