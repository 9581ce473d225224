package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// enclosedBytes is how much may stand between two quotation marks or
// brackets and still be kept together.
const enclosedBytes = 600

// pairs are what opens and what closes.
var pairs = map[rune]rune{
	'(': ')', '[': ']', '{': '}', '（': '）', '《': '》', '「': '」', '『': '』',
	'"': '"', '“': '”', '„': '”', '«': '»', '»': '«', '’': '’', '\'': '\'', '`': '\'', '‘': '\'',
}

// closes reports whether r closes what open opened.
func closes(r, open rune) bool {
	switch open {
	case '„':
		return r == '“' || r == '”'
	case '‘', '\'', '`':
		return r == '\'' || r == '’'
	}
	return r == pairs[open]
}

// ambiguous reports whether a quotation mark both opens and closes.
func ambiguous(r rune) bool {
	return r == '"' || r == '\'' || r == '’' || r == '`' || r == '»' || r == '«'
}

// opens reports whether the mark at i opens something here.
func (p *splitter) opens(r rune, after int) bool {
	if !ambiguous(r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(p.s[after:])
	if r != '«' && unicode.IsSpace(next) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(p.s[p.start:p.i])
	return p.i == p.start || unicode.IsSpace(before) || strings.ContainsRune("([{—–-¿¡\"'“‘«/:", before)
}

// enclosed passes over what the mark at i opens, and ends the sentence after
// it if a whole sentence stood there.
func (p *splitter) enclosed(open rune, after int) {
	end := p.closed(open, after)
	if end == 0 {
		p.i = after
		return
	}
	first := p.i == p.start || p.i == p.item.end+1
	p.i = end
	inner := strings.TrimRight(p.s[after:end], "\"'”’“»«)]}」』》） \u00A0\u202F")
	last, n := utf8.DecodeLastRuneInString(inner)
	switch open {
	case '「', '『', '《', '（', '[', '{':
		return
	case '(':
		if !first {
			return
		}
	}
	if wide(last) && last != '。' && last >= 0x3000 {
		return
	}
	if stops(last) || last == '—' || strings.HasSuffix(inner, "--") {
		p.stopAt(last, after+len(inner)-n, end)
	}
}

// closed returns where what was opened before i ends, after its closing
// mark; 0 if that is too far, not in the paragraph, or if another opens
// first.
func (p *splitter) closed(open rune, i int) int {
	depth := 1
	for limit := min(len(p.s), i+enclosedBytes); i < limit; {
		if c := p.s[i]; c < utf8.RuneSelf && !marks[c] && c != ']' && c != '}' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(p.s[i:])
		i += n
		switch {
		case r == '\n' && (blank(p.s, i) || strings.IndexByte(".!?", p.s[i-2]) >= 0):
			return 0
		case r == '"' && open == '"' && p.s[i-2] == ' ' && wordRune(p.runeAt(i)):
			return 0
		case closes(r, open) && !p.apostrophe(r, i, n):
			if depth--; depth == 0 {
				return i
			}
		case r == open && !ambiguous(r):
			depth++
		}
	}
	return 0
}

// apostrophe reports whether the quotation mark that ends at i stands inside
// a word, or before one.
func (p *splitter) apostrophe(r rune, i, n int) bool {
	if r != '\'' && r != '’' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(p.s[i:])
	before, _ := utf8.DecodeLastRuneInString(p.s[:i-n])
	return wordRune(next) || unicode.IsSpace(before)
}

// blank reports whether nothing but space stands from i to the next line
// break.
func blank(s string, i int) bool {
	for ; i < len(s); i++ {
		switch s[i] {
		case '\n', '\r':
			return true
		case ' ', '\t':
		default:
			return false
		}
	}
	return false
}
