package feed

import (
	"bytes"
	"strings"
)

// spaces maps the namespaces that matter to the prefix by which this package
// knows them. "" is the feed's own vocabulary. Schemes and case are dropped
// before looking.
var spaces = map[string]string{
	"purl.org/rss/1.0":                         "",
	"my.netscape.com/rdf/simple/0.9":           "",
	"channel.netscape.com/rdf/simple/0.9":      "",
	"backend.userland.com/rss2":                "",
	"blogs.law.harvard.edu/tech/rss":           "",
	"www.w3.org/1999/02/22-rdf-syntax-ns#":     "rdf",
	"www.w3.org/2005/atom":                     "atom",
	"purl.org/atom/ns#":                        "atom",
	"www.sitemaps.org/schemas/sitemap/0.9":     "",
	"www.google.com/schemas/sitemap/0.84":      "",
	"www.google.com/schemas/sitemap-news/0.9":  "news",
	"www.google.com/schemas/sitemap-image/1.1": "image",
	"purl.org/dc/elements/1.1":                 "dc",
	"purl.org/dc/terms":                        "dcterms",
	"purl.org/rss/1.0/modules/content":         "content",
	"purl.org/rss/1.0/modules/syndication":     "sy",
	"search.yahoo.com/mrss":                    "media",
	"www.itunes.com/dtds/podcast-1.0.dtd":      "itunes",
	"www.itunes.com/dtds/podcast":              "itunes",
	"rssnamespace.org/feedburner/ext/1.0":      "feedburner",
	"www.w3.org/1999/xhtml":                    "xhtml",
	"www.w3.org/xml/1998/namespace":            "xml",
}

// A vocabulary knows what the prefixes of a document stand for.
type vocabulary map[string]string

// own makes a prefix stand for the feed's own vocabulary.
func (v vocabulary) own(name []byte) {
	if prefix, _, ok := bytes.Cut(name, []byte(":")); ok {
		v[string(prefix)] = ""
	}
}

// learn takes in the namespaces that a tag declares.
func (v vocabulary) learn(t tag) {
	for name, value := range t.all() {
		prefix, ok := strings.CutPrefix(name, "xmlns:")
		if !ok {
			continue
		}
		_, value, _ = strings.Cut(strings.ToLower(strings.TrimSpace(value)), "://")
		if known, ok := spaces[strings.TrimSuffix(value, "/")]; ok {
			v[prefix] = known
		}
	}
}

// canonical returns an element's name with the prefix by which this package
// knows it, in lower case. An undeclared prefix is taken at its word.
func (v vocabulary) canonical(name string) string {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		return strings.ToLower(name)
	}
	if known, ok := v[prefix]; ok {
		prefix = known
	}
	if prefix == "" {
		return strings.ToLower(local)
	}
	return strings.ToLower(prefix + ":" + local)
}
