package sources

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"
)

// Canonical brings a page's URL into the one form under which two links to
// the same page are equal. It is for comparing, not for fetching: the scheme
// is always https, "www." and userinfo are gone, as are default ports, the
// fragment, a trailing slash and every parameter that only tracks where a
// reader came from; what is left of the query is sorted. Parameters that may
// choose the page are kept. What is no http URL comes back trimmed.
func Canonical(rawURL string) string { return canonical(rawURL, false) }

func canonical(rawURL string, fragment bool) string {
	rawURL = strings.TrimSpace(rawURL)
	u, err := url.Parse(rawURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return rawURL
	}
	u = u.ResolveReference(u) // resolves dot segments
	u.RawPath = ""            // one way of escaping
	out := "https://" + canonicalHost(u) + strings.TrimRight(u.EscapedPath(), "/")
	if q := canonicalQuery(u.RawQuery); q != "" {
		out += "?" + q
	}
	if f := u.EscapedFragment(); strings.HasPrefix(f, "!") || fragment && !passing(f) {
		out += "#" + f
	}
	return out
}

func canonicalHost(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if rest := strings.TrimPrefix(host, "www."); strings.Contains(rest, ".") {
		host = rest
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	return host
}

func canonicalQuery(raw string) string {
	var keep []string
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name != "" && !tracks(strings.ToLower(name), strings.ToLower(value)) {
			keep = append(keep, pair)
		}
	}
	slices.Sort(keep)
	return strings.Join(keep, "&")
}

// tracks reports whether a query parameter only says where the reader came
// from: the names of the campaign, advertising, mail and analytics services
// that news sites use, and of big publishers' own feeds. A name that another
// site may use to choose a page counts only with a value that gives it away.
func tracks(name, value string) bool {
	for _, prefix := range []string{
		"utm_", "at_", "mc_", "_hs", "hsa_", "pk_", "mtm_", "matomo_", "stm_", "itm_",
		"fb_", "ns_", "wt_", "wt.", "guce_", "oly_", "vero_", "ga_", "cm_mmc", "ref_",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	switch name {
	case "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid",
		"li_fat_id", "igshid", "igsh", "srsltid", "epik", "_openstat", "rb_clickid", "s_kwcid", "ef_id",
		"_ga", "_gl", "__twitter_impression", "twsrc", "mkt_tok", "trk", "trkcampaign", "campaign_id",
		"cmp", "cmpid", "ncid", "ocid", "icid", "s_cid", "sr_share", "xtor", "spm", "guccounter",
		"smid", "smtyp", "emc", "ftcamp", "ito", "traffic_source", "taid":
		return true
	case "ref", "referrer", "referer", "source", "src", "partner", "from", "via", "cid", "feed", "feature", "sh":
		return slices.Contains([]string{
			"rss", "rssfeed", "rss-feed", "rss_feed", "feed", "feeds", "feedburner", "atom",
			"twitter", "facebook", "fb", "reddit", "hn", "newsletter", "email", "share", "youtu.be",
		}, value)
	}
	return false
}

// passing reports whether a fragment says nothing about which item is meant:
// none, a revision counter (a digit or two, as the BBC's guids end in), or a
// parameter in disguise.
func passing(fragment string) bool {
	if strings.Contains(fragment, "=") {
		return true
	}
	return len(fragment) <= 2 && strings.Trim(fragment, "0123456789") == ""
}

// Key is an article's identity within its source: the guid, else the
// canonical URL, else title and day. A guid that is a URL counts in its
// canonical form, so that a feed moving to https keeps its articles. Unlike
// Canonical it minds a fragment, since a page of notes has one URL and many
// items. Longer than 200 bytes it is a hash of itself; with nothing to go by
// it is "".
func Key(guid, link, title string, published time.Time) string {
	key := canonical(guid, true)
	if key == "" {
		key = canonical(link, true)
	}
	if key == "" {
		key = strings.Join(strings.Fields(title), " ")
		if !published.IsZero() {
			key += " " + published.UTC().Format(time.DateOnly)
		}
	}
	key = strings.ReplaceAll(strings.ToValidUTF8(key, "\uFFFD"), "\x00", "") // as databases keep it
	if len(key) > 200 {
		sum := sha256.Sum256([]byte(key))
		return hex.EncodeToString(sum[:])
	}
	return key
}

// Shown is a URL as people and logs may see it: without userinfo, and with
// the values of parameters that grant access blotted out.
func Shown(rawURL string) string {
	u, err := url.Parse(strings.TrimSpace(rawURL))
	if err != nil {
		return "(an unreadable address)"
	}
	u.User = nil
	pairs := strings.Split(u.RawQuery, "&")
	for i, pair := range pairs {
		if name, _, ok := strings.Cut(pair, "="); ok && grants(strings.ToLower(name)) {
			pairs[i] = name + "=..."
		}
	}
	u.RawQuery = strings.Join(pairs, "&")
	return u.String()
}

func grants(name string) bool {
	for _, word := range []string{"key", "token", "auth", "secret", "pass", "pwd", "sig", "session", "jwt", "credential"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
