package discover

import "net/url"

// bluesky serves RSS below a profile.
var bluesky = rule{
	name:  "Bluesky",
	sites: []string{"bsky.app"},
	addresses: func(u *url.URL) []string {
		if p := path(u, 2); p[0] == "profile" && p[1] != "" {
			return []string{"https://bsky.app/profile/" + p[1] + "/rss"}
		}
		return nil
	},
}
