package match

import (
	"sync"

	"newshound/sources/text"
)

// A Doc is what a query looks at.
type Doc struct {
	Title, Text string
	Source      string // the source's name
	Author      string
	Site        string // host of the article's URL
	Lang        string // BCP 47 tag, or "" when unknown: then words match unstemmed
	Tags        []string
}

// Prepared is a Doc that queries look at; its words are split once, when the
// first of them asks. It may be used by several goroutines.
type Prepared struct {
	doc   Doc
	lang  string
	site  string
	words func() *words
}

// words are a Doc's words by where they stand.
type words struct{ title, text, source, author, tags zone }

// A zone is a stretch of words in which phrases are looked for.
type zone struct {
	raw  string
	lang string
	toks []text.Token
}

// Prepare readies a Doc for queries.
func Prepare(d Doc) *Prepared {
	p := &Prepared{doc: d, lang: baseTag(d.Lang), site: siteName(d.Site)}
	p.words = sync.OnceValue(p.split)
	return p
}

func (d *Prepared) split() *words {
	return &words{
		title:  newZone(d.doc.Title, d.lang),
		text:   newZone(d.doc.Text, d.lang),
		source: newZone(d.doc.Source, ""),
		author: newZone(d.doc.Author, ""),
		tags:   tagZone(d.doc.Tags, d.lang),
	}
}

func newZone(s, lang string) zone { return zone{s, lang, text.Tokens(s, lang)} }

// tagZone puts an empty word between two tags, so that no phrase spans them.
func tagZone(tags []string, lang string) zone {
	z := zone{lang: lang}
	for _, tag := range tags {
		for _, t := range text.Tokens(tag, lang) {
			t.Start += len(z.raw)
			t.End += len(z.raw)
			z.toks = append(z.toks, t)
		}
		z.raw += tag + "\n"
		z.toks = append(z.toks, text.Token{})
	}
	return z
}

// zones are where a field's words may stand.
func (d *Prepared) zones(f field) []*zone {
	w := d.words()
	switch f {
	case fieldTitle:
		return []*zone{&w.title}
	case fieldSource:
		return []*zone{&w.source}
	case fieldAuthor:
		return []*zone{&w.author}
	case fieldTag:
		return []*zone{&w.tags}
	}
	return []*zone{&w.title, &w.text}
}
