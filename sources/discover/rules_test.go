package discover

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRules(t *testing.T) {
	for _, c := range []struct {
		pasted string
		want   []string
	}{
		{"https://www.youtube.com/channel/UCabc", []string{"https://www.youtube.com/feeds/videos.xml?channel_id=UCabc"}},
		{"youtube.com/playlist?list=PL1", []string{"https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"}},
		{"https://www.youtube.com/watch?v=abc&list=PL1", []string{"https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"}},
		{"https://www.youtube.com/user/jo", []string{"https://www.youtube.com/feeds/videos.xml?user=jo"}},
		{"https://m.youtube.com/@handle", nil},
		{"https://www.youtube.com/c/Jo", nil},
		{"r/golang", []string{"https://www.reddit.com/r/golang/.rss"}},
		{"https://old.reddit.com/r/golang/", []string{"https://www.reddit.com/r/golang/.rss"}},
		{"https://www.reddit.com/r/golang/top?t=week", []string{"https://www.reddit.com/r/golang/top/.rss?t=week"}},
		{"https://www.reddit.com/r/golang/comments/1a/x/", []string{"https://www.reddit.com/r/golang/.rss", "https://www.reddit.com/r/golang/comments/1a/.rss"}},
		{"https://www.reddit.com/r/golang/search?q=gc&restrict_sr=1", []string{"https://www.reddit.com/r/golang/search.rss?q=gc&restrict_sr=1"}},
		{"https://www.reddit.com/search/?q=gc", []string{"https://www.reddit.com/search.rss?q=gc"}},
		{"https://www.reddit.com/user/jo/", []string{"https://www.reddit.com/user/jo/.rss"}},
		{"https://www.reddit.com/user/jo/m/news", []string{"https://www.reddit.com/user/jo/m/news/.rss"}},
		{"https://github.com/golang/go", []string{"https://github.com/golang/go/releases.atom", "https://github.com/golang/go/tags.atom", "https://github.com/golang/go/commits.atom"}},
		{"https://github.com/golang/go.git", []string{"https://github.com/golang/go/releases.atom", "https://github.com/golang/go/tags.atom", "https://github.com/golang/go/commits.atom"}},
		{"https://github.com/golang/go/tags", []string{"https://github.com/golang/go/tags.atom"}},
		{"https://github.com/golang/go/releases/tag/v1", []string{"https://github.com/golang/go/releases.atom"}},
		{"https://github.com/golang/go/commits/master", []string{"https://github.com/golang/go/commits/master.atom"}},
		{"https://github.com/golang", []string{"https://github.com/golang.atom"}},
		{"https://github.com/golang/go/releases.atom", nil},
		{"https://codeberg.org/forgejo/forgejo", []string{"https://codeberg.org/forgejo/forgejo/releases.rss", "https://codeberg.org/forgejo/forgejo/tags.rss", "https://codeberg.org/forgejo/forgejo.rss"}},
		{"https://mastodon.social/@jo", []string{"https://mastodon.social/@jo.rss"}},
		{"@jo@mastodon.social", []string{"https://mastodon.social/@jo.rss"}},
		{"https://mastodon.social/@jo@fosstodon.org", []string{"https://fosstodon.org/@jo.rss"}},
		{"https://mastodon.social/@jo/112", []string{"https://mastodon.social/@jo.rss"}},
		{"https://mastodon.social/users/jo", []string{"https://mastodon.social/@jo.rss"}},
		{"https://mastodon.social/tags/news", []string{"https://mastodon.social/tags/news.rss"}},
		{"https://bsky.app/profile/jo.bsky.social/post/3k", []string{"https://bsky.app/profile/jo.bsky.social/rss"}},
		{"@jo.bsky.social", []string{"https://bsky.app/profile/jo.bsky.social/rss"}},
		{"https://medium.com/p/1a2b3c", nil},
		{"https://medium.com/@jo/a-story-1", []string{"https://medium.com/feed/@jo"}},
		{"https://medium.com/better-programming", []string{"https://medium.com/feed/better-programming"}},
		{"https://jo.medium.com/a-story", []string{"https://jo.medium.com/feed"}},
		{"https://medium.com/tag/go", []string{"https://medium.com/feed/tag/go"}},
		{"https://jo.substack.com/p/a-post", []string{"https://jo.substack.com/feed"}},
		{"https://substack.com/@jo", []string{"https://jo.substack.com/feed"}},
		{"https://open.substack.com/pub/jo/p/a-post", []string{"https://jo.substack.com/feed"}},
		{"https://news.ycombinator.com", []string{"https://news.ycombinator.com/rss"}},
		{"https://news.ycombinator.com/newest", []string{"https://hnrss.org/newest"}},
		{"https://news.ycombinator.com/item?id=1", []string{"https://hnrss.org/item?id=1"}},
		{"https://news.ycombinator.com/user?id=jo", []string{"https://hnrss.org/submitted?id=jo"}},
		{"https://hn.algolia.com/?dateRange=all&query=go+lang", []string{"https://hnrss.org/newest?q=go+lang"}},
		{"https://news.google.com/topics/CAAq?hl=en-US&gl=US", []string{"https://news.google.com/rss/topics/CAAq?hl=en-US&gl=US"}},
		{"https://news.google.com/search?q=north%20korea", []string{"https://news.google.com/rss/search?q=north%20korea"}},
		{"https://news.google.com/home?hl=sv", []string{"https://news.google.com/rss?hl=sv"}},
		{"https://podcasts.apple.com/us/podcast/the-daily/id1200361736?i=1", []string{"https://itunes.apple.com/lookup?entity=podcast&id=1200361736"}},
		{"https://overcast.fm/itunes1200361736/the-daily", []string{"https://itunes.apple.com/lookup?entity=podcast&id=1200361736"}},
		{"https://stackoverflow.com/questions/tagged/go", []string{"https://stackoverflow.com/feeds/tag/go"}},
		{"https://notyoutube.com/channel/UCabc", nil},
		{"https://example.com/about", nil},
	} {
		u, _, err := address(c.pasted)
		if err != nil {
			t.Errorf("%s: %v", c.pasted, err)
			continue
		}
		if diff := cmp.Diff(c.want, ruleFor(u).feeds(u)); diff != "" {
			t.Errorf("%s: %s", c.pasted, diff)
		}
	}
}

