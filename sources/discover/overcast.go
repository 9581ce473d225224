package discover

import (
	"net/url"
	"regexp"
)

// overcast names podcasts by the same number.
var overcast = rule{
	name:      "Overcast",
	sites:     []string{"overcast.fm"},
	addresses: func(u *url.URL) []string { return lookup(overcastID.FindStringSubmatch(u.Path)) },
	inside:    podcastFeed,
}

var overcastID = regexp.MustCompile(`^/itunes(\d+)`)
