package feed

import (
	"bytes"
	"mime"
	"regexp"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// marks are the first bytes that give an encoding away: byte order marks, and
// "<" or "<?xm" as each wide encoding writes it (XML 1.0 appendix F).
var marks = []struct {
	bytes string
	enc   encoding.Encoding
}{
	{"\xef\xbb\xbf", unicode.UTF8BOM},
	{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)},
	{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.UseBOM)},
	{"<\x00\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)},
	{"\x00\x00\x00<", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)},
	{"\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	{"\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
	{"<\x00", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
	{"\x00<", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
	{"\x4c\x6f\xa7\x94", charmap.CodePage037},
}

// decode brings a document into UTF-8, without bytes that are none. What the
// bytes show goes before what is said of them: a mark, then being UTF-8 but
// for a stray byte; then the HTTP header and the XML declaration, whichever
// fits; then windows-1252.
func decode(body []byte, contentType string) []byte {
	for _, m := range marks {
		if bytes.HasPrefix(body, []byte(m.bytes)) {
			return convert(body, m.enc)
		}
	}
	shifted := bytes.IndexByte(body, 0x1b) >= 0 // ISO 2022 writes Japanese in seven bits
	if utf8.Valid(body) && !shifted {
		return body
	}
	good, bad := sequences(body)
	if good >= 9*bad && !shifted {
		return patch(body)
	}
	best, losses := []byte(nil), -1
	for _, label := range []string{header(contentType), declared(body)} {
		enc := lookup(label)
		if enc == nil {
			continue
		}
		out := convert(body, enc)
		if n := bytes.Count(out, []byte("\ufffd")); losses < 0 || n < losses {
			best, losses = out, n
		}
	}
	if best == nil || losses > 0 && good >= bad {
		return patch(body)
	}
	return best
}

func header(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

var encodingRule = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']`)

func declared(body []byte) string {
	if m := encodingRule.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		return string(m[1])
	}
	return ""
}

// lookup returns the encoding with a name, nil when there is none or when it
// is UTF-8, which was ruled out before. Names that pages use mean what
// browsers take them for; the rest are IANA's.
func lookup(label string) encoding.Encoding {
	enc, name := charset.Lookup(label)
	if enc == nil {
		enc, _ = ianaindex.IANA.Encoding(label)
	}
	if name == "utf-8" {
		return nil
	}
	return enc
}

func convert(body []byte, enc encoding.Encoding) []byte {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return patch(body)
	}
	return out
}

// sequences counts the multi-byte sequences that are UTF-8, and the bytes that
// are not.
func sequences(body []byte) (good, bad int) {
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	return good, bad
}

// patch reads each byte that is not UTF-8 as windows-1252, as a careless
// server pastes it in.
func patch(body []byte) []byte {
	out := make([]byte, 0, len(body)+len(body)/16)
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(body[0])
		}
		out = utf8.AppendRune(out, r)
		body = body[n:]
	}
	return out
}
