package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"hash/crc32"
	"net/url"
	"strings"
)

// readJSON reads a JSON Feed, version 1.0 or 1.1 (jsonfeed.org), item by
// item, so that one that is cut off or damaged is read up to there. A value
// of another kind than it should be counts as unsaid.
func readJSON(doc []byte, base *url.URL, past Past) (document, error) {
	dec := json.NewDecoder(bytes.NewReader(tame(doc)))
	dec.UseNumber()
	head, d := object{}, document{}
	isFeed := false
	_, err := dec.Token() // the opening brace
	for err == nil && dec.More() {
		var name json.Token
		if name, err = dec.Token(); err != nil {
			break
		}
		if name != "items" {
			var v any
			err = dec.Decode(&v)
			head[strings.ToLower(name.(string))] = v
			continue
		}
		err = d.readItems(dec, base)
		isFeed = len(d.items) > 0 || err == nil && head.text("title") != ""
	}
	if !isFeed && !strings.Contains(head.text("version"), "jsonfeed") {
		return document{}, notFeed("it is JSON, but no JSON Feed")
	}
	d.head = record{base: base, lang: head.text("language")}
	d.head.put(place{title, 0}, value{text: head.text("title"), form: plain})
	d.head.put(place{site, 0}, value{text: webURL(base, head.text("home_page_url"))})
	for rank, name := range []string{"icon", "favicon"} {
		d.head.put(place{icon, rank}, value{text: webURL(base, head.text(name))})
	}
	d.head.put(place{author, 0}, value{text: head.person()})
	d.identify(past)
	return d, nil
}

var errNoItems = errors.New("no list of items")

// readItems reads as many as can be read.
func (d *document) readItems(dec *json.Decoder, base *url.URL) error {
	if opening, err := dec.Token(); err != nil || opening != json.Delim('[') {
		return errNoItems
	}
	for dec.More() {
		var v any
		if err := dec.Decode(&v); err != nil {
			return err
		}
		it, ok := v.(map[string]any)
		if !ok || len(d.items) >= maxItems {
			continue
		}
		d.items = append(d.items, object(it).item(base))
	}
	_, err := dec.Token()
	return err
}

// tame makes the control characters that JSON forbids in a string harmless.
func tame(doc []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, doc)
}

// An object is one of a JSON Feed's, of which anything may be missing or of
// the wrong kind.
type object map[string]any

// text is a member that is a string, or a number in its place.
func (o object) text(name string) string {
	switch v := o[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// objects are the members of a list that are objects.
func (o object) objects(name string) (out []object) {
	list, _ := o[name].([]any)
	for _, v := range list {
		if one, ok := v.(map[string]any); ok {
			out = append(out, one)
		}
	}
	return out
}

// person is the name of the first author (version 1.1), or of the only one.
func (o object) person() string {
	one, _ := o["author"].(map[string]any)
	for _, a := range append(o.objects("authors"), one) {
		if name := a.text("name"); name != "" {
			return name
		}
	}
	return o.text("author")
}

func (o object) item(base *url.URL) record {
	r := record{base: base, lang: o.text("language"), permalink: true}
	r.put(place{guid, 0}, value{text: o.text("id")})
	r.put(place{author, 0}, value{text: o.person()})
	r.put(place{title, 0}, value{text: o.text("title"), form: plain})
	r.put(place{body, 0}, value{text: o.text("content_html"), form: markup})
	r.put(place{body, 1}, value{text: o.text("content_text"), form: plain})
	r.put(place{summary, 0}, value{text: o.text("summary"), form: plain})
	r.put(place{published, 0}, value{text: o.text("date_published")})
	r.put(place{updated, 0}, value{text: o.text("date_modified")})
	for rank, name := range []string{"url", "external_url"} {
		r.put(place{link, rank}, value{text: webURL(base, o.text(name))})
	}
	for rank, name := range []string{"image", "banner_image"} {
		r.put(place{image, rank}, value{text: webURL(base, o.text(name))})
	}
	for _, a := range o.objects("attachments") {
		at := place{enclosure, 0}
		if strings.HasPrefix(a.text("mime_type"), "image/") {
			at = place{image, 2}
		}
		r.put(at, value{text: webURL(base, a.text("url"))})
	}
	tags, _ := o["tags"].([]any)
	for _, tag := range tags[:min(len(tags), 2*maxTags)] {
		if s, ok := tag.(string); ok {
			r.tags = append(r.tags, s)
		}
	}
	for _, name := range []string{"title", "content_html", "content_text", "summary"} {
		r.mark = crc32.Update(r.mark, castagnoli, []byte(o.text(name)))
	}
	return r
}
