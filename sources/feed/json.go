package feed

import (
	"bytes"
	"hash/crc32"
	"net/url"

	"github.com/mmcdole/gofeed/json"
)

// readJSON reads a JSON Feed, version 1.0 or 1.1 (jsonfeed.org).
func readJSON(doc []byte, base *url.URL, known Known) (document, error) {
	f, err := (&json.Parser{}).Parse(bytes.NewReader(doc))
	if err != nil || f.Title == "" && len(f.Items) == 0 {
		return document{}, notFeed("it is JSON, but no JSON Feed")
	}
	head := record{base: base, lang: f.Language}
	head.put(place{title, 0}, value{text: f.Title, form: plain})
	head.put(place{site, 0}, value{text: webURL(base, f.HomePageURL)})
	head.put(place{author, 0}, value{text: names(f.Author, f.Authors)})
	d := document{head: head}
	for _, it := range f.Items[:min(len(f.Items), maxItems)] {
		r := jsonItem(it, base)
		key := r.key()
		r.known = key != "" && known(key, r.mark)
		d.items = append(d.items, r)
	}
	return d, nil
}

func jsonItem(it *json.Item, base *url.URL) record {
	r := record{base: base, lang: it.Language, tags: it.Tags}
	r.put(place{guid, 0}, value{text: it.ID})
	r.permalink = true
	r.put(place{link, 0}, value{text: webURL(base, it.URL)})
	r.put(place{link, 1}, value{text: webURL(base, it.ExternalURL)})
	r.put(place{title, 0}, value{text: it.Title, form: plain})
	r.put(place{author, 0}, value{text: names(it.Author, it.Authors)})
	r.put(place{body, 0}, value{text: it.ContentHTML, form: markup})
	r.put(place{body, 1}, value{text: it.ContentText, form: plain})
	r.put(place{summary, 0}, value{text: it.Summary, form: plain})
	r.put(place{published, 0}, value{text: it.DatePublished})
	r.put(place{updated, 0}, value{text: it.DateModified})
	r.put(place{image, 0}, value{text: webURL(base, it.Image)})
	r.put(place{image, 1}, value{text: webURL(base, it.BannerImage)})
	for _, words := range []string{it.Title, it.ContentHTML, it.ContentText, it.Summary} {
		r.mark = crc32.Update(r.mark, castagnoli, []byte(words))
	}
	if it.Attachments != nil {
		for _, a := range *it.Attachments {
			r.put(place{enclosure, 0}, value{text: webURL(base, a.URL)})
		}
	}
	return r
}

func names(one *json.Author, all []*json.Author) string {
	for _, a := range append(all, one) {
		if a != nil && a.Name != "" {
			return a.Name
		}
	}
	return ""
}
