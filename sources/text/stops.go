package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stop deals with the mark at i, which ends at after and may end a sentence.
func (p *splitter) stop(r rune, after int) {
	first := p.i
	if r == '.' && p.nextItem(after+len(p.s[after:])-len(strings.TrimPrefix(p.s[after:], ")"))) {
		return
	}
	if e := spacedEllipsis(p.s, first); e > 0 {
		p.ellipsis(first, e)
		return
	}
	for {
		next, n := utf8.DecodeRuneInString(p.s[after:])
		if !stops(next) && !(next == ':' && p.lang == "hy") {
			break
		}
		after += n
		if next != '.' || r == '.' {
			r = next
		}
	}
	if r == '.' && after-first > 1 {
		r = '…'
	}
	p.stopAt(r, first, p.closers(after))
}

// stopAt ends the sentence at end if the stop r at first, with what closes
// after it, ends one; else it goes on from end.
func (p *splitter) stopAt(r rune, first, end int) {
	end = noteEnd(p.s, end)
	if p.ends(r, first, end) {
		p.end(end)
		return
	}
	p.i = end
}

// closers returns the end of the closing marks at i.
func (p *splitter) closers(i int) int {
	for i < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[i:])
		if !strings.ContainsRune("\"'”’“»)]}」』》）", r) {
			break
		}
		next, _ := utf8.DecodeRuneInString(p.s[i+n:])
		if wordRune(next) && !p.gluedQuote(r, next, i) {
			break
		}
		i += n
	}
	return i
}

// gluedQuote reports whether the quotation mark r at i closes what the
// sentence opened, though the next follows it without a space (`."We`).
func (p *splitter) gluedQuote(r, next rune, i int) bool {
	return unicode.IsUpper(next) && (r != '"' && strings.ContainsRune("”’'", r) || r == '"' && strings.Count(p.s[p.start:i], `"`)%2 == 1)
}

// noteEnd returns the end of the footnote numbers at i, as in "end.[1][2]"
// and "end.11 12 Next".
func noteEnd(s string, i int) int {
	end := i
	for end < len(s) && s[end] == '[' {
		e := runEnd(s, end+1)
		if e == end+1 || e == len(s) || s[e] != ']' {
			return i
		}
		end = e + 1
	}
	if end > i || i < 3 || digit(s[i-2]) || !digitAt(s, i) {
		return end
	}
	for digitAt(s, end) || end+1 < len(s) && s[end] == ' ' && digit(s[end+1]) {
		end++
	}
	if end+1 < len(s) && s[end] == ' ' && 'A' <= s[end+1] && s[end+1] <= 'Z' {
		return end
	}
	return i
}

func digitAt(s string, i int) bool { return i < len(s) && digit(s[i]) }

// spacedEllipsis returns the end of an ellipsis of spaced dots (". . .") at
// i, or 0.
func spacedEllipsis(s string, i int) int {
	if !strings.HasPrefix(s[i:], ". . .") {
		return 0
	}
	for i++; strings.HasPrefix(s[i:], " ."); i += 2 {
	}
	return i
}

// ellipsis deals with spaced dots from first to end. Three leave something
// out and end nothing, a fourth is a full stop: the one beside the word
// before, if there is one.
func (p *splitter) ellipsis(first, end int) {
	end = p.closers(end)
	next := skipSpace(p.s, end)
	r, _ := utf8.DecodeRuneInString(p.s[next:])
	attached := first > 0 && p.s[first-1] != ' '
	switch {
	case !unicode.IsUpper(r) || end-first < len(". . . ."):
		p.i = end
	case attached:
		p.end(first + 1)
		p.i = end
	default:
		p.end(end)
	}
}

// ends reports whether the stop r at first ends a sentence at end.
func (p *splitter) ends(r rune, first, end int) bool {
	after := skipSpace(p.s, end)
	if after == len(p.s) || lineBreaks(p.s[end:after]) > 1 {
		return true
	}
	if wide(r) || p.ownStop(r) {
		return !(r == '．' && digitAt(p.s, after)) && (after > end || !unicode.IsPunct(p.runeAt(after)))
	}
	if p.lang == "hy" && (r == '.' || r == '…') {
		return false
	}
	if after == end {
		return p.glued(first, end)
	}
	next := p.opening(after)
	switch {
	case itemAt(p.s, after).follows(p.item):
		return true
	case r == '.' && strings.HasPrefix(p.s[after:], "..."):
		return true
	case p.lowerAt(next):
		return r == '.' && p.opensList(after) && p.fullStop(first, next)
	case r == '…':
		return !digitAt(p.s, next)
	case r != '.':
		return true
	}
	return p.fullStop(first, next)
}

// opensList reports whether the first item of a list is at i, in small
// letters.
func (p *splitter) opensList(i int) bool {
	m := itemAt(p.s, i)
	return m.number == 1 || strings.HasSuffix(m.style, ")")
}

func (p *splitter) runeAt(i int) rune {
	r, _ := utf8.DecodeRuneInString(p.s[i:])
	return r
}

