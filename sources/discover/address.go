package discover

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	schemeRule    = regexp.MustCompile(`(?i)^[a-z][a-z0-9+.-]*:(//|[^0-9])`)
	handleRule    = regexp.MustCompile(`^@?([\w.]+)@([\w-]+(?:\.[\w-]+)+)$`)
	domainHandle  = regexp.MustCompile(`^@([\w-]+(?:\.[\w-]+)+)$`) // of Bluesky
	subredditRule = regexp.MustCompile(`^/?(r|u)/(\w+)/?$`)
)

// notAddress answers what is no link.
type notAddress struct{}

func (notAddress) Error() string { return "Paste a link, such as https://example.com/news." }

// address reads what a person pasted as a URL. guessed reports that the
// scheme was not theirs.
func address(raw string) (u *url.URL, guessed bool, err error) {
	raw = strings.Trim(strings.TrimSpace(raw), "<>\"'")
	raw = strings.TrimPrefix(raw, "feed://")
	raw = strings.TrimPrefix(raw, "feed:")
	if m := handleRule.FindStringSubmatch(raw); m != nil {
		raw = "https://" + m[2] + "/@" + m[1]
	}
	if m := domainHandle.FindStringSubmatch(raw); m != nil {
		raw = "https://bsky.app/profile/" + m[1]
	}
	if m := subredditRule.FindStringSubmatch(raw); m != nil {
		raw = "https://www.reddit.com/" + m[1] + "/" + m[2]
	}
	if !schemeRule.MatchString(raw) {
		raw, guessed = "https://"+strings.TrimLeft(raw, "/"), true
	}
	u, err = url.Parse(raw)
	if err != nil || !strings.ContainsAny(u.Host, ".:") || strings.ContainsAny(u.Host, " ,") {
		return nil, false, notAddress{}
	}
	u.Fragment = ""
	return u, guessed, nil
}
