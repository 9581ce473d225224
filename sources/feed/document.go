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

	shared []string // see Feed.Shared
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
	broken int
	heads  map[string]place // by name as written
	places map[string]place
}

// readXML reads an XML document that came from a URL. It reads guid and link
// of all items first, since an item's identity depends on the others, and the
// rest only of those that are not known.
func readXML(doc []byte, base *url.URL, past Past) (document, error) {
	r := &reader{scanner: scanner{doc: doc}, words: vocabulary{}, heads: map[string]place{}, places: map[string]place{}}
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
			d.items = append(d.items, r.findItem(t, d.head))
			continue
		}
		r.readHead(t, &d.head)
	}
	d.identify(past)
	for i := range d.items {
		if !d.items[i].known {
			r.readItem(&d.items[i])
		}
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

// findItem reads guid and link of the item that t opens, sums up its words,
// and moves behind it. It ends where the next one starts if nothing closes it
// before.
func (r *reader) findItem(t tag, head record) record {
	item := record{base: head.base, lang: head.lang, tag: t, end: t.end, broken: r.broken}
	item.scope(t)
	if t.empty {
		return item
	}
	item.end = r.itemEnd(t)
	r.broken = r.each(&item, func(p place, t tag, inner []byte) {
		switch p.field {
		case title, body, summary:
			item.mark = crc32.Update(item.mark, castagnoli, inner)
		case guid, link, publisher:
			item.fill(p, t, inner)
		}
	})
	return item
}

// readItem reads what findItem has left unread.
func (r *reader) readItem(item *record) {
	r.each(item, func(p place, t tag, inner []byte) {
		switch p.field {
		case guid, link, publisher:
		default:
			item.fill(p, t, inner)
		}
	})
}

// each calls f with each element of an item that says something, and returns
// how many elements without an end there were up to there. It starts from the
// item's own count, so that the second reading meets the same elements as the
// first.
func (r *reader) each(item *record, f func(place, tag, []byte)) (broken int) {
	within := reader{scanner: scanner{doc: r.doc[:item.end], pos: item.tag.end}, words: r.words, places: r.places, broken: item.broken}
	for elements := 0; elements < maxElements; {
		t, ok := within.next()
		if !ok {
			break
		}
		if t.closing {
			continue
		}
		p := within.place(t, within.places, itemPlaces)
		if p.field == inside {
			continue
		}
		if inner, ok := within.within(t); ok && p.field != none {
			elements++
			f(p, t, inner)
		}
	}
	return within.broken
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
