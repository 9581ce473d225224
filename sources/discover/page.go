package discover

import (
	"bytes"
	"mime"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// feedTypes are the media types that name a feed in a link.
var feedTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/rdf+xml": true,
	"application/feed+json": true, "application/x-rss+xml": true, "text/rss+xml": true,
	"text/rss": true, "text/atom": true, "application/rss": true, "application/atom": true,
}

// vagueTypes name a feed if the address looks like one.
var vagueTypes = map[string]bool{
	"application/xml": true, "text/xml": true, "application/json": true, "text/json": true, "": true,
}

var feedish = regexp.MustCompile(`(?i)(?:^|[/._?=&-])(?:rss\d?|atom|feeds?|rdf|index\.xml)(?:$|[/._?=&-])`)

// feedHost tells the hosts of feeds: podcasts lie there, and FeedBurner's.
var feedHost = regexp.MustCompile(`(?i)^(?:feeds?\d*|rss)\.|^anchor\.fm$`)

// linked returns the feeds that a page links: in its Link headers (RFC 8288),
// in its link elements, and last in anchors that look like one.
func linked(base *url.URL, page answer) []string {
	if page.resp == nil {
		return nil
	}
	l := links{base: base}
	for _, header := range page.resp.Links {
		for part := range strings.SplitSeq(header, ",") {
			l.header(part)
		}
	}
	z := html.NewTokenizer(bytes.NewReader(page.resp.Body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if l.feeds == nil {
				return l.anchors
			}
			return l.feeds
		case html.StartTagToken, html.SelfClosingTagToken:
			l.element(z)
		}
	}
}

// links collects the addresses of feeds.
type links struct {
	base           *url.URL
	feeds, anchors []string
}

func (l *links) header(part string) {
	target, params, ok := strings.Cut(part, ">")
	target, isLink := strings.CutPrefix(strings.TrimSpace(target), "<")
	_, fields, err := mime.ParseMediaType("link" + params)
	if ok && isLink && err == nil {
		l.link(target, fields["rel"], fields["type"])
	}
}

func (l *links) element(z *html.Tokenizer) {
	name, more := z.TagName()
	tag := string(name)
	if tag != "link" && tag != "a" && tag != "base" {
		return
	}
	attrs := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		attrs[string(key)] = string(value)
	}
	href := strings.TrimSpace(attrs["href"])
	switch tag {
	case "base":
		if u, err := l.base.Parse(href); err == nil {
			l.base = u
		}
	case "link":
		l.link(href, attrs["rel"], attrs["type"])
	case "a":
		l.anchor(l.resolve(href))
	}
}

// anchor takes in a link that looks like one to a feed: on the page's own
// host, on a host that serves nothing else, or a podcast's in its directory.
func (l *links) anchor(u *url.URL) {
	if u == nil {
		return
	}
	switch own := u.Hostname() == l.base.Hostname(); {
	case own && feedish.MatchString(u.RequestURI()), !own && (feedHost.MatchString(u.Hostname()) || feedFile.MatchString(u.Path)):
		l.anchors = appendNew(l.anchors, u.String())
	case applePodcasts.covers(u.Hostname()):
		for _, at := range applePodcasts.addresses(u) {
			l.anchors = appendNew(l.anchors, at)
		}
	}
}

func (l *links) link(href, rel, kind string) {
	rels := strings.Fields(strings.ToLower(rel))
	kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(kind)), ";")
	for _, r := range rels {
		named := feedTypes[kind] || vagueTypes[kind] && feedish.MatchString(href) && kind != ""
		if r == "feed" || (r == "alternate" || r == "service.feed") && named {
			if u := l.resolve(href); u != nil {
				l.feeds = appendNew(l.feeds, u.String())
			}
			return
		}
	}
}

func (l *links) resolve(href string) *url.URL {
	u, err := l.base.Parse(href)
	if href == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	u.Fragment = ""
	return u
}

func appendNew(list []string, s string) []string {
	for _, old := range list {
		if old == s {
			return list
		}
	}
	return append(list, s)
}
