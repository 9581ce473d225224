package webpage

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// publishedKeys are where a page says when its article came out, for machines
// to read, best first.
var publishedKeys = []string{
	"ld:datePublished", "article:published_time", "og:article:published_time", "og:published_time", "item:datePublished", "page:datePublished",
	"article:published", "datepublished", "date-published", "published", "publishdate", "publish-date", "publish_date", "published_time", "publication_date",
	"pubdate", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "citation_online_date",
	"dc.date.issued", "dcterms.issued", "dc.date", "dc.date.created", "dcterms.created", "dcterms.date", "dc.created", "date", "ld:dateCreated", "item:dateCreated", "created", "script:published",
}

// lateKeys are the second best: when it was changed.
var lateKeys = []string{"ld:dateModified", "article:modified_time", "og:updated_time", "item:dateModified", "page:dateModified", "last-modified", "dc.date.modified", "dcterms.modified"}

// dated finds a date in an address.
var dated = regexp.MustCompile(`\b((?:19|20)\d\d)[/_-](\d\d?)[/_-](\d\d?)\b|\b(20\d\d)(\d\d)(\d\d)\b`)

// published is when the article came out: as the page tells machines, as its
// address says, or as it shows people; when it was changed as a last resort.
func published(c claims, doc tree, base *url.URL) time.Time {
	american := strings.HasPrefix(strings.ToLower(c.first([]string{"html:lang", "og:locale"})), "en") && !strings.HasSuffix(base.Hostname(), ".uk")
	if t := firstTime(c, publishedKeys, american); !t.IsZero() {
		return local(t, shown(doc, american, doc.apart))
	}
	path := base.Path[strings.LastIndex(base.Path, ":/")+1:] // an archive's address ends with the original
	if m := dated.FindStringSubmatch(path); m != nil {
		if t := date(m[1]+m[4], m[2]+m[5], m[3]+m[6]); !t.IsZero() {
			return t
		}
	}
	if t := shown(doc, american, doc.apart); !t.IsZero() {
		return t
	}
	if t := firstTime(c, lateKeys, american); !t.IsZero() {
		return t
	}
	return shown(doc, american, func(*html.Node) bool { return false })
}

// local puts a time that is given in UTC into the zone where its day is the
// one that the page shows.
func local(t, shown time.Time) time.Time {
	if _, offset := t.Zone(); offset != 0 || shown.IsZero() || t.Hour()+t.Minute()+t.Second() == 0 {
		return t
	}
	y, m, d := shown.Date()
	start := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	switch before, after := start.Sub(t), t.Sub(start)-24*time.Hour+time.Second; {
	case 0 < before && before <= 12*time.Hour:
		return t.In(time.FixedZone("", int(before.Truncate(time.Hour)/time.Second)+3600))
	case 0 < after && after <= 12*time.Hour:
		return t.In(time.FixedZone("", -int(after.Truncate(time.Hour)/time.Second)-3600))
	}
	return t
}

func firstTime(c claims, keys []string, american bool) time.Time {
	for _, k := range keys {
		for _, v := range c[k] {
			if t := readTime(v, american); !t.IsZero() {
				return t
			}
		}
	}
	return time.Time{}
}

// dateNames are words in the class names of what shows a date.
var dateNames = words("date dates datum fecha time timestamp published publish pubdate posted entrydate postdate dateline publication created meta byline info zeit")

// longestDate is how long, in bytes, a text is that shows little but a date.
const longestDate = 200

// shown finds the date that a page shows: in its first time element, else in
// the first that is named for a date, else in the first text that opens with
// one. What is inside the elements to skip does not count.
func shown(doc tree, american bool, skip func(*html.Node) bool) time.Time {
	var best [3]time.Time
	walk(doc.Node, func(n *html.Node) bool {
		if skip(n) || silent[n.DataAtom] {
			return false
		}
		rank := 2
		switch {
		case n.DataAtom == atom.Time:
			rank = 0
		case hasWord(n, dateNames):
			rank = 1
		case n.FirstChild == nil || n.FirstChild.Type != html.TextNode:
			return true
		}
		if !best[rank].IsZero() {
			return true
		}
		for _, s := range []string{attr(n, "datetime"), attr(n, "content"), opening(n, longestDate)} {
			if s != "" && best[rank].IsZero() {
				best[rank] = readTime(s[:min(len(s), longestDate)], american)
			}
		}
		return true
	})
	for _, t := range best {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}
