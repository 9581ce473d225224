package discover

import (
	"net/url"
	"strings"
)

// mastodon serves RSS beside a profile or a tag, on any host: its addresses
// are told by their form. A profile seen from another server is followed
// home. https://docs.joinmastodon.org/user/discoverability/
var mastodon = rule{
	name: "Mastodon",
	addresses: func(u *url.URL) []string {
		p := path(u, 2)
		site := u.Scheme + "://" + u.Host
		if name, ok := strings.CutPrefix(p[0], "@"); ok && name != "" {
			if user, home, remote := strings.Cut(name, "@"); remote {
				return []string{"https://" + home + "/@" + user + ".rss"}
			}
			return []string{site + "/@" + name + ".rss"}
		}
		if p[0] == "users" && p[1] != "" {
			return []string{site + "/@" + p[1] + ".rss"}
		}
		if p[0] == "tags" && p[1] != "" {
			return []string{site + "/tags/" + url.PathEscape(p[1]) + ".rss"}
		}
		return nil
	},
}
