package text

import (
	"unicode"
	"unicode/utf8"
)

// Sentences splits a text into sentences, in order, without the space
// around them; marks without a word are none.
//
// A blank line ends a sentence, a single line break only where the next line
// does not go on. What stands in quotation marks or brackets is not taken
// apart, up to a few hundred bytes. An item of a list is a sentence. The
// rules are those of the Golden Rules of Dias' Pragmatic Segmenter
// (github.com/diasks2/pragmatic_segmenter) as far as news has them.
func Sentences(s, lang string) []Span {
	p := splitter{s: s, lang: lang, abbreviations: abbreviationsOf(lang), out: make([]Span, 0, len(s)/100+1)}
	p.begin(0)
	for p.i < len(s) {
		if p.i = nextMark(s, p.i); p.i < len(s) {
			p.mark()
		}
	}
	p.end(len(s))
	return p.out
}

// A splitter is in the sentence that begins at start, and has read up to i.
type splitter struct {
	s, lang       string
	abbreviations map[string]kind
	start, i      int
	item          item // the list item that the sentence is, if any
	out           []Span
	wrap          wrapping
}

// begin starts a sentence at the first character at or after i.
func (p *splitter) begin(i int) {
	p.start = skipSpace(p.s, i)
	p.item = itemAt(p.s, p.start)
	p.i = max(p.start, p.item.end)
}

// end ends the sentence before end and begins the next.
func (p *splitter) end(end int) {
	e := end
	for e > p.start {
		r, n := utf8.DecodeLastRuneInString(p.s[:e])
		if !unicode.IsSpace(r) {
			break
		}
		e -= n
	}
	if start, _, _ := nextWord(p.s[:e], min(p.start, e)); start < e {
		p.out = append(p.out, Span{p.start, e})
	}
	p.begin(end)
}

// mark deals with the mark at i, one that may end a sentence or hold others.
func (p *splitter) mark() {
	r, n := utf8.DecodeRuneInString(p.s[p.i:])
	after := p.i + n
	switch {
	case r == '\n' || r == '\r':
		p.newline()
	case stops(r) || p.ownStop(r):
		p.stop(r, after)
	case bullet(r) && p.i > p.start:
		p.end(p.i)
	case r == ')' && p.nextItem(after):
	case pairs[r] != 0 && p.opens(r, after):
		p.enclosed(r, after)
	default:
		p.i = after
	}
}

// nextItem ends the sentence before the list item whose mark ends at after,
// if it is the one that follows the item that the sentence is.
func (p *splitter) nextItem(after int) bool {
	if p.item.end == 0 {
		return false
	}
	next := itemBefore(p.s[p.start:after])
	if !next.follows(p.item) {
		return false
	}
	p.end(p.start + next.start)
	return true
}

// marks tells the bytes that mark deals with, or that may start such a rune.
var marks = func() (t [256]bool) {
	for _, c := range "\n\r.!?:;\"'`(),[{" {
		t[c] = c != ','
	}
	for _, c := range []byte{0xC2, 0xCD, 0xD6, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF} {
		t[c] = true
	}
	return t
}()

func nextMark(s string, i int) int {
	for i < len(s) && !marks[s[i]] {
		i++
	}
	return i
}

// stops reports whether a rune ends sentences in every language.
func stops(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '…' || wide(r) }

// wide reports whether a rune ends a sentence whatever follows.
func wide(r rune) bool {
	switch r {
	case '。', '！', '？', '．', '｡', '।', '॥', '؟', '۔', '።', '፧', '։', '။', '។', '‼', '⁇', '⁈', '⁉':
		return true
	}
	return false
}

// ownStop reports whether a rune ends sentences in the text's language.
func (p *splitter) ownStop(r rune) bool {
	return r == ':' && p.lang == "hy" || (r == ';' || r == '\u037E') && p.lang == "el"
}

func bullet(r rune) bool {
	return r == '•' || r == '⁃' || r == '‣' || r == '▪' || r == '●' || r == '◦'
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		if c := s[i]; c == ' ' || '\t' <= c && c <= '\r' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r < utf8.RuneSelf || !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}
