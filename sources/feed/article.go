package feed

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"newshound/sources"
)

// feed makes sense of a document.
func (d document) feed() (Feed, error) {
	head := d.head
	f := Feed{
		Title:     line(head.values[title]),
		Site:      head.text(site),
		Icon:      head.text(icon),
		Lang:      first(baseTag(head.text(lang)), baseTag(head.lang)),
		Every:     asked(head),
		SkipHours: numbers(head.text(hours)),
		SkipDays:  weekdays(head.text(days)),
	}
	if f.Site == "" && d.head.base.Host != "" {
		f.Site = (&url.URL{Scheme: d.head.base.Scheme, Host: d.head.base.Host, Path: "/"}).String()
	}
	if d.index {
		f.Next = sitemaps(d.items)
		return f, nil
	}
	if d.bare() {
		return f, notFeed("it is a sitemap without news")
	}
	if f.Title == "" && len(d.items) > 0 {
		f.Title = line(d.items[0].values[publisher])
	}
	d.read(&f)
	return f, nil
}

// bare reports whether a sitemap lists pages without a word about them.
func (d document) bare() bool {
	return d.sitemap && !slices.ContainsFunc(d.items, func(r record) bool { return r.known || r.text(title) != "" })
}

// article makes sense of an item. What it does not say itself it takes from
// its feed.
func (r *record) article(feedLang, feedAuthor string) sources.Article {
	a := sources.Article{
		URL:    first(r.text(link), r.guidLink(), r.text(enclosure)),
		Title:  clip(line(r.values[title]), maxTitle),
		Author: clip(first(r.text(author), feedAuthor), maxTitle),
		Lang:   first(baseTag(r.text(lang)), baseTag(r.lang), feedLang),
		Tags:   clean(r.tags),
		Image:  r.text(image),

		Comments: r.text(comments),
	}
	a.Published, _ = date(r.text(published))
	if a.Published.IsZero() {
		a.Published, _ = date(r.text(updated))
	}
	written := r.values[body]
	if written.text == "" {
		written = r.values[summary]
	}
	a.Text = clip(prose(written), maxText)
	if a.Image == "" {
		a.Image = firstImage(r.base, written)
	}
	if a.Title == "" {
		a.Title = opening(a.Text)
	}
	a.Key, a.Aliases = r.key, r.aliases(a)
	a.Canonical = sources.Canonical(a.URL)
	return a
}

// How many bytes of an article's title and text are kept: more than any
// publisher means, and what a hostile one may cost.
const (
	maxTitle = 1000
	maxText  = 256 << 10
)

// clip cuts a string to at most n bytes, between characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func (r *record) guidLink() string {
	if !r.permalink {
		return ""
	}
	return webURL(&url.URL{}, r.text(guid))
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// inline are the elements that publishers put into titles. What else looks
// like a tag there may be what the title is about.
var inline = regexp.MustCompile(`(?i)</?(?:a|abbr|b|big|br|cite|code|div|em|font|i|img|mark|p|q|s|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?/?>`)

// line is a value as one line of plain text.
func line(v value) string {
	s := v.text
	if v.form != plain {
		s = inline.ReplaceAllString(s, "")
		if strings.IndexByte(s, '&') >= 0 {
			s = html.UnescapeString(s)
		}
	}
	return strings.Join(strings.Fields(s), " ")
}

const titleLength = 100

// opening is a title for an article without one: the start of its text.
func opening(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	if utf8.RuneCountInString(text) <= titleLength {
		return text
	}
	cut := string([]rune(text)[:titleLength])
	if i := strings.LastIndexByte(cut, ' '); i > titleLength/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:-") + "…"
}

const (
	maxTags   = 20
	tagLength = 60
)

// clean drops repeated and overlong tags.
func clean(tags []string) []string {
	var out []string
	for _, tag := range tags {
		if tag != "" && len(tag) <= tagLength && len(out) < maxTags && !slices.Contains(out, tag) {
			out = append(out, tag)
		}
	}
	return out
}

// baseTag is the language of a BCP 47 tag, or "" when it is none.
func baseTag(tag string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	if len(base) < 2 || len(base) > 3 || base == "und" || strings.Trim(base, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return base
}

// sitemaps lists the sitemaps of an index: those for news if any says so,
// newest first.
func sitemaps(items []record) []string {
	slices.SortStableFunc(items, func(a, b record) int {
		at, _ := date(a.text(updated))
		bt, _ := date(b.text(updated))
		return bt.Compare(at)
	})
	var all, news []string
	for _, r := range items {
		loc := r.text(link)
		if loc == "" {
			continue
		}
		all = append(all, loc)
		if u, err := url.Parse(loc); err == nil && strings.Contains(strings.ToLower(u.Path), "news") {
			news = append(news, loc)
		}
	}
	if news != nil {
		return news
	}
	return all
}

// asked is how long the publisher asks pollers to wait: RSS's ttl in minutes,
// or the period and frequency of RDF Site Summary's syndication module.
func asked(head record) time.Duration {
	if minutes, err := strconv.Atoi(head.text(every)); err == nil && minutes > 0 {
		return time.Duration(min(minutes, 7*24*60)) * time.Minute
	}
	span := map[string]time.Duration{
		"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
		"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
	}[strings.ToLower(head.text(period))]
	times, err := strconv.Atoi(head.text(frequency))
	if err != nil || times < 1 {
		times = 1
	}
	return span / time.Duration(times)
}

var digits = regexp.MustCompile(`\d+`)

// numbers reads the hours of RSS's skipHours, where 24 is midnight too.
func numbers(inner string) []int {
	var out []int
	for _, d := range digits.FindAllString(inner, 24) {
		if hour, err := strconv.Atoi(d); err == nil && hour <= 24 {
			out = append(out, hour%24)
		}
	}
	return out
}

// weekdays reads the days of RSS's skipDays.
func weekdays(inner string) []time.Weekday {
	var out []time.Weekday
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.Contains(inner, day.String()) {
			out = append(out, day)
		}
	}
	return out
}
