package feed

import (
	"bytes"
	"hash/crc32"
	"net/url"
)

// A document is a feed or sitemap as read, before it is made sense of.
type document struct {
	head    record
	items   []record
	sitemap bool // of pages
	index   bool // of sitemaps
}

// kinds are the root elements that are read, and what each calls its items.
var kinds = map[string]string{
	"rss": "item", "rdf:rdf": "item", "rdf": "item", "channel": "item",
	"feed": "entry", "atom:feed": "entry",
	"urlset": "url", "sitemapindex": "sitemap",
}

const (
	maxItems    = 5000 // of one document; the rest is not read
	maxElements = 1000 // of one item
	maxBroken   = 16   // elements without an end, each of which is looked for once
	maxBefore   = 500  // tags of junk before the root
)

// A reader reads one XML document.
type reader struct {
	scanner
	words  vocabulary
	item   string // what the document calls its items
	known  Known
	later  []element // room for an item's
	broken int
	heads  map[string]place // by name as written
	places map[string]place
}

// readXML reads an XML document that came from a URL. Of an item that is
// known it reads what tells it from others, and no more.
func readXML(doc []byte, base *url.URL, known Known) (document, error) {
	r := &reader{scanner: scanner{doc: doc}, words: vocabulary{}, heads: map[string]place{}, places: map[string]place{}, known: known}
	root, err := r.root()
	if err != nil {
		return document{}, err
	}
	d := document{head: record{base: base}, sitemap: r.item == "url", index: r.item == "sitemap"}
	d.head.scope(root)
	for len(d.items) < maxItems {
		t, ok := r.next()
		if !ok {
			break
		}
		if t.closing {
			continue
		}
		r.words.learn(t)
		if r.words.canonical(string(t.name)) == r.item {
			d.items = append(d.items, r.readItem(t, d.head))
			continue
		}
		r.readHead(t, &d.head)
	}
	return d, nil
}

// root finds the root element behind whatever stands before it.
func (r *reader) root() (tag, error) {
	page := false
	for range maxBefore {
		t, ok := r.next()
		if !ok {
			break
		}
		r.words.learn(t)
		name := r.words.canonical(string(t.name))
		if item, ok := kinds[name]; ok && !t.closing {
			if name == "atom:feed" || item == "item" && name != "rdf:rdf" {
				r.words.own(t.name)
			}
			r.item = item
			return t, nil
		}
		page = page || name == "html"
	}
	if page {
		return tag{}, notFeed("it is a web page")
	}
	return tag{}, notFeed("it is neither RSS, Atom, JSON Feed nor a news sitemap")
}

// readHead takes what an element beside the items says of the feed.
func (r *reader) readHead(t tag, head *record) {
	p := r.place(t, r.heads, headPlaces)
	if p.field == inside {
		head.scope(t)
		return
	}
	if inner, ok := r.within(t); ok && p.field != none {
		head.fill(p, t, inner)
	}
}

// within is inner, given up when a document leaves too many elements open.
func (r *reader) within(t tag) ([]byte, bool) {
	if r.broken >= maxBroken {
		return nil, false
	}
	inner, ok := r.inner(t)
	if !ok {
		r.broken++
	}
	return inner, ok
}

func (r *reader) place(t tag, cache, places map[string]place) place {
	p, ok := cache[string(t.name)]
	if !ok {
		p = places[r.words.canonical(string(t.name))]
		cache[string(t.name)] = p
	}
	return p
}

// readItem reads the item that t opens and moves behind it. It ends where the
// next one starts if nothing closes it before.
func (r *reader) readItem(t tag, head record) record {
	item := record{base: head.base, lang: head.lang}
	item.scope(t)
	if t.empty {
		return item
	}
	end := r.itemEnd(t)
	within := reader{scanner: scanner{doc: r.doc[:end], pos: t.end}, words: r.words, places: r.places, broken: r.broken, later: r.later[:0]}
	later := within.identify(&item)
	r.broken, r.later = within.broken, later
	if key := item.key(); key != "" && r.known(key, item.mark) {
		item.known = true
		return item
	}
	for _, e := range later {
		item.fill(e.place, e.tag, e.inner)
	}
	return item
}

// An element waits to be read.
type element struct {
	place place
	tag   tag
	inner []byte
}

// identify reads what tells an item from others, sums up its words, and
// returns the rest unread.
func (r *reader) identify(item *record) []element {
	later := r.later
	for {
		t, ok := r.next()
		if !ok {
			return later
		}
		if t.closing {
			continue
		}
		p := r.place(t, r.places, itemPlaces)
		if p.field == inside {
			continue
		}
		inner, ok := r.within(t)
		if !ok || p.field == none || len(later) >= maxElements {
			continue
		}
		switch p.field {
		case title, body, summary:
			item.mark = crc32.Update(item.mark, castagnoli, inner)
		}
		switch p.field {
		case guid, link, publisher:
			item.fill(p, t, inner)
		default:
			later = append(later, element{p, t, inner})
		}
	}
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (r *reader) itemEnd(item tag) int {
	for {
		t, ok := r.next()
		if !ok {
			return len(r.doc)
		}
		if bytes.Equal(t.name, item.name) && !t.empty {
			if !t.closing {
				r.pos = t.start
			}
			return t.start
		}
	}
}
