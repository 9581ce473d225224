package discover

import "net/url"

// codeberg stands for the Forgejo and Gitea forges: RSS beside the same pages.
var codeberg = rule{
	name:  "Codeberg",
	sites: []string{"codeberg.org", "gitea.com"},
	addresses: func(u *url.URL) []string {
		p := path(u, 2)
		site := "https://" + u.Host + "/" + p[0]
		switch {
		case p[0] == "":
			return nil
		case p[1] == "":
			return []string{site + ".rss"}
		}
		return []string{site + "/" + p[1] + "/releases.rss", site + "/" + p[1] + "/tags.rss", site + "/" + p[1] + ".rss"}
	},
}
