package discover

import "net/url"

// algolia is the search of Hacker News.
var algolia = rule{
	name:  "the search of Hacker News",
	sites: []string{"hn.algolia.com"},
	addresses: func(u *url.URL) []string {
		q := u.Query().Get("q")
		if q == "" {
			q = u.Query().Get("query")
		}
		if q == "" {
			return nil
		}
		return []string{"https://hnrss.org/newest?q=" + url.QueryEscape(q)}
	},
}
