package match

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// term reads one term of the field that the parser is in.
func (p *parser) term() (*node, error) {
	start := p.column()
	t := &term{field: p.field}
	err := p.fill(t)
	if err != nil {
		return nil, err
	}
	if t.re == nil {
		if err = p.value(t, start); err != nil {
			return nil, err
		}
	}
	if p.words += max(1, len(t.words)); p.words > maxWords {
		return nil, fail(start, "a query has at most %d words; make two of it", maxWords)
	}
	return &node{op: opTerm, term: t}, nil
}

// fill reads a term as written: its text, not yet its words.
func (p *parser) fill(t *term) error {
	start := p.column()
	if p.peek() == '/' {
		return p.expression(t)
	}
	if t.exact = p.peek() == '='; t.exact {
		p.at++
		if p.at == len(p.in) || delimits(p.peek()) && !isQuote(p.peek()) {
			return fail(start, "nothing follows this =; write the exact form right after it, as in: =us")
		}
	}
	if isQuote(p.peek()) {
		return p.quoted(t)
	}
	if p.peek() == '\'' || p.peek() == '‘' {
		if err := p.single(); err != nil {
			return err
		}
	}
	from := p.at
	for p.at < len(p.in) && !delimits(p.in[p.at]) {
		p.at++
	}
	t.text = p.slice(from, p.at)
	if h := hint(t.text); h != "" && !t.exact {
		return fail(start, "%s means nothing here; write %s", t.text, h)
	}
	if strings.ContainsRune(t.text, '~') {
		return fail(start, `~ says how far the words of a phrase may stand apart; write it after the closing quote, as in: "fed rate"~5`)
	}
	return nil
}

// instead is what to write for the operators of other languages.
var instead = map[string]string{
	"&&": "AND, or nothing, as in: hack breach",
	"&":  "AND, or nothing, as in: hack breach",
	"||": "OR, as in: hack OR breach",
	"|":  "OR, as in: hack OR breach",
	"!":  "NOT, as in: chips NOT potato",
	"+":  "the word alone, which must be there anyway",
}

// nearby are how others ask for words near each other, before a number.
var nearby = []string{"NEAR", "ADJ", "WITHIN"}

// hint says what to write for an operator of another language, if it is one.
func hint(s string) string {
	if slices.Contains(nearby, strings.TrimRight(s, "/0123456789")) && digits(s) {
		return `both words as a phrase, and how far apart after it, as in: "fed rate"~5`
	}
	return instead[s]
}

func digits(s string) bool { return '0' <= s[len(s)-1] && s[len(s)-1] <= '9' }

// single refuses a phrase in single quotes, which would lose its order.
func (p *parser) single() error {
	rest := string(p.in[p.at+1:])
	end := strings.IndexAny(rest, "'’")
	if end < 0 || !strings.ContainsRune(rest[:end], ' ') {
		return nil
	}
	if after := strings.TrimLeft(rest[end:], "'’"); after != "" && !delimits([]rune(after)[0]) {
		return nil
	}
	return fail(p.column(), `a phrase stands in double quotes; write "%s"`, rest[:end])
}

// quoted reads a phrase and the ~ after it.
func (p *parser) quoted(t *term) error {
	open := p.column()
	from := p.at + 1
	for p.at = from; p.at < len(p.in) && !isQuote(p.in[p.at]); p.at++ {
	}
	if p.at == len(p.in) {
		return fail(open, "this quote is never closed; write another where the phrase ends")
	}
	t.text = p.slice(from, p.at)
	p.at++
	if p.at == len(p.in) || p.peek() != '~' {
		return nil
	}
	tilde := p.column()
	p.at++
	from = p.at
	for p.at < len(p.in) && p.peek() >= '0' && p.peek() <= '9' {
		p.at++
	}
	n, err := strconv.Atoi(p.slice(from, p.at))
	if err != nil || n < 1 || n > maxNear {
		return fail(tilde, `after ~ comes how many words apart, from 1 to %d, as in: "fed rate"~5`, maxNear)
	}
	t.near = n
	return nil
}

