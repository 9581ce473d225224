package webpage

import (
	"net/url"
	"strings"
	"time"
)

var publishedKeys = []string{"ld:datePublished", "article:published_time", "og:article:published_time", "item:datePublished", "page:datePublished", "date", "dc.date", "time"}

var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", time.RFC1123Z, time.RFC1123,
}

// published is when the article came out. A time without a zone is UTC.
func published(c claims, _ *url.URL) time.Time {
	for _, k := range publishedKeys {
		for _, v := range c[k] {
			if t := readTime(v); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}

func readTime(s string) time.Time {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t
		}
	}
	return time.Time{}
}
