package discord

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// markup are the characters that mean something to Discord wherever they
// stand; a backslash before them makes them mean themselves.
const markup = "\\`*_~|<>[]@"

// escape makes a stranger's words stand as they are: nothing in them is
// markup, a mention, a link or an invitation, turns the direction of the text
// or breaks the line.
func escape(s string) string {
	var b strings.Builder
	s = oneLine(s)
	for i, r := range s {
		switch {
		case strings.ContainsRune(markup, r),
			r == ':' && strings.HasPrefix(s[i+1:], "//"),
			r == '/' && invites.MatchString(s[:i]),
			i == 0 && strings.ContainsRune("#-+", r) && (len(s) == 1 || strings.ContainsAny(s[1:2], " #")):
			b.WriteByte('\\')
		case r == '.' && i > 0 && digits(s[:i]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// invites is what comes before the slash of an invitation, which Discord shows
// as a card wherever it stands.
var invites = regexp.MustCompile(`(?i)discord(\.gg|(app)?\.com/invite)$`)

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// oneLine is a string without what cannot be seen, its blanks single.
func oneLine(s string) string {
	return strings.Join(strings.Fields(visible(s)), " ")
}

// visible takes out control and bidirectional characters, and what is no
// text. Line breaks and tabs become blanks.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == unicode.ReplacementChar,
			r == '\u200b', r == '\ufeff', r == '\u2060', unicode.Is(unicode.Cs, r), unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// address is a URL of any length that may stand in a link's brackets, or "".
func address(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.User = nil
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", " ", "%20", "\\", "%5C", "`", "%60", "|", "%7C", "*", "%2A").Replace(u.String())
}

// shortAddress is an address for a field of its own, such as a picture's, whose
// length Discord limits.
func shortAddress(s string) string {
	if s = address(s); length(s) > longestURL {
		return ""
	}
	return s
}

// escaped is words in at most so many characters, their escapes counted.
func escaped(s string, most int) string {
	for n := most; ; n-- {
		if out := escape(clip(oneLine(s), n)); length(out) <= most || n <= 1 {
			return out
		}
	}
}

// masked is words that lead to an address.
func masked(words, to string) string { return linked(escape(words), to) }

// linked is markdown that leads to an address.
func linked(markdown, to string) string {
	if to = address(to); to == "" || markdown == "" {
		return markdown
	}
	return "[" + markdown + "](" + to + ")"
}

// length is how long Discord holds a string to be: in UTF-16 units, which is
// never less than in characters.
func length(s string) int {
	n := len([]rune(s))
	for _, r := range s {
		if r > 0xffff {
			n++
		}
	}
	return n
}

// clip shortens a string to a length, between two of what people see as
// characters.
func clip(s string, most int) string {
	if length(s) <= most {
		return s
	}
	var b strings.Builder
	left := most - 1
	for g := graphemes.FromString(s); g.Next(); {
		if left -= length(g.Value()); left < 0 {
			break
		}
		b.WriteString(g.Value())
	}
	return strings.TrimRight(b.String(), " \\") + "…"
}
