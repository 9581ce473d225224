package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// newline deals with the line break at i.
func (p *splitter) newline() {
	next := skipSpace(p.s, p.i)
	if next == len(p.s) || !p.goesOn(p.i, next) {
		p.end(p.i)
		return
	}
	p.i = next
}

// goesOn reports whether the sentence goes on over the line break, in the
// line that starts at next.
func (p *splitter) goesOn(end, next int) bool {
	if start, _, _ := nextWord(p.s[:end], p.start); start == end {
		return lineBreaks(p.s[end:next]) == 1
	}
	if lineBreaks(p.s[end:next]) > 1 || itemAt(p.s, next).end > 0 || dash(p.s[next:]) {
		return false
	}
	line := strings.TrimRight(p.s[max(p.start, strings.LastIndexAny(p.s[:end], "\r\n")+1):end], " \t")
	last, _ := utf8.DecodeLastRuneInString(line)
	r, n := utf8.DecodeRuneInString(p.s[next:])
	switch {
	case last == ',' || last == '–' || r == '.':
		return true
	case !unicode.IsUpper(r) && p.stopWord(lastWord(line)):
		return true
	case r == '(':
		inside, _ := utf8.DecodeRuneInString(p.s[next+n:])
		return len(line) > 40 && !unicode.IsUpper(inside)
	case unicode.IsLower(r):
		first, _ := utf8.DecodeRuneInString(p.s[p.start:])
		return !unicode.IsLower(first) || len(line) > 40
	}
	return p.wrapped(line, p.s[next:])
}

func (p *splitter) stopWord(w string) bool { return w != "" && IsStop(Fold(w), p.lang) }

// lineBreaks counts the line breaks in white space; CR LF is one.
func lineBreaks(space string) int {
	return strings.Count(space, "\n") + strings.Count(space, "\r") - strings.Count(space, "\r\n")
}

func dash(line string) bool {
	for _, d := range []string{"- ", "– ", "— ", "* ", "•", "⁃"} {
		if strings.HasPrefix(line, d) {
			return true
		}
	}
	return false
}

func lastWord(line string) string {
	i := len(line)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(line[:i])
		if !wordRune(r) {
			break
		}
		i -= n
		if unspaced(r) {
			break
		}
	}
	return line[i:]
}

// wrapping is what is known of the text's lines.
type wrapping struct {
	known bool
	width int // in bytes, 0 when lines are not wrapped at a width
}

// wrapped reports whether a line broke because the next word did not fit.
func (p *splitter) wrapped(line, next string) bool {
	if !p.wrap.known {
		p.wrap = wrapping{true, wrapWidth(p.s)}
	}
	return p.wrap.width > 0 && full(line, next, p.wrap.width)
}

func full(line, next string, width int) bool {
	word, _, _ := strings.Cut(next, " ")
	return len(line)+1+len(word) > width
}

// wrapWidth returns the width at which the lines of a text are wrapped, 0
// when they are not: wrapped lines are near one width, and most of them have
// no room for the next line's first word.
func wrapWidth(s string) int {
	const narrow, wide, fewest = 50, 100, 3
	width, breaks, fit := 0, 0, 0
	for line := range strings.Lines(s) {
		width = max(width, len(strings.TrimSpace(line)))
	}
	if width < narrow || width > wide {
		return 0
	}
	for rest := s; ; {
		line, next, ok := strings.Cut(rest, "\n")
		if !ok {
			break
		}
		if line, next := strings.TrimSpace(line), strings.TrimSpace(next); line != "" && !blank(rest, len(line)+1) && next != "" {
			breaks++
			if full(line, next, width) {
				fit++
			}
		}
		rest = next
	}
	if breaks < fewest || 3*fit < 2*breaks {
		return 0
	}
	return width
}
