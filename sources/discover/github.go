package discover

import "net/url"

// github serves Atom beside a repository's releases, tags and commits, and a
// person's or organisation's public activity.
var github = rule{
	name:  "GitHub",
	sites: []string{"github.com"},
	addresses: func(u *url.URL) []string {
		p := path(u, 4)
		owner := "https://github.com/" + p[0]
		repo := owner + "/" + p[1]
		switch {
		case p[0] == "":
			return nil
		case p[1] == "":
			return []string{owner + ".atom"}
		case p[2] == "commits" && p[3] != "":
			return []string{repo + "/commits/" + p[3] + ".atom"}
		case p[2] == "releases" || p[2] == "tags" || p[2] == "commits":
			return []string{repo + "/" + p[2] + ".atom"}
		case p[2] == "discussions":
			return []string{repo + "/discussions.atom"}
		}
		return []string{repo + "/releases.atom", repo + "/tags.atom", repo + "/commits.atom"}
	},
}

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
