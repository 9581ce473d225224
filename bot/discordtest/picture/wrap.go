package picture

import (
	"regexp"
	"strings"
	"unicode"
)

var heading = regexp.MustCompile(`^#{1,3} `)

// markup writes Discord's markdown, a paragraph a line.
func (p *painter) markup(s string) {
	for _, line := range strings.Split(s, "\n") {
		switch {
		case line == "":
			p.space(size / 2)
		case strings.HasPrefix(line, "-# "):
			p.wrapped(p.runs(line[3:], "s"), 12)
		case heading.MatchString(line):
			p.wrapped(p.runs(heading.ReplaceAllString(line, ""), "h"), 17)
		case strings.HasPrefix(line, "- "):
			p.wrapped(p.runs("• "+line[2:], ""), size)
		default:
			p.wrapped(p.runs(line, ""), size)
		}
	}
}

// wrapped writes runs in as many lines as they need.
func (p *painter) wrapped(runs []run, size float64) {
	var line []run
	room := p.right - p.left
	left := room
	for _, r := range runs {
		heavy := strings.ContainsAny(r.class, "bhn")
		for _, word := range pieces(r.words) {
			w := width(strings.TrimRight(word, " "), size, heavy)
			if w > left && len(line) > 0 {
				p.line(trimmed(line), size)
				line, left = nil, room
				word = strings.TrimLeft(word, " ")
			}
			if n := len(line); n > 0 && line[n-1].class == r.class {
				line[n-1].words += word
			} else {
				line = append(line, run{word, r.class})
			}
			left -= width(word, size, heavy)
		}
	}
	if len(line) > 0 {
		p.line(trimmed(line), size)
	}
}

func trimmed(line []run) []run {
	line[len(line)-1].words = strings.TrimRight(line[len(line)-1].words, " ")
	return line
}

// pieces parts words where a line may end: after blanks, and around each
// letter of scripts that write none.
func pieces(s string) []string {
	var out []string
	var b strings.Builder
	end := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, r := range s {
		alone := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
		if alone {
			end()
		}
		b.WriteRune(r)
		if r == ' ' || alone {
			end()
		}
	}
	end()
	return out
}
