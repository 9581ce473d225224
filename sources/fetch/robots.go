package fetch

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"time"

	"newshound/sources"
)

// robots remembers what hosts let robots read (RFC 9309).
type robots struct {
	mu    sync.Mutex
	hosts map[string]robotsFile
}

type robotsFile struct {
	rules []robotsRule
	err   error // why nobody knows the rules
	until time.Time
}

const (
	robotsAge   = 24 * time.Hour // as long as the RFC lets a file be kept
	robotsRetry = 10 * time.Minute
	robotsHosts = 1024      // remembered at once
	robotsBytes = 500 << 10 // read of a file
	robotsRules = 2000      // kept of a file
)

// Allowed says why we may not read a page: what its host's robots.txt asks, or
// that the host cannot be asked now. A host without one allows everything.
func (c *Client) Allowed(ctx context.Context, rawURL string) error {
	u, err := parse(rawURL)
	if err != nil {
		return err
	}
	site := u.Scheme + "://" + strings.ToLower(u.Host)
	c.robots.mu.Lock()
	file, ok := c.robots.hosts[site]
	c.robots.mu.Unlock()
	if !ok || time.Now().After(file.until) {
		file = c.askRobots(ctx, site)
		if ctx.Err() != nil {
			return file.err
		}
		c.robots.keep(site, file)
	}
	if file.err == nil && !permits(file.rules, target(u)) {
		return &failure{text: u.Hostname() + " asks bots not to read this page."}
	}
	return file.err
}

func (r *robots) keep(site string, file robotsFile) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.hosts) >= robotsHosts {
		clear(r.hosts)
	}
	r.hosts[site] = file
}

func (c *Client) askRobots(ctx context.Context, site string) robotsFile {
	resp, err := c.Get(ctx, Request{URL: site + "/robots.txt", Accept: "text/plain, */*;q=0.1"})
	switch {
	case err == nil:
		product, _, _ := strings.Cut(c.opts.UserAgent, "/")
		body := resp.Body[:min(len(resp.Body), robotsBytes)]
		return robotsFile{rules: readRobots(body, product), until: time.Now().Add(robotsAge)}
	case refused(err):
		return robotsFile{until: time.Now().Add(robotsAge)}
	}
	return robotsFile{err: err, until: time.Now().Add(robotsRetry)}
}

// refused reports whether an error is a status that means there is no file.
func refused(err error) bool {
	var status *StatusError
	return errors.Is(err, sources.ErrGone) || errors.As(err, &status) && status.Code >= 400 && status.Code < 500
}

// A robotsRule allows or disallows what matches its path, in which "*" stands
// for anything and a final "$" for the end.
type robotsRule struct {
	path  string
	allow bool
}

// readRobots returns the rules of the groups for a product, else of those for
// everyone.
func readRobots(body []byte, product string) []robotsRule {
	var own, all []robotsRule
	var forUs, forAll, inRules, named bool
	lines := bufio.NewScanner(bytes.NewReader(body))
	for lines.Scan() && len(own)+len(all) < robotsRules {
		text, _, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "\ufeff"), "#")
		key, value, _ := strings.Cut(text, ":")
		value = strings.TrimSpace(value)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "user-agent":
			if inRules {
				forUs, forAll, inRules = false, false, false
			}
			forUs = forUs || strings.EqualFold(value, product)
			forAll = forAll || value == "*"
			named = named || forUs
		case "allow", "disallow":
			inRules = true
			rule := robotsRule{unescaped(value), key == "allow"}
			if value == "" {
				continue
			}
			if forUs {
				own = append(own, rule)
			}
			if forAll {
				all = append(all, rule)
			}
		}
	}
	if named {
		return own
	}
	return all
}

// permits applies the longest rule that matches; of equals, the one that
// allows.
func permits(rules []robotsRule, path string) bool {
	allow, longest := true, -1
	for _, r := range rules {
		if n := len(r.path); n >= longest && globs(r.path, path) {
			allow = r.allow || n == longest && allow
			longest = n
		}
	}
	return allow
}

// globs reports whether a pattern matches the start of a path. Each part
// between stars is looked for once, at its first place.
func globs(pattern, path string) bool {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	for i, part := range parts[1:] {
		if toEnd && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return !toEnd || rest == ""
}

// target is what rules are matched against: path and query, without escapes.
func target(u *url.URL) string {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return unescaped(path)
}

func unescaped(s string) string {
	if out, err := url.PathUnescape(s); err == nil {
		return out
	}
	return s
}
