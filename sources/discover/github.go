package discover

import (
	"net/url"
	"strings"
)

// github serves Atom beside a repository's releases, tags and commits, and a
// person's or organisation's public activity.
var github = rule{
	name:  "GitHub",
	sites: []string{"github.com"},
	addresses: func(u *url.URL) []string {
		p := path(u, 4)
		owner := "https://github.com/" + p[0]
		repo := owner + "/" + strings.TrimSuffix(p[1], ".git")
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
