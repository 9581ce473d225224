package feed

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"newshound/sources"
)

// mostShared bounds how many shared names a document reports: a source that
// repeats names repeats few.
const mostShared = 16

// identify gives each item its key: its guid, else its link, as far as no
// other item of the document has the same and none had in the past. An item
// without either is left for read, which knows its title and date.
func (d *document) identify(past Past) {
	if d.index {
		return
	}
	d.identifyBy(past, func(r *record) string { return sources.Name(r.text(guid)) })
	if slices.ContainsFunc(d.items, func(r record) bool { return r.key == "" }) {
		d.identifyBy(past, func(r *record) string { return sources.Name(r.text(link)) })
	}
	taken := map[string]bool{}
	for i := range d.items {
		r := &d.items[i]
		if r.key == "" {
			continue
		}
		if taken[r.key] { // one's guid is another's link
			r.key = ""
			continue
		}
		taken[r.key] = true
		r.known = past.known(r.key, r.mark)
	}
}

// identifyBy gives the items that have no key yet the name that of finds, if
// it tells them from all others. A short numeric fragment counts only where it
// tells items apart, since it may be a revision of the one that is left.
func (d *document) identifyBy(past Past, of func(*record) string) {
	names, count := make([]string, len(d.items)), map[string]int{}
	for i := range d.items {
		name := of(&d.items[i])
		names[i] = name
		count[name]++
		if plain := sources.Unrevised(name); plain != name {
			count[plain]++
		}
	}
	for i := range d.items {
		name := names[i]
		if plain := sources.Unrevised(name); count[plain] == 1 {
			name = plain
		}
		switch r := &d.items[i]; {
		case !identifies(name):
		case count[name] > 1:
			if len(d.shared) < mostShared && !slices.Contains(d.shared, name) {
				d.shared = append(d.shared, name)
			}
		case r.key == "" && !past.shared(name):
			r.key = name
		}
	}
}

// identifies reports whether a name may be one item's: a site's home page is
// not.
func identifies(name string) bool {
	host, ok := strings.CutPrefix(name, "https://")
	return name != "" && (!ok || strings.ContainsAny(host, "/?#"))
}

// read reads the articles that are not known. Those that neither guid nor
// link identifies go by title and date, and by their words where several have
// the same.
func (d *document) read(f *Feed) {
	f.Shared = d.shared
	shared := d.sharedLinks()
	words, several := map[string]uint32{}, map[string]bool{} // by title and date
	for _, r := range d.items {
		if r.known {
			continue
		}
		a := r.article(f.Lang, d.head.text(author))
		if a.Key == "" {
			name := sources.TitleName(a.Title, a.Published)
			mark, ok := words[name]
			words[name], several[name] = r.mark, several[name] || ok && mark != r.mark
		}
		if shared[a.Canonical] {
			a.Canonical = ""
		}
		f.Articles, f.Marks = append(f.Articles, a), append(f.Marks, r.mark)
	}
	for i := range f.Articles {
		a := &f.Articles[i]
		if a.Key != "" {
			continue
		}
		a.Key = sources.TitleName(a.Title, a.Published)
		if several[a.Key] && a.Key != "" {
			a.Key += " " + strconv.FormatUint(uint64(f.Marks[i]), 16)
		}
	}
	d.dropSame(f)
}

// dropSame drops articles without a key, and those whose key another has:
// nothing tells them apart.
func (d *document) dropSame(f *Feed) {
	taken := map[string]bool{"": true}
	for _, r := range d.items {
		if r.known {
			taken[r.key] = true
		}
	}
	articles, marks := f.Articles, f.Marks
	f.Articles, f.Marks = nil, nil
	for i, a := range articles {
		if !taken[a.Key] {
			taken[a.Key] = true
			f.Articles, f.Marks = append(f.Articles, a), append(f.Marks, marks[i])
		}
	}
}

// aliases are the other names that an article may be kept under: the key
// depends on what else its document held. The best for a key of its own come
// first.
func (r *record) aliases(a sources.Article) []string {
	var out []string
	byLink, byGUID := sources.Name(a.URL), sources.Name(r.text(guid))
	for _, name := range []string{
		byLink, sources.Unrevised(byLink), sources.TitleName(a.Title, a.Published), byGUID, sources.Unrevised(byGUID),
		sources.FormerKey(r.text(guid), a.URL, a.Title, a.Published),
	} {
		if name != r.key && identifies(name) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// sharedLinks holds the canonical URLs that items to be read have in common
// with other items: such a page does not tell one article from another.
func (d *document) sharedLinks() map[string]bool {
	ends := map[string]bool{}
	for _, r := range d.items {
		if !r.known {
			ends[pathEnd(r.text(link))] = true
		}
	}
	seen, shared := map[string]string{}, map[string]bool{}
	for _, r := range d.items {
		if !ends[pathEnd(r.text(link))] {
			continue
		}
		at, item := sources.Canonical(r.text(link)), r.key+" "+r.text(title) // one may be listed twice
		if old, ok := seen[at]; ok && old != item {
			shared[at] = true
		}
		seen[at] = item
	}
	return shared
}

// pathEnd is the last part of a URL's path, or its host: links to one page
// share it, and it is cheap to compare.
func pathEnd(link string) string {
	if i := strings.IndexAny(link, "?#"); i >= 0 {
		link = link[:i]
	}
	link = strings.TrimRight(link, "/")
	link = link[strings.LastIndexByte(link, '/')+1:]
	if plain, err := url.PathUnescape(link); err == nil {
		link = plain
	}
	return strings.TrimPrefix(strings.ToLower(link), "www.")
}
