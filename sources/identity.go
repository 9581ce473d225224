package sources

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"
)

// Canonical returns the form of a page's URL in which two links to the same
// page are equal. Use it to compare, not to fetch: the scheme is always https;
// "www.", userinfo, default ports and a trailing slash are gone, as are known
// trackers, session parameters and a fragment that only names a place on the
// page. The rest of the query is kept, sorted. Anything but an http URL comes
// back trimmed.
func Canonical(rawURL string) string { return canonical(rawURL, false) }

func canonical(rawURL string, fragment bool) string {
	rawURL = strings.TrimSpace(rawURL)
	u, err := url.Parse(rawURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return rawURL
	}
	u = u.ResolveReference(u) // resolves dot segments
	u.RawPath = ""            // one way of escaping
	out := "https://" + canonicalHost(u) + strings.TrimRight(withoutSession(u.EscapedPath()), "/")
	if q := canonicalQuery(u.RawQuery); q != "" {
		out += "?" + q
	}
	f := u.EscapedFragment()
	route := strings.HasPrefix(f, "!") || strings.HasPrefix(f, "/") // of an application in one page
	if route || fragment && f != "" {
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
		if name != "" && !tracks(strings.ToLower(name), strings.ToLower(value)) && !session(name, value) {
			keep = append(keep, pair)
		}
	}
	slices.Sort(keep)
	return strings.Join(keep, "&")
}

// trackers are query parameters that only say where the reader came from:
// campaigns, advertising, mail and analytics services, and the feeds of big
// publishers. Names are exact. A prefix such as "ref_" or "ns_" would also
// drop parameters that choose the page.
var trackers = setOf(`
	fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid igsh srsltid epik _openstat
	rb_clickid s_kwcid ef_id _ga _gl __twitter_impression twsrc mkt_tok trkcampaign ref_src ref_url
	fb_action_ids fb_action_types fb_ref fb_source
	mc_cid mc_eid _hsenc _hsmi _hsfp __hssc __hstc __hsfp vero_id vero_conv oly_enc_id oly_anon_id
	hsa_acc hsa_ad hsa_cam hsa_grp hsa_kw hsa_la hsa_mt hsa_net hsa_ol hsa_src hsa_tgt hsa_ver
	pk_campaign pk_cid pk_content pk_cpn pk_keyword pk_kwd pk_medium pk_source pk_vid
	mtm_campaign mtm_cid mtm_content mtm_cpn mtm_group mtm_keyword mtm_kwd mtm_medium mtm_placement mtm_source
	matomo_campaign matomo_content matomo_keyword matomo_kwd matomo_medium matomo_source
	itm_campaign itm_content itm_medium itm_source itm_term stm_campaign stm_content stm_medium stm_source stm_term
	ga_campaign ga_content ga_medium ga_place ga_source ga_term
	at_campaign at_campaign_type at_bbc_team at_creation at_custom1 at_custom2 at_custom3 at_custom4 at_emailtype
	at_format at_general at_link at_link_id at_link_origin at_link_type at_medium at_network at_ptr_name at_ptr_type
	at_recipient_id at_recipient_list at_send_date at_term at_variant
	ns_campaign ns_fee ns_linkname ns_mchannel ns_source
	wt.mc_id wt.mc_ev wt.nav wt.srch wt.tsrc wt_mc wt_mc_id wt_zmc
	cm_mmc cm_mmca1 cm_mmca2 cm_mmca3 guce_referrer guce_referrer_sig guccounter
	cmp cmpid ncid ocid icid s_cid sr_share xtor spm smid smtyp ftcamp ito traffic_source`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// tracks reports whether a parameter, in lower case, only tracks the reader.
// A name that another site may use to choose a page counts only with a value
// that gives it away.
func tracks(name, value string) bool {
	if trackers[name] || strings.HasPrefix(name, "utm_") {
		return true
	}
	switch name {
	case "ref", "referrer", "referer", "source", "src", "partner", "from", "via", "cid", "feed", "feature", "sh":
		return slices.Contains([]string{
			"rss", "rssfeed", "rss-feed", "rss_feed", "feed", "feeds", "feedburner", "atom",
			"twitter", "facebook", "fb", "reddit", "hn", "newsletter", "email", "share", "youtu.be",
		}, value)
	}
	return false
}

// session reports whether a parameter identifies the visit rather than the
// page. A name that may also choose a page, such as sid, counts only with the
// long random value that session numbers have.
func session(name, value string) bool {
	switch name = strings.ToLower(name); name {
	case "jsessionid", "phpsessid", "cfid", "cftoken", "oscsid", "zenid":
		return true
	case "sid", "s", "sess", "sessid", "session", "sessionid", "session_id":
		return token(value)
	}
	return strings.HasPrefix(name, "aspsessionid")
}

// token reports whether a value looks like a random number.
func token(value string) bool {
	const shortest = 16
	return len(value) >= shortest && strings.ContainsAny(value, "0123456789") &&
		strings.Trim(strings.ToLower(value), "0123456789abcdefghijklmnopqrstuvwxyz") == ""
}

// cookieless is how ASP.NET writes a session into a path, /(S(…)), escaped.
var cookieless = regexp.MustCompile(`/%28[A-Z]%28[a-z0-9]{24}%29%29`)

// withoutSession is an escaped path without its session parameters, as in
// /bridge;jsessionid=11A0F.
func withoutSession(path string) string {
	if strings.Contains(path, "%28") {
		path = cookieless.ReplaceAllString(path, "")
	}
	if !strings.Contains(path, ";") {
		return path
	}
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		parts := strings.Split(segment, ";")
		segments[i] = parts[0]
		for _, part := range parts[1:] {
			if name, value, _ := strings.Cut(part, "="); !session(name, value) {
				segments[i] += ";" + part
			}
		}
	}
	return strings.Join(segments, "/")
}

// Name is the form of a guid or a link under which a source's items are told
// apart. A URL counts in its canonical form, so that a feed moving to https
// keeps its articles, but with its fragment, since a page of notes has one URL
// and many items. A name that is too long for a key is hashed; "" tells
// nothing.
func Name(ref string) string { return asKey(canonical(ref, true)) }

// Unrevised is a name without a short numeric fragment. The BBC counts an
// article's revisions there (#0, #1, …); elsewhere it may number the items of
// a page.
func Unrevised(name string) string {
	const digits = "0123456789"
	address, fragment, ok := strings.Cut(name, "#")
	if !ok || len(fragment) > 2 || strings.Trim(fragment, digits) != "" || !strings.HasPrefix(address, "https://") {
		return name
	}
	return address
}

// TitleName is the name of an item that has nothing but a title and a date,
// or "".
func TitleName(title string, published time.Time) string {
	name := strings.Join(strings.Fields(title), " ")
	if !published.IsZero() {
		name += " " + published.UTC().Format(time.RFC3339)
	}
	return asKey(name)
}

// asKey is a name as databases keep it, of bounded length.
func asKey(name string) string {
	name = strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), "\x00", "")
	if len(name) > 200 {
		sum := sha256.Sum256([]byte(name))
		return hex.EncodeToString(sum[:])
	}
	return name
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
