package discover

import (
	"net/url"
	"strings"
)

// googleNews serves RSS for each page of topics, places and searches, at the
// same path below /rss.
var googleNews = rule{
	name:  "Google News",
	sites: []string{"news.google.com"},
	addresses: func(u *url.URL) []string {
		p := path(u, 1)
		switch p[0] {
		case "rss":
			return nil
		case "", "home", "foryou":
			return []string{"https://news.google.com/rss" + query(u)}
		case "topics", "search", "stories", "publications":
			return []string{"https://news.google.com/rss/" + strings.Trim(u.EscapedPath(), "/") + query(u)}
		}
		return nil
	},
}
