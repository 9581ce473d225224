package discover

import (
	"net/url"
	"regexp"
)

const youtubeFeed = "https://www.youtube.com/feeds/videos.xml?"

// youtube names a channel's id in the page of a handle, a user or a video.
var youtube = rule{
	name:  "YouTube",
	sites: []string{"youtube.com", "youtu.be"},
	addresses: func(u *url.URL) []string {
		if list := u.Query().Get("list"); list != "" {
			return []string{youtubeFeed + "playlist_id=" + url.QueryEscape(list)}
		}
		p := path(u, 2)
		switch {
		case p[0] == "channel" && p[1] != "":
			return []string{youtubeFeed + "channel_id=" + url.QueryEscape(p[1])}
		case p[0] == "user" && p[1] != "":
			return []string{youtubeFeed + "user=" + url.QueryEscape(p[1])}
		}
		return nil
	},
	inside: func(body []byte) []string {
		if m := youtubeChannel.FindSubmatch(body); m != nil {
			return []string{youtubeFeed + "channel_id=" + string(m[1])}
		}
		return nil
	},
}

var youtubeChannel = regexp.MustCompile(`(?:"(?:externalId|channelId)":"|itemprop="(?:identifier|channelId)" content="|youtube\.com/channel/)(UC[\w-]{22})`)
