package discover

import "net/url"

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
