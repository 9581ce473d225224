package discover

import "net/url"

// hackerNews has a feed of its own for the front page alone; the others are
// hnrss.org's. https://hnrss.github.io/
var hackerNews = rule{
	name:  "Hacker News",
	sites: []string{"news.ycombinator.com"},
	addresses: func(u *url.URL) []string {
		p, id := path(u, 1), url.QueryEscape(u.Query().Get("id"))
		const hnrss = "https://hnrss.org/"
		switch p[0] {
		case "", "news", "front":
			return []string{"https://news.ycombinator.com/rss"}
		case "newest", "ask", "show", "jobs", "best", "active", "classic", "bestcomments", "newcomments":
			return []string{hnrss + p[0]}
		case "item":
			return []string{hnrss + "item?id=" + id}
		case "user", "submitted":
			return []string{hnrss + "submitted?id=" + id}
		case "threads":
			return []string{hnrss + "threads?id=" + id}
		case "from":
			return []string{hnrss + "newest?q=" + url.QueryEscape(u.Query().Get("site")) + "&search_attrs=url"}
		}
		return nil
	},
}
