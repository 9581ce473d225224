package discover

import (
	"net/url"
	"regexp"
	"strings"

	"newshound/sources/fetch"
)

// feedPaths are where the usual software keeps its feeds, most used first:
// WordPress, Ghost and Drupal, Hugo, Jekyll, Blogger.
var feedPaths = []string{"/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default"}

// wellKnown returns the usual addresses of feeds, below the page and at the
// root of its host.
func wellKnown(u *url.URL) []string {
	var out []string
	if dir := strings.TrimRight(u.Path, "/"); dir != "" {
		for _, p := range feedPaths[:4] {
			out = append(out, at(u, dir+p))
		}
	}
	for _, p := range feedPaths {
		out = append(out, at(u, p))
	}
	return out
}

// sitemapPaths are where publishers keep their news sitemaps.
var sitemapPaths = []string{"/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/news_sitemap.xml", "/googlenews.xml", "/sitemap.xml"}

var sitemapRule = regexp.MustCompile(`(?im)^\s*sitemap\s*:\s*(\S+)`)

// sitemaps returns the sitemaps that may hold news: those that robots.txt
// names, news first, then the usual ones.
func (f *finder) sitemaps(u *url.URL) []string {
	var news, rest []string
	resp, err := f.client.Get(f.ctx, fetch.Request{URL: at(u, "/robots.txt")})
	if err == nil {
		for _, m := range sitemapRule.FindAllSubmatch(resp.Body, 50) {
			if s := string(m[1]); strings.Contains(strings.ToLower(s), "news") {
				news = appendNew(news, s)
			} else {
				rest = appendNew(rest, s)
			}
		}
	}
	for _, p := range sitemapPaths {
		rest = appendNew(rest, at(u, p))
	}
	return append(news, rest[:min(len(rest), 8)]...)
}

// at is another path on a URL's host.
func at(u *url.URL, path string) string {
	return (&url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host, Path: path}).String()
}
