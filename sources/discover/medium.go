package discover

import (
	"net/url"
	"strings"
)

// medium serves RSS below /feed, for people, publications and tags.
// https://help.medium.com/hc/en-us/articles/214874118
var medium = rule{
	name:  "Medium",
	sites: []string{"medium.com"},
	addresses: func(u *url.URL) []string {
		p := path(u, 2)
		host := strings.ToLower(u.Host)
		switch {
		case host != "medium.com" && host != "www.medium.com":
			return []string{"https://" + host + "/feed"}
		case p[0] == "" || p[0] == "feed":
			return nil
		case p[0] == "p" || p[0] == "m": // a story, a way to one
			return nil
		case p[0] == "tag":
			return []string{"https://medium.com/feed/tag/" + url.PathEscape(p[1])}
		}
		return []string{"https://medium.com/feed/" + p[0]}
	},
}
