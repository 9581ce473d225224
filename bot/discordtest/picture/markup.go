package picture

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// A run is words in one style, as a class of the picture's style sheet.
type run struct {
	words string
	class string // "" for plain
}

// inline finds what Discord shows otherwise than it is written: an escape, a
// link, a time, a channel, a person, an emoji's place, bold, italic, code.
var inline = regexp.MustCompile(
	`\\([!-/:-@\[-` + "`" + `{-~])|\[((?:\\.|[^\]\\])+)\]\([^)\s]+\)|<t:(\d+):(\w)>|<#(\d+)>|<@(&?\d+)>|<?(https?://[^\s>]+)>?|(\*\*)|(\*|_)|` + "`([^`]+)`")

// runs reads a line of markup.
func (p *painter) runs(s, class string) []run {
	var out []run
	bold := ""
	add := func(words, extra string) {
		if words != "" {
			out = append(out, run{words, strings.TrimSpace(class + bold + extra)})
		}
	}
	at := 0
	for _, m := range inline.FindAllStringSubmatchIndex(s, -1) {
		add(s[at:m[0]], "")
		at = m[1]
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		switch {
		case m[2] >= 0:
			add(group(1), "")
		case m[4] >= 0:
			for i, words := range strings.Split(group(2), "__") { // underlined in turns; underscores are escaped
				add(unescape.ReplaceAllString(words, "$1"), []string{" a", " a u"}[i%2])
			}
		case m[6] >= 0:
			unix, _ := strconv.ParseInt(group(3), 10, 64)
			add(p.stamp(time.Unix(unix, 0).In(p.Now.Location()), group(4)), map[bool]string{true: " t"}[class == ""])
		case m[10] >= 0:
			add("#"+p.name(group(5)), " m")
		case m[12] >= 0:
			add("@"+p.name(strings.TrimPrefix(group(6), "&")), " m")
		case m[14] >= 0:
			add(group(7), " a")
		case m[16] >= 0:
			bold = map[string]string{"": " b"}[bold]
		case m[20] >= 0:
			add(group(10), " t")
		}
	}
	add(s[at:], "")
	return out
}

var unescape = regexp.MustCompile(`\\(.)`)

// stamp is a time as Discord shows it in English
// (docs/reference#message-formatting-timestamp-styles).
func (p *painter) stamp(t time.Time, style string) string {
	layout := map[string]string{"t": "15:04", "T": "15:04:05", "d": "02/01/2006", "D": "2 January 2006", "F": "Monday, 2 January 2006 15:04"}[style]
	switch {
	case style == "R":
		return humanize.RelTime(t, p.Now, "ago", "from now")
	case layout == "":
		layout = "2 January 2006 15:04"
	}
	return t.Format(layout)
}

func (p *painter) name(id string) string {
	if name := p.Names[id]; name != "" {
		return name
	}
	return id
}
