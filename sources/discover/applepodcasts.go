package discover

import (
	"net/url"
	"regexp"
	"strings"
)

// applePodcasts tells a podcast's feed by its number.
// https://performance-partners.apple.com/search-api
var applePodcasts = rule{
	name:      "Apple Podcasts",
	sites:     []string{"podcasts.apple.com", "itunes.apple.com"},
	addresses: func(u *url.URL) []string { return lookup(podcastID.FindStringSubmatch(u.Path)) },
	inside:    podcastFeed,
}

var (
	podcastID = regexp.MustCompile(`/id(\d+)`)
	feedURL   = regexp.MustCompile(`"feedUrl"\s*:\s*"([^"]+)"`)
)

func lookup(id []string) []string {
	if id == nil {
		return nil
	}
	return []string{"https://itunes.apple.com/lookup?entity=podcast&id=" + id[1]}
}

func podcastFeed(body []byte) []string {
	if m := feedURL.FindSubmatch(body); m != nil {
		return []string{strings.ReplaceAll(string(m[1]), `\/`, "/")}
	}
	return nil
}
