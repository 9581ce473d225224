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
		case p[0] == "tag" || p[0] == "p":
			return []string{"https://medium.com/feed/tag/" + url.PathEscape(p[1])}
		}
		return []string{"https://medium.com/feed/" + p[0]}
	},
}

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

// stackExchange serves Atom for a site and for each of its tags.
var stackExchange = rule{
	name:  "Stack Exchange",
	sites: []string{"stackoverflow.com", "stackexchange.com", "serverfault.com", "superuser.com", "askubuntu.com"},
	addresses: func(u *url.URL) []string {
		p := path(u, 3)
		site := "https://" + u.Host + "/feeds"
		switch {
		case p[0] == "questions" && p[1] == "tagged" && p[2] != "":
			return []string{site + "/tag/" + url.PathEscape(p[2])}
		case p[0] == "questions" && p[1] != "":
			return []string{site + "/question/" + p[1]}
		case p[0] == "" || p[0] == "questions":
			return []string{site}
		}
		return nil
	},
}
