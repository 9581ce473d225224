package discover

import (
	"net/url"
	"regexp"
	"strings"
)

// A rule knows where a kind of site keeps its feeds.
type rule struct {
	name  string
	sites []string // hosts, with those below them; empty for any

	// addresses returns where to look for the feeds behind a URL, the
	// likeliest first; nil when the rule does not know.
	addresses func(u *url.URL) []string

	// inside, if any, finds the addresses of feeds in a page of the site.
	inside func(body []byte) []string
}

// rules are looked through in order; the first that is for the host counts.
func rules() []rule {
	return []rule{
		youtube, reddit, github, codeberg, bluesky, medium, substack,
		hackerNews, algolia, googleNews, applePodcasts, overcast, stackExchange, mastodon,
	}
}

func ruleFor(u *url.URL) rule {
	for _, r := range rules() {
		if r.covers(strings.ToLower(u.Hostname())) && (r.sites != nil || r.feeds(u) != nil) {
			return r
		}
	}
	return rule{}
}

// ruleAt is the rule for an address that was found, or else the one by which
// it was.
func ruleAt(address string, by rule) rule {
	if u, err := url.Parse(address); err == nil {
		if r := ruleFor(u); r.inside != nil {
			return r
		}
	}
	return by
}

func (r rule) covers(host string) bool {
	for _, site := range r.sites {
		if host == site || strings.HasSuffix(host, "."+site) {
			return true
		}
	}
	return r.sites == nil
}

// feedFile tells a path that is a feed's own already.
var feedFile = regexp.MustCompile(`(?i)\.(?:rss|atom|xml|rdf|json)$`)

func (r rule) feeds(u *url.URL) []string {
	if r.addresses == nil || feedFile.MatchString(u.Path) {
		return nil
	}
	return r.addresses(u)
}

func (r rule) within(body []byte) []string {
	if r.inside == nil {
		return nil
	}
	return r.inside(body)
}

// path splits a URL's path; it has at least n parts, the missing ones "".
func path(u *url.URL, n int) []string {
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for len(parts) < n {
		parts = append(parts, "")
	}
	return parts
}