func TestInside(t *testing.T) {
	const channel = "UC0123456789abcdefghij-_"
	for _, c := range []struct {
		rule       rule
		body, want string
	}{
		{youtube, `{"externalId":"` + channel + `"}`, youtubeFeed + "channel_id=" + channel},
		{youtube, `<meta itemprop="identifier" content="` + channel + `">`, youtubeFeed + "channel_id=" + channel},
		{applePodcasts, `{"results":[{"feedUrl":"https:\/\/pod.example\/feed"}]}`, "https://pod.example/feed"},
		{overcast, `{}`, ""},
		{github, `anything`, ""},
	} {
		got := ""
		if list := c.rule.within([]byte(c.body)); list != nil {
			got = list[0]
		}
		if got != c.want {
			t.Errorf("%s in %s: %q", c.rule.name, c.body, got)
		}
	}
}

func TestAddress(t *testing.T) {
	for pasted, want := range map[string]string{
		"example.com":                   "https://example.com",
		"example.com:8080/x":            "https://example.com:8080/x",
		" <https://example.com/x#top> ": "https://example.com/x",
		"feed://example.com/rss":        "https://example.com/rss",
		"feed:https://example.com/rss":  "https://example.com/rss",
		"//example.com/rss":             "https://example.com/rss",
		"http://example.com":            "http://example.com",
		"u/jo":                          "https://www.reddit.com/u/jo",
		"@jo@mastodon.social":           "https://mastodon.social/@jo",
		"bücher.example/neu":            "https://bücher.example/neu",
	} {
		u, _, err := address(pasted)
		if err != nil || u.String() != want && u.Scheme+"://"+u.Host+u.Path != want {
			t.Errorf("%q reads as %v, %v", pasted, u, err)
		}
	}
	for _, pasted := range []string{"", "news", "north korea", "https://", "hello world.com", "a b.com/x"} {
		if u, _, err := address(pasted); err == nil {
			t.Errorf("%q reads as %v", pasted, u)
		}
	}
}
