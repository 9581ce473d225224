package webpage

import (
	"html"
	"strings"
)

var authorKeys = []string{"ld:author.name", "author", "item:author", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "ld:creator.name", "article:author"}

// author names who wrote the article, several parted by a comma.
func author(c claims, site string) string {
	for _, k := range authorKeys {
		var names []string
		for _, v := range c[k] {
			v = unescape(v)
			if strings.Contains(v, "://") || strings.HasPrefix(v, "@") || strings.EqualFold(v, site) {
				continue
			}
			if !contains(names, v) {
				names = append(names, v)
			}
		}
		if len(names) > 0 {
			return strings.Join(names, ", ")
		}
	}
	return ""
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

func unescape(s string) string { return strings.Join(strings.Fields(html.UnescapeString(s)), " ") }
