package fetch

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// describe returns what an answer's header says.
func describe(u *url.URL, answer *http.Response) *Response {
	h := answer.Header
	return &Response{
		URL:          u.String(),
		Status:       answer.StatusCode,
		NotModified:  answer.StatusCode == http.StatusNotModified,
		ContentType:  h.Get("Content-Type"),
		ETag:         h.Get("ETag"),
		LastModified: h.Get("Last-Modified"),
		Links:        h.Values("Link"),
		MaxAge:       maxAge(h),
	}
}

// maxAge is an answer's freshness lifetime (RFC 9111 section 4.2.1), 0 when
// it names none or forbids reuse.
func maxAge(h http.Header) time.Duration {
	control := strings.ToLower(strings.Join(h.Values("Cache-Control"), ","))
	named := time.Duration(-1)
	for d := range strings.SplitSeq(control, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(d), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			named = seconds(strings.Trim(value, `"`))
		}
	}
	if named >= 0 {
		return named
	}
	return since(h, h.Get("Expires"))
}

// retryAfter is how long a server asks to be left alone (RFC 9110 section
// 10.2.3), 0 when it does not say.
func retryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if wait := seconds(value); wait > 0 {
		return wait
	}
	return since(h, value)
}

// seconds reads a count of seconds, at most a year of them.
func seconds(s string) time.Duration {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return time.Duration(min(n, 365*24*60*60)) * time.Second
}

// since is the time from when the server says it is until a date, so that its
// clock may be wrong.
func since(h http.Header, date string) time.Duration {
	then, err := http.ParseTime(date)
	now, err2 := http.ParseTime(h.Get("Date"))
	if err != nil || err2 != nil {
		return 0
	}
	return min(max(then.Sub(now), 0), 365*24*time.Hour)
}
