package match

// A compiler makes the programs of queries.
type compiler struct {
	x       *Index
	code    []uint32
	regexps []*term
}

// compile returns where the query's program is.
func (c *compiler) compile(slot uint32, n *node) uint32 {
	c.code, c.regexps = c.code[:0], nil
	c.emit(n)
	if c.regexps != nil {
		c.x.regexps[slot] = c.regexps
	}
	return c.x.code.add(c.code)
}

// emit appends a node's program.
func (c *compiler) emit(n *node) {
	start := len(c.code)
	switch n.op {
	case opTerm:
		c.emitTerm(n.term)
		return
	case opAnd:
		c.code = append(c.code, doAll)
	case opOr:
		c.code = append(c.code, doAny)
	case opNot:
		c.code = append(c.code, doNot)
	}
	for _, k := range n.kids {
		c.emit(k)
	}
	c.code[start] |= uint32(len(c.code) - start)
}

func (c *compiler) emitTerm(t *term) {
	title, field := uint32(0), t.field
	if field == fieldTitle {
		title, field = inTitle, fieldAny
	}
	start := len(c.code)
	switch {
	case t.re != nil:
		c.code = append(c.code, doRegexp|2, uint32(len(c.regexps)))
		c.regexps = append(c.regexps, t)
		return
	case t.near > 0:
		c.code = append(c.code, doNear|title, uint32(t.near))
	case title == 0 && len(t.words) < 2:
	default:
		c.code = append(c.code, doPhrase|title)
	}
	for _, w := range t.words {
		c.code = append(c.code, c.x.words.number(field, w))
	}
	if len(t.words) == 0 {
		c.code = append(c.code, c.x.words.number(field, word{form: t.text}))
	}
	if c.code[start]&doMask != doWord {
		c.code[start] |= uint32(len(c.code) - start)
	}
}
