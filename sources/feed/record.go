package feed

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"strings"
)

// A record is what the elements of an item, or of a feed's head, say.
type record struct {
	base      *url.URL
	lang      string // in scope here
	values    [fields]value
	tags      []string
	permalink bool   // the guid may serve as the link
	key       string // see document.identify
	known     bool   // and therefore not read beyond guid and link
	mark      uint32

	tag    tag // that an XML item starts with
	end    int // of it
	broken int // elements without an end before it
}

// A value is what fills a field.
type value struct {
	text string
	rank int
	form form
}

// A form is how a value is written.
type form int

const (
	unsaid form = iota
	plain
	markup
)

// forms are the types that Atom's text constructs and media types name.
var forms = map[string]form{
	"text": plain, "text/plain": plain, "plain": plain,
	"html": markup, "xhtml": markup, "text/html": markup, "application/xhtml+xml": markup,
}

// scope takes in the xml:base and xml:lang of a tag.
func (r *record) scope(t tag) {
	if bytes.IndexByte(t.attrs, ':') < 0 {
		return
	}
	if base := t.attr("xml:base"); base != "" {
		r.base = rebase(r.base, base)
	}
	if lang := t.attr("xml:lang"); lang != "" {
		r.lang = lang
	}
}

func rebase(base *url.URL, ref string) *url.URL {
	if u, err := base.Parse(strings.TrimSpace(ref)); err == nil {
		return u
	}
	return base
}

func (r *record) text(f field) string { return r.values[f].text }

// put fills a field unless something of at least the same standing has.
func (r *record) put(p place, v value) {
	v.rank = p.rank
	old := &r.values[p.field]
	if v.text != "" && (old.text == "" || v.rank < old.rank) {
		*old = v
	}
}

// fill takes in one element.
func (r *record) fill(p place, t tag, inner []byte) {
	within := record{base: r.base}
	within.scope(t)
	switch p.field {
	case link, site, comments:
		r.fillLink(p, t, inner, within.base)
	case image, enclosure:
		r.fillMedia(p, t, inner, within.base)
	case author:
		r.put(p, value{text: person(inner)})
	case icon:
		r.put(p, value{text: webURL(within.base, picture(t, inner))})
	case tags:
		r.fillTags(t, inner)
	case hours, days:
		r.put(p, value{text: string(inner)})
	case guid:
		text, _ := content(inner)
		r.permalink = !strings.EqualFold(t.attr("isPermaLink"), "false")
		r.put(p, value{text: text})
	default:
		r.put(p, written(t, inner))
	}
}

// written is the value of an element of text.
func written(t tag, inner []byte) value {
	text, marked := content(inner)
	if marked {
		return value{text: text, form: markup}
	}
	v := value{text: text}
	if len(t.attrs) == 0 {
		return v
	}
	kind := strings.ToLower(t.attr("type"))
	v.form = forms[kind]
	if t.attr("mode") == "base64" || kind == "application/octet-stream" {
		if raw, err := base64.StdEncoding.DecodeString(text); err == nil {
			v.text = string(decode(raw, ""))
		}
	}
	return v
}

// fillLink takes in a link: RSS writes it as text, Atom as an attribute with
// its relation beside it.
func (r *record) fillLink(p place, t tag, inner []byte, base *url.URL) {
	href, _ := content(inner)
	if len(t.attrs) > 0 {
		if at := t.attr("href"); at != "" {
			href = at
		}
		switch strings.ToLower(t.attr("rel")) {
		case "", "alternate":
		case "enclosure":
			p = place{enclosure, 1}
		case "replies":
			p = place{comments, 1}
		default:
			return
		}
		if kind := t.attr("type"); kind != "" && p.field != enclosure && !strings.Contains(kind, "html") {
			p.rank += 10
		}
	}
	r.put(p, value{text: webURL(base, href)})
}

// fillMedia takes in an image or an enclosure, of which an image is one too.
func (r *record) fillMedia(p place, t tag, inner []byte, base *url.URL) {
	src := t.attr("url")
	if src == "" {
		src = t.attr("href")
	}
	if src == "" {
		src, _ = content(inner)
	}
	src = webURL(base, src)
	kind := t.attr("type") + t.attr("medium")
	if strings.HasPrefix(kind, "image") {
		p = place{image, 0}
	} else if kind != "" && p.field == image {
		return
	}
	r.put(p, value{text: src})
}

// picture is where a feed's own picture is: in an attribute, in RSS's url
// element, or in the text.
func picture(t tag, inner []byte) string {
	if at := t.attr("href"); at != "" {
		return at
	}
	s := scanner{doc: inner}
	for {
		child, ok := s.next()
		if !ok {
			break
		}
		if !child.closing && strings.EqualFold(string(child.name), "url") {
			inner, _ = s.inner(child)
			break
		}
	}
	text, _ := content(inner)
	return text
}

// fillTags takes in categories: Atom's attributes, or text that may hold
// several.
func (r *record) fillTags(t tag, inner []byte) {
	if len(r.tags) > 2*maxTags {
		return
	}
	text, _ := content(inner)
	for _, name := range []string{"term", "label"} {
		if at := t.attr(name); at != "" {
			text = at
		}
	}
	for one := range strings.SplitSeq(text, ",") {
		r.tags = append(r.tags, line(value{text: one}))
	}
}

// angled makes "Name <mail>" into "Name (mail)".
var angled = strings.NewReplacer("<", "(", ">", ")")

// person returns the name in an author element: Atom's name element, or one
// of RSS's "mail (Name)", "Name (mail)" and "Name <mail>".
func person(inner []byte) string {
	s := scanner{doc: inner}
	for {
		t, ok := s.next()
		if !ok {
			break
		}
		if _, local, found := bytes.Cut(t.name, []byte(":")); found {
			t.name = local
		}
		if !t.closing && string(t.name) == "name" {
			name, _, _ := bytes.Cut(inner[t.end:], []byte("</"))
			text, _ := content(name)
			return line(value{text: text})
		}
	}
	text, marked := content(inner)
	if marked {
		text, _, _ = strings.Cut(text, "<")
	}
	before, rest, _ := strings.Cut(angled.Replace(text), "(")
	within, _, _ := strings.Cut(rest, ")")
	for _, part := range []string{before, within} {
		if part = line(value{text: part}); part != "" && !strings.Contains(part, "@") {
			return part
		}
	}
	return line(value{text: before})
}

// wrapped undoes what line breaks and spaces do to a URL.
var wrapped = strings.NewReplacer("\n", "", "\r", "", "\t", "", " ", "%20")

// webURL resolves a reference and returns it if people can open it: "" unless
// http or https.
func webURL(base *url.URL, ref string) string {
	ref = wrapped.Replace(strings.TrimSpace(ref))
	if ref == "" {
		return ""
	}
	u, err := base.Parse(ref)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
