package discover

import "net/url"

// reddit serves a feed beside each listing: https://www.reddit.com/wiki/rss
var reddit = rule{
	name:  "Reddit",
	sites: []string{"reddit.com"},
	addresses: func(u *url.URL) []string {
		p := path(u, 4)
		const site = "https://www.reddit.com/"
		switch {
		case p[0] == "r" && p[1] != "" && p[2] == "comments":
			return []string{site + "r/" + p[1] + "/.rss", site + "r/" + p[1] + "/comments/" + p[3] + "/.rss"}
		case p[0] == "search":
			return []string{site + "search.rss" + query(u)}
		case p[0] == "r" && p[1] != "" && p[2] == "search":
			return []string{site + "r/" + p[1] + "/search.rss" + query(u)}
		case p[0] == "r" && p[1] != "" && (p[2] == "new" || p[2] == "top" || p[2] == "rising"):
			return []string{site + "r/" + p[1] + "/" + p[2] + "/.rss" + query(u)}
		case p[0] == "r" && p[1] != "":
			return []string{site + "r/" + p[1] + "/.rss"}
		case (p[0] == "u" || p[0] == "user") && p[2] == "m" && p[3] != "":
			return []string{site + "user/" + p[1] + "/m/" + p[3] + "/.rss"}
		case (p[0] == "u" || p[0] == "user") && p[1] != "":
			return []string{site + "user/" + p[1] + "/.rss"}
		case p[0] == "":
			return []string{site + ".rss"}
		}
		return nil
	},
}

// query is a URL's query with its question mark, "" without one.
func query(u *url.URL) string {
	if u.RawQuery == "" {
		return ""
	}
	return "?" + u.RawQuery
}
