package feed

import (
	"bytes"
	"html"
	"strings"
)

// Markup is scanned here, not parsed: publishers leave tags open, cut files
// off and paste HTML where XML should be, and a scan loses only what is
// damaged. It never recurses, so nesting costs nothing.

// A tag is one tag of a document.
type tag struct {
	name       []byte // as written, with its prefix
	attrs      []byte // what stands between name and ">"
	start, end int    // of the whole tag
	closing    bool   // </name>
	empty      bool   // <name/>
}

// A scanner walks over the tags of a document. Comments, CDATA sections,
// declarations and stray "<" are passed over as text.
type scanner struct {
	doc []byte
	pos int
}

func (s *scanner) next() (tag, bool) {
	for {
		i := bytes.IndexByte(s.doc[s.pos:], '<')
		if i < 0 || s.pos+i+1 >= len(s.doc) {
			s.pos = len(s.doc)
			return tag{}, false
		}
		s.pos += i
		if t, ok := s.tag(); ok {
			return t, true
		}
	}
}

// tag reads the tag at "<", or moves past what only looks like one.
func (s *scanner) tag() (tag, bool) {
	rest := s.doc[s.pos:]
	switch {
	case rest[1] != '!' && rest[1] != '?':
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		s.skip(rest, "]]>")
		return tag{}, false
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.skip(rest, "-->")
		return tag{}, false
	case bytes.HasPrefix(rest, []byte("<?")):
		s.skip(rest, ">")
		return tag{}, false
	}
	t := tag{start: s.pos, closing: rest[1] == '/'}
	from := 1
	if t.closing {
		from = 2
	}
	to := from
	for to < len(rest) && nameByte(rest[to]) {
		to++
	}
	end := tagEnd(rest, to)
	if to == from || end < 0 {
		s.pos++
		return tag{}, false
	}
	t.name, t.attrs = rest[from:to], rest[to:end]
	t.empty = rest[end-1] == '/'
	t.end = s.pos + end + 1
	s.pos = t.end
	return t, true
}

func (s *scanner) skip(rest []byte, until string) {
	if i := bytes.Index(rest, []byte(until)); i >= 0 {
		s.pos += i + len(until)
		return
	}
	s.pos = len(s.doc)
}

func nameByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' ||
		b == ':' || b == '_' || b == '-' || b == '.' || b >= 0x80
}

// tagEnd finds the ">" that ends a tag, outside quotes. A tag longer than
// 64 KiB is none.
func tagEnd(rest []byte, from int) int {
	var quote byte
	for i := from; i < min(len(rest), from+64<<10); i++ {
		switch b := rest[i]; {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '"' || b == '\'':
			quote = b
		case b == '>':
			return i
		case b == '<':
			return -1
		}
	}
	return -1
}

// inner returns what stands in the element that t opens, and moves past its
// closing tag. Without one it reports false and stays behind t.
func (s *scanner) inner(t tag) ([]byte, bool) {
	if t.empty {
		return nil, true
	}
	depth := 1
	for {
		u, ok := s.next()
		switch {
		case !ok:
			s.pos = t.end
			return nil, false
		case u.empty || !bytes.Equal(u.name, t.name):
		case !u.closing:
			depth++
		default:
			depth--
		}
		if depth == 0 {
			return s.doc[t.end:u.start], true
		}
	}
}

// attr returns the value of an attribute, "" without one. The name is as
// written, with its prefix.
func (t tag) attr(name string) string {
	for at, value := range t.all() {
		if at == name {
			return value
		}
	}
	return ""
}

// all yields the tag's attributes in order.
func (t tag) all() func(yield func(name, value string) bool) {
	return func(yield func(name, value string) bool) {
		rest := t.attrs
		for {
			eq := bytes.IndexByte(rest, '=')
			if eq < 0 {
				return
			}
			fields := bytes.Fields(rest[:eq])
			value, after := attrValue(bytes.TrimLeft(rest[eq+1:], " \t\r\n"))
			if len(fields) > 0 && !yield(string(fields[len(fields)-1]), unescape(string(value))) {
				return
			}
			rest = after
		}
	}
}

func attrValue(rest []byte) (value, after []byte) {
	if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
		value, after, _ = bytes.Cut(rest[1:], rest[:1])
		return value, after
	}
	i := bytes.IndexAny(rest, " \t\r\n/")
	if i < 0 {
		return rest, nil
	}
	return rest[:i], rest[i:]
}

// content returns the character data of an element: CDATA sections as they
// stand, entities resolved elsewhere, comments gone. marked reports whether
// the element holds markup of its own, which is then kept, unresolved.
func content(inner []byte) (text string, marked bool) {
	if bytes.IndexByte(inner, '<') < 0 {
		return strings.TrimSpace(unescape(string(inner))), false
	}
	s := scanner{doc: inner}
	if _, ok := s.next(); ok {
		return strings.TrimSpace(string(inner)), true
	}
	var b strings.Builder
	for {
		before, rest, found := bytes.Cut(inner, []byte("<!"))
		b.WriteString(unescape(string(before)))
		if !found {
			return strings.TrimSpace(b.String()), false
		}
		if cdata, ok := bytes.CutPrefix(rest, []byte("[CDATA[")); ok {
			before, inner, _ = bytes.Cut(cdata, []byte("]]>"))
			b.Write(before)
			continue
		}
		_, inner, _ = bytes.Cut(rest, []byte("-->"))
	}
}

// longestEntity is the length of the longest entity that HTML knows, with its
// "&" and ";".
const longestEntity = 33

// unescape resolves the entities of XML and HTML that end in a semicolon. It
// leaves the others, which a URL's parameters only look like.
func unescape(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		s = s[i:]
		end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
		if end < 0 {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		entity := s[:end+1]
		if plain := html.UnescapeString(entity); !strings.HasSuffix(plain, ";") || plain == ";" {
			b.WriteString(plain)
			s = s[end+1:]
			continue
		}
		b.WriteByte('&')
		s = s[1:]
	}
	b.WriteString(s)
	return b.String()
}
