package webpage

import (
	"strings"
)

var titleKeys = []string{"ld:headline", "og:title", "twitter:title", "item:headline", "citation_title", "dc.title", "ld:name"}

// title is the article's headline, without the site's name.
func title(c claims, site string) string {
	if t := c.first(titleKeys); t != "" {
		return withoutSite(unescape(t), site)
	}
	if len(c["h1"]) == 1 {
		return c["h1"][0]
	}
	return withoutSite(unescape(c.first([]string{"title", "h1"})), site)
}

// withoutSite cuts the site's name off a title.
func withoutSite(title, site string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · "} {
		if i := strings.LastIndex(title, sep); i > 0 && site != "" && strings.EqualFold(strings.TrimSpace(title[i+len(sep):]), site) {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}
