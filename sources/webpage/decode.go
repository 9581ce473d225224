package webpage

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// declaration finds the encoding that a page declares. Browsers look at the
// first 1,024 bytes; pages exist that say it later.
var declaration = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:-]+)`)

var bom = []byte("\uFEFF")

const declarationWithin = 8 << 10

// decode brings a page into UTF-8. The bytes have the first word: what is
// UTF-8 beyond doubt stays so whatever the server or the page declares. Then
// the server is believed, then the page, then it is windows-1252 as the HTML
// standard has it (https://html.spec.whatwg.org/#determining-the-character-encoding).
func decode(b []byte, contentType string) []byte {
	b = bytes.TrimPrefix(b, bom)
	if valid, invalid := multibyte(b); valid > invalid {
		return bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	for _, label := range append(declared(b, contentType), "windows-1252") {
		enc, name := charset.Lookup(label)
		if enc == nil || name == "utf-8" {
			continue
		}
		if out, err := enc.NewDecoder().Bytes(b); err == nil {
			return bytes.TrimPrefix(out, bom)
		}
	}
	return bytes.ToValidUTF8(b, []byte("\uFFFD"))
}

// declared lists the encodings that the byte order mark, the server and the
// page name.
func declared(b []byte, contentType string) []string {
	var labels []string
	switch {
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		labels = append(labels, "utf-16be")
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		labels = append(labels, "utf-16le")
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		labels = append(labels, params["charset"])
	}
	if m := declaration.FindSubmatch(b[:min(len(b), declarationWithin)]); m != nil {
		if label := string(m[1]); !strings.HasPrefix(strings.ToLower(label), "utf-16") {
			labels = append(labels, label) // it was read as ASCII, so UTF-16 it is not
		}
	}
	return labels
}

// multibyte counts the characters outside ASCII that are UTF-8 and the bytes
// that cannot be.
func multibyte(b []byte) (valid, invalid int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			invalid++
		} else {
			valid++
		}
		b = b[n:]
	}
	return valid, invalid
}
