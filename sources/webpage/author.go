package webpage

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// authorKeys are where a page says who wrote its article, for machines to
// read, best first.
var authorKeys = []string{
	"ld:author", "item:author", "author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "cxenseparse:author",
	"article:author", "og:article:author", "ld:creator", "byl", "page:author",
}

// author names who wrote the article, several parted by a comma: people as
// the page tells machines, people as it shows them, or else the house.
func author(c claims, doc tree, ofSite func(string) bool) string {
	var house []string
	found := func(raw []string) string {
		var names []string
		for _, name := range people(raw, ofSite) {
			if ofSite(name) || weak.MatchString(name) || !shaped(name) {
				house = append(house, name)
			} else {
				names = append(names, name)
			}
		}
		return strings.Join(names, ", ")
	}
	for _, k := range authorKeys {
		if names := found(c[k]); names != "" {
			return names
		}
	}
	for _, shown := range bylines(doc) {
		if names := found(shown); names != "" {
			return names
		}
	}
	if len(house) > 0 {
		return house[0]
	}
	return ""
}

// weak names are those of houses, short forms and handles: they count where
// there is no better.
var weak = regexp.MustCompile(`(?i:\b(?:e\.\s?v|gmbh|ag|inc|ltd|stiftung|verband|verlag|redaktion|redazione|redacción|rédaction|redakcja|online|news|team|staff|press|presse|agency)\b)|^\p{Lu}{2,3}$|^[\p{Ll}\d_.-]+$`)

// people cleans names and drops what names nobody.
func people(raw []string, ofSite func(string) bool) []string {
	var names []string
	for _, r := range raw {
		name := person(withoutSite(r, ofSite))
		known := func(n string) bool { return letters(n) == letters(name) }
		if name != "" && !slices.ContainsFunc(names, known) {
			names = append(names, name)
		}
	}
	return names
}

var (
	// by opens a byline.
	by = regexp.MustCompile(`(?i)^[\s\W]*(?:(?:view all posts|all articles|alle artikel|alle beiträge|alles|mehr|more|tous les articles|todos los artículos|written|posted|published|reported|words|text|story|geschrieben|verfasst|veröffentlicht|écrit|publié|escrito|publicado|scritto|pubblicato)\s+)?(?:by|von|par|por|di|door|av|af|przez|text|texte|texto|testo|autor|autorin|autoren|author|authors|auteur|autore|redaktion:|redactie:|автор)\b[\s:]+`)
	// dateBy opens a byline with a date before the name.
	dateBy = regexp.MustCompile(`(?i)^[^\n]{0,40}\d[^\n]{0,30}?(?:\b(?:by|von|par|por|di|door|av)\s|\suhr\s?\|\s?)`)
	// after ends the names of a byline.
	after = regexp.MustCompile(`(?i)\s*(?:[|•·–—/\n(]|\s-\s|,?\s(?:on|am|le|el|il|op|um|für|datum|updated|published|posted|veröffentlicht|publié|publicado)\b.*\d|\b\d|\bposted\b|\bupdated\b|\bpublished\b|[\s,]\S*@|https?:|,\s*(?:dpa|ap|afp|reuters)\b).*$`)
	// nobody is what pages put for an author when there is none to name.
	nobody = regexp.MustCompile(`(?i)^(?:.*admin.*|no author|anonymous|unknown|guest|gast|null|undefined|none|n/a|webmaster|user|default|editor|follow.*|author|autor|autoren|more|share|read|home|(?:by|von|par|por|di|publiziert.*|sign.*|written)|\W*)$`)
)

// person is the name in a byline, "" for what cannot be one.
func person(s string) string {
	s = strings.TrimSpace(unescape(s))
	s = by.ReplaceAllString(dateBy.ReplaceAllString(s, ""), "")
	s = strings.Trim(after.ReplaceAllString(s, ""), " ,;:.-–—|\"“”")
	if strings.ContainsAny(s, "@{}<>=[]") || strings.Contains(s, "://") || strings.Contains(s, "www.") || nobody.MatchString(s) {
		return ""
	}
	if n := utf8.RuneCountInString(s); n < 2 || n > 80 || len(strings.Fields(s)) > 10 {
		return ""
	}
	return s
}

// How a page shows an author, surest first.
const (
	linked     = iota // rel="author"
	authorName        // an element called author-name or the like
	byline            // an element called author or byline
	profile           // a link to the author's page
	opened            // a short text that opens with "By"
	ways
)

var (
	authorNames = words("author authors autor autoren autorin auteur auteurs autore byline writer verfasser redakteur creator journalist wrote")
	profiles    = regexp.MustCompile(`(?i)/(?:authors?|autor|autoren|auteurs?|autore|redakteure?|profile?|people|users?|staff|contributors?|journalists?|team|personen|experten|expert|newsteam|reporters?|menschen|profil|writers?)/[^/?#]+/?(?:[?#].*)?$`)
)

// bylines are the authors that a page shows, by the way in which it does.
func bylines(doc tree) [ways][]string {
	var found [ways][]string
	walk(doc.Node, func(n *html.Node) bool {
		if silent[n.DataAtom] || doc.apart(n) {
			return false
		}
		way := wayOf(n)
		if way == ways || len(found[way]) > 0 {
			return true
		}
		text := opening(n, longestByline)
		if len(text) >= longestByline {
			return true
		}
		if name := nameIn(text); name != "" {
			found[way] = append(found[way], name)
		}
		return true
	})
	return found
}

// nameIn is the name in the first line of a byline that has one, without what
// its bearer is.
func nameIn(text string) string {
	for line := range strings.Lines(text) {
		name := person(line)
		if !shaped(name) {
			name, _, _ = strings.Cut(name, ",")
		}
		if name != "" && shaped(name) {
			return name
		}
	}
	return ""
}

const longestByline = 150 // bytes

func wayOf(n *html.Node) int {
	switch {
	case attr(n, "rel") == "author":
		return linked
	case hasWord(n, authorNames) && hasWord(n, nameWord):
		return authorName
	case n.DataAtom == atom.A && profiles.MatchString(attr(n, "href")):
		return profile
	case hasWord(n, authorNames):
		return byline
	case n.FirstChild != nil && n.FirstChild.Type == html.TextNode && (by.MatchString(n.FirstChild.Data) || dateBy.MatchString(n.FirstChild.Data)):
		return opened
	}
	return ways
}

var nameWord = words("name fn")

// particles are the words of a name that do not open with a capital.
var particles = words("de del della di da dos van von der den la le y e et and und for the of zu af al bin ter")

// shaped reports whether a text is shaped like the name of someone.
func shaped(s string) bool {
	all := strings.Fields(s)
	for _, w := range all {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && !particles[w] && len(all) > 1 {
			return false
		}
	}
	return len(all) <= 8
}

func unescape(s string) string { return strings.Join(strings.Fields(html.UnescapeString(s)), " ") }
