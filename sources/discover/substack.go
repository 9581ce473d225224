package discover

import (
	"net/url"
	"strings"
)

// substack serves RSS at /feed of each publication; a person's profile is
// mostly a publication of the same name.
var substack = rule{
	name:  "Substack",
	sites: []string{"substack.com"},
	addresses: func(u *url.URL) []string {
		host := strings.ToLower(u.Host)
		if host != "substack.com" && host != "www.substack.com" && host != "open.substack.com" {
			return []string{"https://" + host + "/feed"}
		}
		p := path(u, 2)
		if name, ok := strings.CutPrefix(p[0], "@"); ok {
			return []string{"https://" + name + ".substack.com/feed"}
		}
		if p[0] == "pub" && p[1] != "" {
			return []string{"https://" + p[1] + ".substack.com/feed"}
		}
		return nil
	},
}