// opening returns where the first word at or after i starts, past the marks
// that open a sentence.
func (p *splitter) opening(i int) int {
	for i < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[i:])
		if !strings.ContainsRune("\"'“”‘’„«»([{¿¡—–-.…_*#@`,「『 \n", r) {
			break
		}
		i += n
	}
	return i
}

// lowerAt reports whether a word in small letters starts at i; a name such
// as iPhone is none.
func (p *splitter) lowerAt(i int) bool {
	r, n := utf8.DecodeRuneInString(p.s[i:])
	return unicode.IsLower(r) && !unicode.IsUpper(p.runeAt(i+n))
}

// glued reports whether a sentence ends where the next begins without a
// space ("the end.The next"), or a quotation ("the end."The next").
func (p *splitter) glued(first, end int) bool {
	r, n := utf8.DecodeRuneInString(p.s[end:])
	if r == '"' || r == '“' {
		end += n
		r, n = utf8.DecodeRuneInString(p.s[end:])
	}
	if second := p.runeAt(end + n); !unicode.IsUpper(r) || !unicode.IsLower(second) && second != ' ' {
		return false
	}
	w := strings.TrimRight(p.wordBefore(first), "'’")
	rest, _, _ := strings.Cut(p.s[end:], " ")
	quoted := end > first+1
	if strings.ContainsAny(rest, "/@") || len(w) < 3 && !quoted || strings.ContainsAny(w, "/@.") || p.abbreviation(w) != none {
		return false
	}
	last, m := utf8.DecodeLastRuneInString(w)
	last2, _ := utf8.DecodeLastRuneInString(w[:len(w)-m])
	return unicode.IsLower(last) && unicode.IsLower(last2) || unicode.IsDigit(last) && unicode.IsDigit(last2)
}

// wordBefore returns what stands before i, back to a space or an opening
// mark.
func (p *splitter) wordBefore(i int) string {
	start := i
	for start > p.start {
		r, n := utf8.DecodeLastRuneInString(p.s[p.start:start])
		if !wordRune(r) && !strings.ContainsRune(".-'’/@°º:_", r) {
			break
		}
		start -= n
	}
	return p.s[start:i]
}

// fullStop reports whether the full stop at i ends a sentence, given that
// the next word, at next, does not start with a small letter.
func (p *splitter) fullStop(i, next int) bool {
	w := p.wordBefore(i)
	if w == "" {
		return true
	}
	number := unicode.IsDigit(p.runeAt(next))
	if r, n := utf8.DecodeRuneInString(w); n == len(w) && unicode.IsUpper(r) {
		return !number && p.starter(next)
	}
	switch p.abbreviation(w) {
	case title:
		return false
	case ref:
		return !number
	case any_:
		return p.starter(next)
	}
	switch {
	case digits(w):
		return !ordinals(p.lang) || len(w) > 2 || p.starter(next)
	case clock(w):
		return strings.Count(p.s[p.start:i], " ") > 2
	case initials(w), consonants(w):
		return !number && p.starter(next)
	}
	return true
}

// abbreviation looks a word up, without an article before an apostrophe.
func (p *splitter) abbreviation(w string) kind {
	w = strings.ToLower(w)
	if k := p.abbreviations[w]; k != none {
		return k
	}
	return p.abbreviations[w[strings.LastIndexAny(w, "'’")+1:]]
}

// starter reports whether the word at i often starts a sentence: a stop word,
// and no initial.
func (p *splitter) starter(i int) bool {
	start, end, _ := nextWord(p.s, i)
	if start > i || end < len(p.s) && p.s[end] == '.' {
		return false
	}
	lang := p.lang
	if lang == "" {
		lang = "en"
	}
	return IsStop(Fold(p.s[start:end]), lang)
}

func digits(w string) bool {
	for i := range len(w) {
		if !digit(w[i]) {
			return false
		}
	}
	return true
}

// ordinals reports whether a language writes ordinal numbers with a full
// stop.
func ordinals(lang string) bool {
	return strings.Contains(" bs cs da de et fi hr hu is lv nb nn no pl sk sl sr tr ", " "+lang+" ") && lang != ""
}

// clock reports whether a word is a.m or p.m.
func clock(w string) bool { return strings.EqualFold(w, "a.m") || strings.EqualFold(w, "p.m") }

// initials reports whether a word is a letter, or letters in ones and twos
// with dots between.
func initials(w string) bool {
	run := 0
	for _, r := range w {
		switch {
		case r == '.':
			run = 0
		case !unicode.IsLetter(r) || unspaced(r):
			return false
		default:
			run++
		}
		if run > 1 && !strings.Contains(w, ".") || run > 2 {
			return false
		}
	}
	return true
}

// consonants reports whether a word is a capital and small consonants, as
// only an abbreviation is.
func consonants(w string) bool {
	if len(w) < 2 || len(w) > 4 || w[0] < 'A' || w[0] > 'Z' || strings.IndexByte("AEIOUY", w[0]) >= 0 {
		return false
	}
	for i := 1; i < len(w); i++ {
		if w[i] < 'a' || w[i] > 'z' || strings.IndexByte("aeiouy", w[i]) >= 0 {
			return false
		}
	}
	return true
}
