package discordtest

import (
	"regexp"
	"strings"
)

// Markdown as Discord's client reads it
// (https://support.discord.com/hc/en-us/articles/210298617): what begins a
// line, and what may stand in one, the first that fits before the others.
var (
	block  = regexp.MustCompile(`^(#{1,3} |-# |>>> |> | *[-*+] | *\d+\. )`)
	inline = []struct {
		like *regexp.Regexp
		show string // "" for what stands in the first group, read in its turn
	}{
		{regexp.MustCompile(`^\\([^0-9A-Za-z\s])`), "escape"},
		{regexp.MustCompile("^(?:```(?s:(.+?))```|``(.+?)``|`([^`]+)`)"), "⟨code⟩"},
		{regexp.MustCompile(`^<t:-?\d+(:[tTdDfFR])?>`), "⟨time⟩"},
		{regexp.MustCompile(`^<(@[!&]?|#)\d+>`), "⟨mention⟩"},
		{regexp.MustCompile(`^</[-\w ]+:\d+>`), "⟨command⟩"},
		{regexp.MustCompile(`^<a?:\w+:\d+>`), "⟨emoji⟩"},
		{regexp.MustCompile(`^<https?://[^\s>]+>`), "⟨link⟩"},
		{regexp.MustCompile(`^\[((?:\\.|[^\[\]\\])+)\]\(<?https?://[^\s()]+>?\)`), ""},
		{regexp.MustCompile(`^\*\*((?:\\.|[^\\])+?)\*\*`), ""},
		{regexp.MustCompile(`^__((?:\\.|[^\\])+?)__`), ""},
		{regexp.MustCompile(`^~~((?:\\.|[^\\])+?)~~`), ""},
		{regexp.MustCompile(`^\|\|((?:\\.|[^\\])+?)\|\|`), ""},
		{regexp.MustCompile(`^\*((?:\\.|[^\\*\s])(?:\\.|[^\\*])*)\*`), ""},
		{regexp.MustCompile(`^_((?:\\.|[^\\_])+)_\b`), ""},
		{regexp.MustCompile(`^[a-zA-Z][a-zA-Z0-9+.-]*://[^\s<]+`), "⟨link⟩"},
		{regexp.MustCompile(`^(?i:discord(?:\.gg|(?:app)?\.com/invite)/[-\w]+)`), "⟨invite⟩"},
	}
)

// Shown is what people read where a message says this, with placeholders such
// as ⟨link⟩ for what is no words.
func Shown(markdown string) string {
	lines := strings.Split(markdown, "\n")
	for i, line := range lines {
		lines[i] = shownInline(block.ReplaceAllString(line, ""))
	}
	return strings.Join(lines, "\n")
}

func shownInline(s string) string {
	var b strings.Builder
next:
	for s != "" {
		for _, rule := range inline {
			m := rule.like.FindStringSubmatch(s)
			if m == nil {
				continue
			}
			switch rule.show {
			case "":
				b.WriteString(shownInline(m[1]))
			case "escape":
				b.WriteString(m[1])
			default:
				b.WriteString(rule.show)
			}
			s = s[len(m[0]):]
			continue next
		}
		r := []rune(s)[0]
		b.WriteRune(r)
		s = s[len(string(r)):]
	}
	return b.String()
}
