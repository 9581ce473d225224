package sources

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// FormerKey is the key that an item had before identity was judged per
// document. A feed may still list items that were kept under it: without it an
// upgrade would post them again. Remove it, and this file, once databases
// from before schema version 2 need no upgrade.
func FormerKey(guid, link, title string, published time.Time) string {
	key := formerCanonical(guid)
	if key == "" {
		key = formerCanonical(link)
	}
	if key == "" {
		key = strings.Join(strings.Fields(title), " ")
		if !published.IsZero() {
			key += " " + published.UTC().Format(time.DateOnly)
		}
	}
	return asKey(key)
}

func formerCanonical(rawURL string) string {
	rawURL = strings.TrimSpace(rawURL)
	u, err := url.Parse(rawURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return rawURL
	}
	u = u.ResolveReference(u)
	u.RawPath = ""
	out := "https://" + canonicalHost(u) + strings.TrimRight(u.EscapedPath(), "/")
	var keep []string
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		name, value, _ := strings.Cut(strings.ToLower(pair), "=")
		if name != "" && !formerlyTracked(name, value) {
			keep = append(keep, pair)
		}
	}
	slices.Sort(keep)
	if len(keep) > 0 {
		out += "?" + strings.Join(keep, "&")
	}
	if f := u.EscapedFragment(); strings.HasPrefix(f, "!") || !formerlyPassing(f) {
		out += "#" + f
	}
	return out
}

func formerlyTracked(name, value string) bool {
	for _, prefix := range []string{
		"at_", "mc_", "_hs", "hsa_", "pk_", "mtm_", "matomo_", "stm_", "itm_",
		"fb_", "ns_", "wt_", "wt.", "guce_", "oly_", "vero_", "ga_", "cm_mmc", "ref_",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return tracks(name, value) || slices.Contains([]string{"trk", "campaign_id", "emc", "taid"}, name)
}

func formerlyPassing(fragment string) bool {
	return strings.Contains(fragment, "=") || len(fragment) <= 2 && strings.Trim(fragment, "0123456789") == ""
}