// expression reads a regular expression.
func (p *parser) expression(t *term) error {
	start := p.column()
	const hint = `; to look for the text itself, put quotes around it`
	if p.field > fieldTitle {
		return fail(start, "an expression looks at title and text only; write a word after %s:", fieldNames[p.field])
	}
	var b strings.Builder
	for p.at++; p.at < len(p.in) && p.peek() != '/'; p.at++ {
		if p.peek() == '\\' && p.at+1 < len(p.in) {
			if p.at++; p.peek() != '/' {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(p.peek())
	}
	if p.at == len(p.in) {
		return fail(start, "this expression is never closed; write / where it ends"+hint)
	}
	from := p.at + 1
	for p.at = from; p.at < len(p.in) && !delimits(p.peek()); p.at++ {
	}
	flags := p.slice(from, p.at)
	if flags != "" && flags != "i" {
		return fail(from+1, "only i, for any case, may follow an expression"+hint)
	}
	t.text, t.fold = b.String(), flags == "i"
	return t.compile(start)
}

// compile makes the expression, unless it is too large or matches everything.
func (t *term) compile(column int) error {
	pattern := t.text
	if t.fold {
		pattern = "(?i)" + pattern
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	var bad *syntax.Error
	switch {
	case errors.As(err, &bad):
		return fail(column, "this expression cannot be read (%s at %s); RE2 syntax is described at https://github.com/google/re2/wiki/Syntax", bad.Code, bad.Expr)
	case len([]rune(t.text)) > maxExpression:
		return fail(column, "an expression has at most %d characters; write a shorter one", maxExpression)
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil || len(prog.Inst) > maxProgram {
		return fail(column, "this expression is too large; write fewer or smaller repetitions")
	}
	t.re = regexp.MustCompile(pattern)
	if t.re.MatchString("") {
		return fail(column, "this expression matches even an empty text, so every article; write what must be there")
	}
	return nil
}

const tooShort = "a star needs at least two letters before it, as in: hack*"

// value reads what a term's text says in its field.
func (p *parser) value(t *term, column int) error {
	switch t.field {
	case fieldLang, fieldSite:
		return plainValue(t, column)
	}
	var shown []string
	for _, piece := range strings.Fields(t.text) {
		body := strings.TrimSuffix(piece, "*")
		ws, s := read(piece, t.exact)
		switch {
		case strings.Contains(body, "*"):
			return fail(column, "a star stands only at the end of a word, as in: hack*")
		case body != piece && t.exact:
			return fail(column, "an exact form has no star; write either =us or us*")
		case body != piece && len(ws) == 0:
			return fail(column, tooShort)
		case len(ws) > 0:
			t.words = append(t.words, ws...)
			shown = append(shown, s)
		}
	}
	switch {
	case len(t.words) == 0:
		return fail(column, "there is no word here; write letters, digits or a symbol such as an emoji")
	case t.words[0].kind == prefixWord && len(t.words[0].form) < 2:
		return fail(column, tooShort)
	}
	t.text = strings.Join(shown, " ")
	return t.checkNear(column)
}

func (t *term) checkNear(column int) error {
	switch {
	case t.near == 0:
		return nil
	case len(t.words) == 1:
		return fail(column, `~ needs at least two words, as in: "fed rate"~5`)
	case t.near < len(t.words)-1:
		return fail(column, "%d words cannot stand within %d of each other; write ~%d or more", len(t.words), t.near, len(t.words)-1)
	}
	// The strictest first, so that none takes the only place of another.
	slices.SortStableFunc(t.words, func(a, b word) int {
		if a.kind != b.kind {
			return int(a.kind) - int(b.kind)
		}
		return len(b.form) - len(a.form)
	})
	return nil
}

// plainValue reads the value of lang and site.
func plainValue(t *term, column int) error {
	v := strings.ToLower(strings.TrimSpace(t.text))
	name := fieldNames[t.field]
	if t.exact || t.near > 0 {
		return fail(column, "%s: takes a plain value, as in: %s:%s", name, name, fieldExamples[t.field])
	}
	if t.field == fieldLang {
		if v = baseTag(v); len(v) < 2 || len(v) > 3 || strings.ContainsFunc(v, notLetter) {
			return fail(column, "lang: takes the code of a language, as in: lang:en")
		}
	} else if v = siteName(v); v == "" || strings.ContainsFunc(v, notHost) {
		return fail(column, "site: takes the name of a host, as in: site:bbc.co.uk")
	}
	t.text = v
	return nil
}

// baseTag is the language of a BCP 47 tag, without region or script.
func baseTag(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	return strings.ToLower(tag)
}

// siteName is the host of an address, without www.
func siteName(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(s), "http://"), "https://")
	return strings.Trim(strings.TrimPrefix(strings.TrimSuffix(s, "/"), "www."), ".")
}

func notLetter(r rune) bool { return r < 'a' || r > 'z' }

func notHost(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '.' && r != '_'
}
