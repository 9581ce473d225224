package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a query may have at most.
const (
	maxLength     = 1000 // characters
	maxWords      = 100
	maxDepth      = 20   // brackets in brackets
	maxNear       = 50   // words
	maxExpression = 200  // characters of a regular expression
	maxProgram    = 2000 // instructions of a regular expression
)

// A parser reads a query from left to right. Columns count from 1.
type parser struct {
	query string
	in    []rune // the query's characters
	ascii bool   // each is a byte
	at    int
	depth int
	words int
	field field
	not   int // column of the first NOT
}

// Parse reads a query. Its error is a *SyntaxError.
func Parse(s string) (Query, error) {
	var room [64]rune // for most queries
	p := parser{query: s, in: room[:0], ascii: true}
	for _, r := range s {
		p.in = append(p.in, r)
		p.ascii = p.ascii && r < utf8.RuneSelf
	}
	if len(p.in) > maxLength {
		return Query{}, fail(maxLength+1, "a query has at most %d characters; make two of it", maxLength)
	}
	if p.end() {
		return Query{}, fail(1, "write at least one word to look for, as in: north korea")
	}
	n, err := p.any()
	switch {
	case err != nil:
		return Query{}, err
	case !p.end():
		return Query{}, fail(p.column(), "this bracket closes nothing; take it away, or open one before it")
	case !n.anchored():
		return Query{}, fail(p.not, "leaving something out alone would match nearly every article; say also what must be there, as in: chips -potato")
	}
	return Query{n}, nil
}

// any reads parts joined by OR.
func (p *parser) any() (*node, error) {
	var kids []*node
	for {
		k, err := p.all()
		if err != nil {
			return nil, err
		}
		kids = append(kids, k)
		if !p.operator("OR") {
			return join(opOr, kids), nil
		}
	}
}

// all reads parts joined by AND, written or not.
func (p *parser) all() (*node, error) {
	var kids []*node
	for {
		k, err := p.part()
		if err != nil {
			return nil, err
		}
		kids = append(kids, k)
		if !p.operator("AND") && (p.end() || p.peek() == ')' || p.ahead("OR")) {
			return join(opAnd, kids), nil
		}
	}
}

// part reads a term or a group, or its opposite.
func (p *parser) part() (*node, error) {
	if err := p.operand(); err != nil {
		return nil, err
	}
	not := p.column()
	switch {
	case p.operator("NOT"):
	case isDash(p.peek()):
		p.at++
		if p.at == len(p.in) || unicode.IsSpace(p.in[p.at]) {
			return nil, fail(not, `nothing follows this minus; write it right before what to leave out, as in: chips -potato`)
		}
	case p.peek() == '(':
		return p.group()
	default:
		return p.fieldOrTerm()
	}
	if p.not == 0 {
		p.not = not
	}
	if p.depth++; p.depth > maxDepth {
		return nil, p.tooDeep()
	}
	n, err := p.part()
	if err != nil {
		return nil, err
	}
	p.depth--
	return negate(n), nil
}

// operand says what is wrong when no part can begin here.
func (p *parser) operand() error {
	switch {
	case p.end():
		return fail(len(p.in)+1, "something is missing at the end; write a word there")
	case p.peek() == ')':
		return fail(p.column(), "something is missing before this bracket; write a word there")
	}
	for _, o := range []string{"AND", "OR"} {
		if p.ahead(o) {
			return fail(p.column(), `%s needs something on both sides, as in: hack %s breach; to look for the word itself write "%s"`, o, o, strings.ToLower(o))
		}
	}
	return nil
}

func (p *parser) group() (*node, error) {
	open := p.column()
	if p.depth++; p.depth > maxDepth {
		return nil, p.tooDeep()
	}
	p.at++
	n, err := p.any()
	if err != nil {
		return nil, err
	}
	if p.end() {
		return nil, fail(open, "this bracket is never closed; write ) where the group ends")
	}
	p.at++
	p.depth--
	return n, nil
}

func (p *parser) tooDeep() error {
	return fail(p.column(), "there are more than %d groups in groups here; write it flatter", maxDepth)
}

// fieldOrTerm reads a term, or what follows the name of a field.
func (p *parser) fieldOrTerm() (*node, error) {
	start, i := p.column(), p.at
	for i < len(p.in) && unicode.IsLetter(p.in[i]) {
		i++
	}
	if i == p.at || i == len(p.in) || p.in[i] != ':' || p.field >= fieldLang {
		return p.term()
	}
	name := p.slice(p.at, i)
	f, known := fieldNamed(name)
	switch {
	case !known && meant[strings.ToLower(name)] != "":
		return nil, fail(start, "there is no field %s; write %s:", name, meant[strings.ToLower(name)])
	case !known:
		return nil, fail(start, `there is no field %s; the fields are title, source, author, tag, lang and site; to look for the text itself, put quotes around it`, name)
	case p.field != fieldAny:
		return nil, fail(start, "a field stands inside another here; write each by itself, as in: title:fed source:reuters")
	}
	p.at = i + 1
	p.field = f
	defer func() { p.field = fieldAny }()
	if p.end() || p.peek() == ')' {
		return nil, fail(start, "nothing follows %s:; write what to look for right after it, as in: %s:%s", fieldNames[f], fieldNames[f], fieldExamples[f])
	}
	return p.part()
}

// meant are fields by what others call them.
var meant = map[string]string{
	"allintitle": "title", "headline": "title", "intitle": "title", "subject": "title",
	"feed": "source", "from": "source", "publisher": "source",
	"by": "author", "byline": "author", "writer": "author",
	"category": "tag", "hashtag": "tag", "label": "tag", "section": "tag", "tags": "tag", "topic": "tag",
	"language": "lang", "locale": "lang",
	"domain": "site", "host": "site", "inurl": "site", "url": "site", "website": "site",
}

var fieldExamples = [...]string{"", "merger", "reuters", "smith", "politics", "en", "bbc.co.uk"}

// end skips space and reports whether nothing is left.
func (p *parser) end() bool {
	for p.at < len(p.in) && unicode.IsSpace(p.in[p.at]) {
		p.at++
	}
	return p.at == len(p.in)
}

func (p *parser) peek() rune { return p.in[p.at] }

// slice is what was written between two characters.
func (p *parser) slice(from, to int) string {
	if p.ascii {
		return p.query[from:to]
	}
	return string(p.in[from:to])
}

func (p *parser) column() int { return p.at + 1 }

// ahead reports whether an operator comes next.
func (p *parser) ahead(name string) bool {
	if p.end() {
		return false
	}
	rest := p.in[p.at:]
	for i := range len(name) {
		if i == len(rest) || rest[i] != rune(name[i]) {
			return false
		}
	}
	return len(rest) == len(name) || delimits(rest[len(name)])
}

// operator reads an operator if it comes next.
func (p *parser) operator(name string) bool {
	if !p.ahead(name) {
		return false
	}
	p.at += len(name)
	return true
}

// delimits reports whether a word written without quotes ends before r.
func delimits(r rune) bool {
	return unicode.IsSpace(r) || r == '(' || r == ')' || isQuote(r)
}

func isQuote(r rune) bool {
	return r == '"' || r > 0x7F && strings.ContainsRune("“”„‟«»＂", r)
}

func isDash(r rune) bool { return r == '-' || r > 0x7F && strings.ContainsRune("–—−", r) }
